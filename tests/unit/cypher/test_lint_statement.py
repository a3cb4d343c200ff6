"""The lint refuses what one engine refuses and what both answer differently."""

import pytest

from cypher.lint import lint_rule
from cypher.lint_statement import lint_statement
from tests.unit.cypher.making import BODY, made_rule


def complaints(body: str, extra: str = "") -> str:
    return "\n".join(lint_statement(made_rule(body=body, extra=extra)))


def test_a_plain_grouping_query_is_clean() -> None:
    assert complaints(BODY) == ""


@pytest.mark.parametrize(("part", "instead", "says"), [
    ("MATCH (g", "CREATE (:Person {key: 'x'}) MATCH (g", "CREATE"),
    ("ORDER BY person", "ORDER BY person; MATCH (n) RETURN n", "分号"),
    ("(r:Person)", "(r:Peasant)", "Peasant"),
    ("[:UNDER]", "[:OVER]", "OVER"),
    ("[:UNDER]", "[]", "类型"),
    ("<-[:UNDER]-", "-[:UNDER]->", "方向"),
    ("-[:PAID_TO]->(r:Person)", "-[:PAID_TO]-(r:Person)", "方向"),
    ("-[:PAID_TO]->", "-[:PAID_TO*]->", "上下界"),
    ("p.village", "p.hamlet", "hamlet"),
    ("coalesce(sum(p.amount_fen), 0)", "sum(p.amount_fen)", "coalesce"),
    ("collect(p.key)", "p.key", "collect"),
    ("g.key AS program", "g.key", "AS"),
    ("AS program", "AS table", "保留字"),
    ("RETURN", "WHERE any(x IN p.id_flags WHERE x = 'a') RETURN", "any"),
    ("RETURN", "WHERE substring(p.name, 0, 1) = '王' RETURN", "substring"),
    ("RETURN", "WHERE p.id_flags[0] = 'a' RETURN", "下标"),
    ("RETURN", "WHERE 1 < p.amount_fen < 3 RETURN", "连续比较"),
    ("RETURN", "WHERE p.amount_fen != 3 RETURN", "<>"),
    ("RETURN", "WHERE p.amount_fen > $limit RETURN", "limit"),
    ("RETURN", "MATCH (r)-[:HOLDS]->(:BankAccount) RETURN", "HOLDS"),
    ("RETURN", "WHERE EXISTS { (p)-[:INTO]->(:BankAccount) } RETURN", "MATCH"),
    ("RETURN", "WHERE r:Person RETURN", "标签"),
    ("max(p.decided_on)", "count(p.key) + g.standard_fen", "聚合"),
])
def test_a_construct_outside_the_portable_subset_is_named(part: str, instead: str, says: str) -> None:
    assert part in BODY
    assert says in complaints(BODY.replace(part, instead, 1))


def test_words_in_literals_and_comments_are_not_taken_for_statements() -> None:
    body = BODY.replace("RETURN", "WHERE p.name <> 'DELETE; CREATE' // DROP TABLE\nRETURN")
    assert complaints(body) == ""


def test_a_nullable_outer_value_inside_an_optional_match_is_named() -> None:
    late = "OPTIONAL MATCH (r)-[s:SERVES]->(v:Village) WHERE s.valid_from <= p.paid_on RETURN"
    extra = '// optional = ["SERVES"]\n'
    assert "p.paid_on 可能为空" in complaints(BODY.replace("RETURN", late), extra)
    assert complaints(BODY.replace("RETURN", late.replace("paid_on", "decided_on")), extra) == ""


def test_patterns_that_only_earlier_values_hold_together_are_named() -> None:
    late = ("WITH p.recipient AS payee, p, g, r MATCH (a:Payment) WHERE a.recipient = payee{between} "
            "MATCH (b:Payment) WHERE {link} RETURN")
    apart = BODY.replace("RETURN", late.format(between="", link="b.recipient = payee"), 1)
    assert "笛卡尔积" in complaints(apart)
    linked = BODY.replace("RETURN", late.format(between="", link="b.recipient = a.recipient"), 1)
    parted = BODY.replace("RETURN", late.format(between=" WITH payee, p, g, r", link="b.recipient = payee"), 1)
    assert "笛卡尔积" not in complaints(linked) + complaints(parted)


def test_a_condition_on_a_relation_in_the_middle_of_a_chain_is_named() -> None:
    extra = '// optional = ["SERVES", "KIN", "HOLDS"]\n'
    chain = ("WITH p, g, r MATCH (v:Village)<-[s:SERVES]-(c:Person)-[k:KIN]->(x:Person){} "
             "(x)-[:HOLDS]->(:BankAccount) WHERE {} RETURN")
    inner = chain.format(" MATCH", "c.key = r.key AND $as_of <= k.valid_to")
    assert "关系 k 两头" in complaints(BODY.replace("RETURN", inner, 1), extra)
    outer = chain.format(" MATCH", "c.key = r.key AND $as_of <= s.valid_to")
    parted = chain.format(" WHERE $as_of <= k.valid_to WITH p, g, r, c, x MATCH", "c.key = r.key")
    assert "两头" not in complaints(BODY.replace("RETURN", outer, 1), extra)
    assert "两头" not in complaints(BODY.replace("RETURN", parted, 1), extra)


def test_a_parameter_that_is_declared_but_not_used_is_named() -> None:
    extra = '// params.limit = { type = "int", default = 3, words = "上限" }\n'
    assert "limit" in complaints(BODY, extra)


@pytest.mark.parametrize(("part", "instead", "says"), [
    ("ORDER BY person, program", "ORDER BY person", "ORDER BY"),
    ("g.key AS program", "p.batch AS batch, g.key AS program", "batch"),
    ("collect(DISTINCT p.village) AS villages,", "", "village"),
    ("max(p.decided_on) AS last_on", "max(p.decided_on) AS newest", "last_on"),
    ("max(p.decided_on) AS last_on", "max(p.decided_on) AS last_on, max(p.stands) AS lower_x", "lower_x"),
])
def test_rows_that_break_the_column_convention_are_named(part: str, instead: str, says: str) -> None:
    assert part in BODY
    assert says in "\n".join(lint_rule(made_rule(body=BODY.replace(part, instead)), {}))


@pytest.mark.parametrize(("extra", "says"), [
    ('// false_positives = [{ words = "同名", case = "没有这个用例" }]\n', "用例"),
    ('// modifiers = { lower_x = "理由" }\n', "lower_x"),
    ('// raised_by = [{ rules = ["R02"], persons = ["signer"], words = "x" }]\n', "signer"),
])
def test_front_matter_that_does_not_fit_the_statement_is_named(extra: str, says: str) -> None:
    assert says in "\n".join(lint_rule(made_rule(extra=extra), {}))


def test_a_legal_key_must_exist() -> None:
    assert "ccp-discipline-2023:124" in "\n".join(lint_rule(made_rule(), {}))


def test_every_rule_but_a_cycle_needs_its_second_implementation() -> None:
    wanted = "made-up.reference.sql"
    assert wanted in "\n".join(lint_rule(made_rule(), {}))
    assert wanted not in "\n".join(lint_rule(made_rule(extra='// stage = "cycle"\n'), {}))
