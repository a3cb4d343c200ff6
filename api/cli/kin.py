"""`qinqing kin …`: what kin words and chains mean, and who is related to whom."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast
from zoneinfo import ZoneInfo

import typer

from api.cli import context
from graph.errors import QinqingError
from graph.kinship.chains import Reading, inverse, read_chain
from graph.kinship.letters import KinError, Sex
from graph.kinship.pairs import closest_readings
from graph.kinship.pedigree_files import Row, read_pedigree, read_table
from graph.kinship.terms import TermReading, read_term
from graph.kinship.words import CLASS_TITLE, RECUSAL_TITLE

app = typer.Typer(help="称谓、关系链与亲属关系", no_args_is_help=True)

Answer = TypeVar("Answer")
Json = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 文档")]


@app.command("term")
def term_command(
    term: Annotated[str, typer.Argument(help="称谓，例如 小舅子")],
    sex: Annotated[str | None, typer.Option("--sex", help="说话人（本人）性别 F 或 M")] = None,
    relative_sex: Annotated[str | None, typer.Option("--relative-sex", help="亲属性别 F 或 M")] = None,
    as_json: Json = False,
) -> None:
    """一个称谓是什么关系。"""
    reading = _or_exit(lambda: read_term(term, sex=_sex(sex), relative_sex=_sex(relative_sex)))
    _show(reading.as_json(), as_json, lambda: _term_lines(reading))


@app.command("terms")
def terms_command(
    file: Annotated[Path, typer.Argument(help="每行一个称谓；可有第二列 sex")], as_json: Json = False
) -> None:
    """一个文件里的称谓，按原顺序。"""
    rows = _or_exit(lambda: read_table(file, ("term", "sex")))
    found = [_term_of(row) for row in rows]
    _show(found, as_json, lambda: [line for entry in found for line in _entry_lines(entry, "term")])


@app.command("chain")
def chain_command(chain: Annotated[str, typer.Argument(help="关系链，例如 WB")], as_json: Json = False) -> None:
    """一条关系链的类别、代、亲等、范围、反向和说法。"""
    found = _or_exit(lambda: _chain_json(chain))
    _show(found, as_json, lambda: _entry_lines(found, "chain"))


@app.command("chains")
def chains_command(file: Annotated[Path, typer.Argument(help="每行一条关系链")], as_json: Json = False) -> None:
    """一个文件里的关系链，按原顺序。"""
    rows = _or_exit(lambda: read_table(file, ("chain",)))
    found = [_in_place("chain", row.cells["chain"], _chain_json) for row in rows]
    _show(found, as_json, lambda: [line for entry in found for line in _entry_lines(entry, "chain")])


@app.command("pairs")
def pairs_command(
    people: Annotated[Path, typer.Option("--people", help="人员表 person,sex,birth,death")],
    edges: Annotated[Path, typer.Option("--edges", help="关系表 kind,a,b,from,to")],
    pairs: Annotated[Path, typer.Option("--pairs", help="待查表 a,b")],
    on: Annotated[str | None, typer.Option("--on", help="按哪一天，默认今天")] = None,
    as_json: Json = False,
) -> None:
    """谱系文件中每一对人的关系。"""
    found = _or_exit(lambda: _pairs_json(people, edges, pairs, _day(on)))
    _show(found, as_json, lambda: [_pair_line(entry) for entry in found])


@app.command("between")
def between_command(
    a: Annotated[str, typer.Argument(help="甲的标识")],
    b: Annotated[str, typer.Argument(help="乙的标识")],
    on: Annotated[str | None, typer.Option("--on", help="按哪一天，默认今天")] = None,
    as_json: Json = False,
) -> None:
    """图中两个人的关系。"""
    found = _or_exit(lambda: _queries("between")(context.settings(), a, b, _day(on)))
    _show(found, as_json, lambda: render_between(found))


@app.command("of")
def of_command(
    person: Annotated[str, typer.Argument(help="人员标识")],
    scope: Annotated[str | None, typer.Option("--scope", help="亲属范围，例如 RECUSAL")] = None,
    on: Annotated[str | None, typer.Option("--on", help="按哪一天，默认今天")] = None,
    as_json: Json = False,
) -> None:
    """图中一个人的亲属。"""
    found = _or_exit(lambda: _queries("of")(context.settings(), person, scope, _day(on)))
    _show(found, as_json, lambda: render_of(found))


def render_between(found: Mapping[str, Any]) -> list[str]:
    """Lines for people from the answer `{"a","b","on","relation","readings","inverse"}`."""
    relation = found["relation"]
    head = f"{found['a']} 与 {found['b']}（{found['on']}）："
    if relation is None:
        return [head + "没有登记的亲属关系"]
    lines = [f"{head}乙是甲的{_relation_text(relation)}"]
    lines += [f"  另一条：{_relation_text(other)}" for other in found["readings"][1:]]
    if found["inverse"]:
        lines.append(f"  反过来：甲是乙的{_relation_text(found['inverse'])}")
    return lines


def render_of(found: Sequence[Mapping[str, Any]]) -> list[str]:
    """Lines for people from the answer: a list of `{"person", …reading}`."""
    if not found:
        return ["没有登记的亲属"]
    return [f"{entry['person']}\t{_relation_text(entry)}" for entry in found]


def _queries(name: str) -> Callable[..., Any]:
    """The two questions that need the loaded graph; imported on use, so that words need no store."""
    return cast("Callable[..., Any]", getattr(import_module("api.jobs.kin_queries"), name))


def _term_of(row: Row) -> dict[str, Any]:
    def read(term: str) -> dict[str, Any]:
        return read_term(term, sex=_sex(row.cells.get("sex"))).as_json()

    return _in_place("term", row.cells["term"], read)


def _in_place(name: str, value: str, read: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The answer, or the refusal in its place: one unknown word does not stop a file."""
    try:
        return read(value)
    except KinError as error:
        return {name: value, "error": str(error)}


def _chain_json(chain: str) -> dict[str, Any]:
    return {**read_chain(chain).as_json(), "inverse": list(inverse(chain))}


def _pairs_json(people: Path, edges: Path, pairs: Path, on: date) -> list[dict[str, Any]]:
    graph = read_pedigree(people, edges)
    wanted = [(row.cells["a"], row.cells["b"], row) for row in read_table(pairs, ("a", "b"), required=2)]
    for a, b, row in wanted:
        for person in (a, b):
            if person not in graph:
                raise row.error(f"谱系中没有“{person}”：请检查人员表和关系表")
    readings = closest_readings(graph, ((a, b) for a, b, _ in wanted), on=on)
    return [_pair_json(a, b, reading) for (a, b, _), reading in zip(wanted, readings, strict=True)]


def _pair_json(a: str, b: str, reading: Reading | None) -> dict[str, Any]:
    fields = ("chain", "pattern", "class", "generations", "degree", "scopes", "words")
    if reading is None:
        return {"a": a, "b": b, **dict.fromkeys(fields), "class": "none", "scopes": []}
    told = reading.as_json()
    return {"a": a, "b": b, **{name: told[name] for name in fields}}


def _sex(text: str | None) -> Sex | None:
    known: dict[str, Sex | None] = {"": None, "U": None, "M": "M", "F": "F", "男": "M", "女": "F"}
    written = (text or "").strip().upper()
    if written not in known:
        raise KinError(f"性别“{text}”无法识别：请用 F（女）或 M（男）")
    return known[written]


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else datetime.now(ZoneInfo("Asia/Shanghai")).date()
    except ValueError:
        raise KinError(f"日期“{text}”无法识别：请写成 YYYY-MM-DD") from None


def _or_exit(work: Callable[[], Answer]) -> Answer:
    """The answer; on wrong input one Chinese line on stderr and the exit code of the error."""
    try:
        return work()
    except QinqingError as error:
        typer.echo(f"错误：{error}", err=True)
        raise typer.Exit(error.exit_code) from None


def _show(found: object, as_json: bool, lines: Callable[[], Sequence[str]]) -> None:
    text = json.dumps(found, ensure_ascii=False) if as_json else "\n".join(lines())
    typer.echo(text)


def _term_lines(reading: TermReading) -> list[str]:
    return _entry_lines(reading.as_json(), "term")


def _entry_lines(entry: Mapping[str, Any], name: str) -> list[str]:
    if "error" in entry:
        return [f"{entry[name]}\t{entry['error']}"]
    if name == "chain":
        return [f"{entry['chain']}\t{_relation_text(entry)}，反向 {'、'.join(entry['inverse'])}"]
    if not entry["readings"]:
        return [f"{entry['term']}\t{entry.get('note', '')}"]
    return [f"{entry['term']}\t{reading['chain']}\t{_relation_text(reading)}" for reading in entry["readings"]]


def _relation_text(told: Mapping[str, Any]) -> str:
    """妻子的兄弟（舅子），姻亲，近姻亲；范围 RECUSAL …"""
    customary = f"（{told['customary']}）" if told.get("customary") else ""
    parts = [f"{told['words']}{customary}", CLASS_TITLE[told["class"]]]
    if told.get("recusal_class"):
        parts.append(RECUSAL_TITLE[told["recusal_class"]])
    if told.get("generations"):
        parts.append(f"{told['generations']} 代 {told['degree']} 亲等")
    return "，".join(parts) + f"；范围 {'、'.join(told['scopes']) or '无'}"


def _pair_line(entry: Mapping[str, Any]) -> str:
    if entry["chain"] is None:
        return f"{entry['a']}\t{entry['b']}\t没有登记的亲属关系"
    return f"{entry['a']}\t{entry['b']}\t{entry['chain']}\t{_relation_text(entry)}"
