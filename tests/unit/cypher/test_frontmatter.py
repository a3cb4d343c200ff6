"""The head of a rule file is a closed form; what is wrong is said with what to do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.errors import RuleFileWrong
from cypher.frontmatter import parse_rule
from cypher.rule import Meta

PATH = Path("kin_benefit/made-up.cypher")
HEAD = """// 规则名称
// /// rule
// id = "R90"
// status = "draft"
// version = 1
// tier = "yellow"
// subject = "person"
// identity = ["person"]
// evidence = ["kin"]
// needs = ["Person"]
// legal = []
// verify = ["看一看"]
// heading = "{person}"
// explanation = "{person}"
"""
BODY = "MATCH (p:Person) RETURN p.key AS person ORDER BY person\n"


def text(extra: str = "") -> str:
    return f"{HEAD}{extra}// ///\n{BODY}"


def test_title_metadata_and_body_are_read_apart_and_the_text_stays_whole() -> None:
    rule = parse_rule(text(), PATH)
    assert (rule.title, rule.id, rule.family, rule.slug) == ("规则名称", "R90", "kin_benefit", "made-up")
    assert rule.body == BODY.strip()
    assert rule.text == text()


def test_an_unknown_field_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(RuleFileWrong) as caught:
        parse_rule(text('// colour = "red"\n'), PATH)
    assert "colour" in str(caught.value)
    assert all(name in str(caught.value) for name in Meta.model_fields)


def test_an_unknown_field_of_a_parameter_names_the_fields_of_parameters() -> None:
    with pytest.raises(RuleFileWrong, match=r"params\.x\.colour.*region_prefix"):
        parse_rule(text('// params.x = { type = "int", words = "数", colour = 1 }\n'), PATH)


@pytest.mark.parametrize(("wrong", "says"), [
    (BODY, "第一行"),
    ("// 名称\n" + BODY, "元数据"),
    (HEAD + "id\n// ///\n" + BODY, "“// ”开头"),
    (HEAD + "// id = \n// ///\n" + BODY, "TOML"),
    (text().replace('// version = 1\n', ""), "缺少字段 version"),
    (text().replace('"R90"', '"90"'), "字段 id"),
    (text('// applies = "shandong"\n'), "applies"),
    (text('// [[raised_by]]\n// rules = ["R01"]\n// words = "x"\n'), "persons 或 shares"),
    (text().replace('"draft"', '"retired"'), "retired_on"),
])
def test_what_is_wrong_is_said_with_the_file(wrong: str, says: str) -> None:
    with pytest.raises(RuleFileWrong, match=says) as caught:
        parse_rule(wrong, PATH)
    assert "made-up.cypher" in str(caught.value)


@given(st.text(max_size=300))
def test_any_text_is_either_a_rule_or_refused_with_a_sentence(anything: str) -> None:
    with pytest.raises(RuleFileWrong, match=r"made-up\.cypher"):
        parse_rule(anything, PATH)
