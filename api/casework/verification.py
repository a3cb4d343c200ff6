"""The report of a check: a result for every finding of a warning, and what still stands in the way of closing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.actors import Actor
from api.casework.particulars import LABEL_WORDS, Label, Result, check_code
from api.records.case_tables import complaint_links, complaints, verifications
from api.records.tables import warnings
from graph.errors import InputError

_FOUND = frozenset({Label.CONFIRMED, Label.PARTLY})


@dataclass(frozen=True, slots=True)
class Verified:
    """A stored result; money in 分."""

    finding: str
    label: Label
    code: str | None
    confirmed_fen: int
    recovered_fen: int
    note: str
    actor: str
    at: datetime


def findings_of(connection: Connection, key: str) -> list[str]:
    """Keys of the findings a warning stands for: its own, then those of every warning merged into it."""
    found, waiting = [key], [key]
    while waiting:
        query = sa.select(warnings.c.key).where(warnings.c.merged_into.in_(waiting)).order_by(warnings.c.key)
        waiting = [str(k) for k in connection.execute(query).scalars() if k not in found]
        found += waiting
    return found


def record(connection: Connection, actor: Actor, row: RowMapping, results: Sequence[Result]) -> Label:
    """Stores the report of this warning in place of an earlier one; returns the label of the whole.

    Raises InputError: a finding without result, an unknown one, no note, no amount, no reason code.
    """
    expected = findings_of(connection, row["key"])
    given = {_whole(result.finding, row["key"], expected): result for result in results}
    if missing := [key for key in expected if key not in given]:
        raise InputError("每个疑点都要有核查结果（属实、部分属实、不属实、数据错误、无法认定）；还缺："
                         + "、".join(_name(connection, key) for key in missing))
    for result in given.values():
        _check(result)
    _supersede(connection, row["key"])
    _insert(connection, row["key"], actor.name, given.items())
    return whole([result.label for result in given.values()])


def _whole(finding: str, own: str, expected: list[str]) -> str:
    found = [own] if not finding else [key for key in expected if key.startswith(finding)]
    if len(found) != 1:
        raise InputError(f"疑点“{finding}”不属于这件预警；可写：{'、'.join(key[:8] for key in expected)}")
    return found[0]


def _name(connection: Connection, key: str) -> str:
    row = connection.execute(sa.select(warnings.c.number, warnings.c.rule).where(warnings.c.key == key)).one()
    return f"{row.number or key[:8]}（{row.rule}）"


def _check(result: Result) -> None:
    words = LABEL_WORDS[result.label]
    if not result.note.strip():
        raise InputError(f"核查结果“{words}”须写明依据：看过哪些凭证、问过谁、去过哪里")
    if result.label in _FOUND and result.confirmed_fen is None:
        raise InputError(f"核查结果“{words}”须写明属实金额（没有金额写 0）")
    if result.label not in _FOUND and result.confirmed_fen:
        raise InputError(f"核查结果“{words}”不应有属实金额")
    if min(result.confirmed_fen or 0, result.recovered_fen) < 0:
        raise InputError("金额不能是负数")
    check_code(result.code)


def whole(labels: Iterable[Label]) -> Label:
    """One label for several: all alike, that one; anything found among others, partly; else what is still open."""
    kinds = set(labels)
    if len(kinds) == 1:
        return kinds.pop()
    if kinds & _FOUND:
        return Label.PARTLY
    return Label.UNDECIDED if Label.UNDECIDED in kinds else Label.NOT_CONFIRMED


def _supersede(connection: Connection, key: str) -> None:
    connection.execute(sa.update(verifications).where(verifications.c.warning == key).values(superseded=True))


def drop(connection: Connection, key: str) -> None:
    """A reopened warning is checked anew: earlier results stay on record and count no more."""
    _supersede(connection, key)


def _insert(connection: Connection, key: str, actor: str, results: Iterable[tuple[str, Result]]) -> None:
    now = datetime.now(UTC)
    for finding, result in results:
        code = check_code(result.code) if result.label is Label.NOT_CONFIRMED else result.code
        connection.execute(sa.insert(verifications).values(
            warning=key, finding=finding, label=result.label.value, reason_code=code,
            confirmed_fen=result.confirmed_fen or 0, recovered_fen=result.recovered_fen, note=result.note.strip(),
            actor=actor, at=now, superseded=False))


def current(connection: Connection, key: str) -> list[Verified]:
    """Results in force, one a finding."""
    query = sa.select(verifications).where(verifications.c.warning == key, ~verifications.c.superseded)
    return [Verified(row["finding"], Label(row["label"]), row["reason_code"], row["confirmed_fen"],
                     row["recovered_fen"], row["note"], row["actor"], row["at"])
            for row in connection.execute(query.order_by(verifications.c.id)).mappings()]


def money(connection: Connection, key: str) -> tuple[int, int]:
    """分 confirmed and recovered by the results in force."""
    results = current(connection, key)
    return sum(r.confirmed_fen for r in results), sum(r.recovered_fen for r in results)


def recovered(connection: Connection, actor: Actor, key: str, amount_fen: int) -> None:
    """What came back in the end, as a new entry for the warning's own finding. Raises InputError without a report."""
    results = current(connection, key)
    if not results:
        raise InputError("还没有核查结果，不能登记追缴金额；请先反馈（report）")
    if amount_fen < 0:
        raise InputError("追缴金额不能是负数")
    others = sum(r.recovered_fen for r in results if r.finding != key)
    if amount_fen < others:
        raise InputError(f"追缴总额不能少于并入疑点已登记的 {others / 100:.2f} 元")
    kept = {r.finding: Result(r.label, r.note, r.finding, r.code, r.confirmed_fen,
                              amount_fen - others if r.finding == key else r.recovered_fen) for r in results}
    _supersede(connection, key)
    _insert(connection, key, actor.name, kept.items())


def gaps(connection: Connection, row: RowMapping) -> list[str]:
    """What must still be there before this warning can be closed, in words; empty when nothing is left open."""
    results = {r.finding: r for r in current(connection, row["key"])}
    referred = row["disposal"] == "refer"
    missing = [] if referred else [
        f"疑点 {_name(connection, key)} 没有核查结果" for key in findings_of(connection, row["key"])
        if key not in results]
    if not referred and any(r.label is Label.UNDECIDED for r in results.values()):
        missing.append("有疑点“无法认定”，须补查或移送")
    if not row["disposal"]:
        missing.append("没有处理意见")
    if not referred and not row["reviewer"]:
        missing.append("没有第二人复核")
    if row["disposal"] == "rectify" and not (row["remedy"] or "").strip():
        missing.append("没有整改情况")
    return missing + _unanswered(connection, row["key"])


def _unanswered(connection: Connection, key: str) -> list[str]:
    query = (sa.select(complaints.c.number).join(complaint_links, complaint_links.c.complaint == complaints.c.number)
             .where(complaint_links.c.kind == "warning", complaint_links.c.target == key,
                    complaints.c.reporter.is_not(None), complaints.c.answered_on.is_(None)))
    return [f"信访件 {number} 的举报人还没有答复" for number in connection.execute(query).scalars()]
