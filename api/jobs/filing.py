"""Entries of ``load --json`` and of the journal for one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from api.jobs.ledger import COUNTY
from api.jobs.reading import Found
from loaders.intake import Intake, Issue
from loaders.judge import Verdict
from loaders.source import get_source

_NOTHING: dict[str, Any] = {
    "sheets": [], "rows": 0, "loaded": 0, "structural": 0, "rejected": 0, "flagged": 0, "amount_fen": 0,
    "issues": [], "unmapped_columns": [],
}


def entry(found: Found, sha256: str, kind: str | None, outcome: str, reason: str | None) -> dict[str, Any]:
    """An entry without any rows."""
    return {"path": str(found.path), "sha256": sha256, "kind": kind, "outcome": outcome, "reason": reason,
            **{name: list(value) if isinstance(value, list) else value for name, value in _NOTHING.items()},
            "unchanged": False}


def titled(report: dict[str, Any]) -> dict[str, Any]:
    """The entry with the kind in words, ``kind_title``; None where nothing was recognised."""
    kind = report["kind"]
    words = "县参数" if kind == COUNTY else get_source(kind).title if kind else None
    return {**report, "kind_title": words}


def unreadable(found: Found, sha256: str, message: str, *, kind: str | None) -> dict[str, Any]:
    """A file that could not be read at all."""
    report = entry(found, sha256, kind, "rejected", message)
    report["issues"] = [_issue("reject", "unreadable", message)]
    return report


def county_report(found: Found, sha256: str) -> dict[str, Any]:
    """The county's parameters, taken over."""
    return entry(found, sha256, COUNTY, "loaded", None)


def repeated(found: Found, sha256: str, earlier: dict[str, Any] | None, name: str, *,
             held: bool = False) -> dict[str, Any]:
    """A file whose bytes are known: nothing is done, and its entry says as what they are known."""
    report = dict(earlier) if earlier else entry(found, sha256, None, "unchanged", None)
    reason = f"内容与已载入的 {name} 完全相同，未重复载入"
    if held:
        reason = f"内容与待定的 {name} 完全相同；请用 qinqing release {sha256[:12]} --as part|replace 决定"
    elif report["outcome"] == "rejected":
        reason = f"内容与 {name} 完全相同，同样不能载入：{report['reason']}"
    outcome = report["outcome"] if report["outcome"] in ("held", "rejected") and earlier else "unchanged"
    return {**report, "path": str(found.path), "outcome": "held" if held else outcome, "reason": reason,
            "unchanged": True}


def intake_report(found: Found, sha256: str, intake: Intake, verdict: Verdict | None = None) -> dict[str, Any]:
    """What was read, and what the comparison with the files that stand made of it."""
    added = verdict.issues if verdict else ()
    outcome: str = intake.outcome
    reason, code = intake.reason, intake.reason_code
    if verdict is not None and verdict.outcome != "loaded" and outcome == "loaded":
        outcome, reason, code = verdict.outcome, verdict.reason, verdict.code
    report: dict[str, Any] = {
        "path": str(found.path), "sha256": sha256, "kind": intake.kind, "outcome": outcome, "reason": reason,
        "sheets": [_sheet(sheet) for sheet in intake.sheets], "rows": intake.rows, "loaded": intake.loaded,
        "structural": intake.structural, "rejected": intake.rejected, "amount_fen": intake.amount_fen,
        "flagged": intake.flagged + _newly_flagged(intake.issues, added), "unchanged": outcome == "unchanged",
        "issues": _whole(outcome, code, reason, [asdict(issue) for issue in (*intake.issues, *added)]),
        "unmapped_columns": list(intake.unmapped_columns),
    }
    if intake.near is not None:
        report["near"] = asdict(intake.near)
    return _nothing_loaded(report) if outcome == "rejected" else report


def _newly_flagged(before: Sequence[Issue], added: Sequence[Issue]) -> int:
    """Rows that only the comparison flagged."""
    known = {(issue.sheet, issue.row) for issue in before if issue.severity == "flag"}
    return len({(issue.sheet, issue.row) for issue in added if issue.severity == "flag"} - known)


def _nothing_loaded(report: dict[str, Any]) -> dict[str, Any]:
    """A file that was refused as a whole: its good rows are rejected with it."""
    return {**report, "rejected": report["rejected"] + report["loaded"], "loaded": 0, "flagged": 0, "amount_fen": 0}


def _whole(outcome: str, code: str | None, reason: str | None, issues: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The issues, that of the file as a whole first: why it is refused or waits."""
    if not code or any(issue["code"] == code and issue["row"] is None for issue in issues):
        return issues
    severity = {"rejected": "reject", "held": "flag"}.get(outcome, "note")
    return [_issue(severity, code, str(reason)), *issues]


def payload_of(intake: Intake, verdict: Verdict, read_as: dict[str, Any]) -> dict[str, Any]:
    """All that a rebuild needs to read and place the file again."""
    source = get_source(str(intake.kind))
    return {
        **read_as, "kind": intake.kind, "mode": source.mode, "department": source.department,
        "territory": verdict.territory, "slot": verdict.slot, "slot_extras": list(intake.slot_parts.values()),
        "as_of": intake.as_of.isoformat() if intake.as_of else None, "facts": _facts(intake),
    }


def _facts(intake: Intake) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(intake.facts).items() if value not in (None, "", (), [])}


def _sheet(sheet: Any) -> dict[str, Any]:
    return {"name": sheet.name, "form": sheet.form, "hidden": sheet.hidden, "rows": sheet.rows,
            "loaded": sheet.loaded, "structural": sheet.structural, "rejected": sheet.rejected,
            "flagged": sheet.flagged, "columns": sheet.columns, "unmapped": sheet.unmapped}


def _issue(severity: str, code: str, message: str) -> dict[str, Any]:
    return {"severity": severity, "code": code, "message": message, "sheet": None, "row": None, "column": None,
            "value": None}
