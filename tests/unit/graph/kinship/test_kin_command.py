"""`qinqing kin …` on the command line: one JSON document, Chinese lines, exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli.kin import app, render_between, render_of

RUN = CliRunner()


def ask(*arguments: str) -> Any:
    result = RUN.invoke(app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_term_is_answered_under_the_fixed_names() -> None:
    found = ask("term", "小舅子")
    assert (found["term"], found["ambiguous"]) == ("小舅子", False)
    reading = found["readings"][0]
    assert {name: reading[name] for name in ("chain", "pattern", "class", "generations", "degree", "basis")} == {
        "chain": "WB", "pattern": "XPC", "class": "affinity", "generations": None, "degree": None, "basis": "marriage",
    }  # fmt: skip
    assert reading["words"] == "妻子的兄弟"
    assert "RECUSAL" in reading["scopes"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("term", "隔壁老王"), ("term", "爱人", "--sex", "Q"), ("chain", "WBQ"), ("terms", "/no/such/file.tsv"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_chinese_line_and_exit_2(arguments: tuple[str, ...]) -> None:
    result = RUN.invoke(app, [*arguments, "--json"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert "：" in result.stderr


def test_a_file_of_terms_keeps_its_order_and_names_unknown_words_in_place(tmp_path: Path) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text("term\tsex\n爱人\tF\n甲乙丙\t\n二舅妈\n", encoding="utf-8")
    first, second, third = ask("terms", str(file))
    assert [r["chain"] for r in first["readings"]] == ["H"]
    assert second["term"] == "甲乙丙"
    assert "无法识别" in second["error"]
    assert third["readings"][0]["chain"] == "MBW"


def test_a_chain_adds_its_inverse(tmp_path: Path) -> None:
    assert ask("chain", "WB")["inverse"] == ["ZH"]
    file = tmp_path / "chains.tsv"
    file.write_text("FB\nQ\nPPCX\n", encoding="utf-8")
    found = ask("chains", str(file))
    assert found[0]["inverse"] == ["BS", "BD"]
    assert "error" in found[1]
    assert found[2]["inverse"] == ["XPCC"]


PEOPLE = "person,sex,birth,death\n" + "".join(
    f"{name},{sex},,\n" for name, sex in zip("abcdefg", "MFMFMFU", strict=True)
)
EDGES = """kind,a,b,from,to
spouse,a,b,1990-01-01,2000-01-01
parent,a,c,,
parent,b,d,,
spouse,c,f,2010-05,
parent,c,e,,
"""


def pairs(tmp_path: Path, wanted: str, *more: str, edges: str = EDGES) -> Any:
    for name, text in (("P.csv", PEOPLE), ("E.csv", edges), ("PAIRS.tsv", wanted)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [f"--{option}={tmp_path / name}" for option, name in
             (("people", "P.csv"), ("edges", "E.csv"), ("pairs", "PAIRS.tsv"))]  # fmt: skip
    return RUN.invoke(app, ["pairs", *files, *more, "--json"])


def test_pairs_of_a_pedigree_are_read_in_order_with_or_without_heading(tmp_path: Path) -> None:
    result = pairs(tmp_path, "a\te\nf\ta\na\tg\n")
    found = json.loads(result.stdout)
    assert [(p["a"], p["b"], p["chain"], p["class"]) for p in found] == [
        ("a", "e", "SS", "lineal"),
        ("f", "a", "HF", "affinity"),
        ("a", "g", None, "none"),
    ]
    headed = pairs(tmp_path, "a\tb\na\te\n")
    assert json.loads(headed.stdout)[0]["degree"] == 2


def test_a_pair_is_read_on_its_day(tmp_path: Path) -> None:
    now = json.loads(pairs(tmp_path, "a\tb\nb\tc\n").stdout)
    assert [p["class"] for p in now] == ["none"]
    then = json.loads(pairs(tmp_path, "a,b\nb,a\nb,c\n", "--on", "1995-01-01").stdout)
    assert [p["chain"] for p in then] == ["H", "HS"]


def test_blood_kin_is_found_at_any_distance(tmp_path: Path) -> None:
    line = "".join(f"{name},U,,\n" for name in ["top", *[f"x{i}" for i in range(9)], *[f"y{i}" for i in range(9)]])
    edges = "kind,a,b,from,to\nparent,top,x0,,\nparent,top,y0,,\n"
    edges += "".join(f"parent,{s}{i},{s}{i + 1},,\n" for s in "xy" for i in range(8))
    (tmp_path / "P.csv").write_text("person,sex,birth,death\n" + line, encoding="utf-8")
    (tmp_path / "E.csv").write_text(edges, encoding="utf-8")
    (tmp_path / "Q.tsv").write_text("x8\ty8\n", encoding="utf-8")
    options = [f"--people={tmp_path}/P.csv", f"--edges={tmp_path}/E.csv", f"--pairs={tmp_path}/Q.tsv"]
    (found,) = ask("pairs", *options)
    assert (found["class"], found["generations"], found["degree"]) == ("collateral", 10, 18)


@pytest.mark.parametrize(
    ("wanted", "edges"),
    [
        ("a\tz\n", EDGES),
        ("a\te\n", "kind,a,b,from,to\nfriend,a,b,,\n"),
        ("a\te\n", "spouse,a,b,19xx,\n"),
        ("a\n", EDGES),
    ],
)
def test_an_unreadable_pedigree_names_file_and_row(tmp_path: Path, wanted: str, edges: str) -> None:
    result = pairs(tmp_path, wanted, edges=edges)
    assert result.exit_code == 2
    assert "行" in result.stderr
    assert str(tmp_path) in result.stderr


def test_people_get_lines_to_read() -> None:
    assert "妻子的兄弟" in RUN.invoke(app, ["term", "小舅子"]).stdout
    assert "反向 ZH" in RUN.invoke(app, ["chain", "WB"]).stdout


def test_the_answers_of_the_graph_are_put_in_lines() -> None:
    reading = ask("chain", "WB")
    found = {"a": "甲", "b": "乙", "on": "2024-01-01", "relation": reading, "readings": [reading], "inverse": None}
    assert "妻子的兄弟" in render_between(found)[0]
    assert "没有登记的亲属关系" in render_between({**found, "relation": None, "readings": []})[0]
    assert render_of([]) == ["没有登记的亲属"]
    assert render_of([{"person": "丙", **reading}])[0].startswith("丙")
