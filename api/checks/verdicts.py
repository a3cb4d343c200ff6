"""From findings to verdicts: one for each row of a roster, one for the whole of it. Pure functions.

``hold`` 建议暂缓: orange or red. ``review`` 建议复核: yellow. ``insufficient_data`` 数据不足: the row cannot be
judged (rejected, or its person is known by name only). ``clear`` 未见异常: the rest; a blue notice stays with it,
because a relative receiving money is a base rate and no reason to stop. A verdict never blocks a payment by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cypher.catalog import load_catalog

Document = dict[str, Any]
VERDICT_WORDS = {"hold": "建议暂缓", "review": "建议复核", "clear": "未见异常", "insufficient_data": "数据不足"}
_ORDER = ("clear", "insufficient_data", "review", "hold")
_BY_TIER = {"red": "hold", "orange": "hold", "yellow": "review", "blue": "clear"}
_FILING_RULE = ("R02", "a")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One data row: where it stands, whose it is, the warnings that rest on it, whether it can be judged at all."""

    sheet: str
    row: int
    name: str
    findings: Sequence[Document]
    judged: bool
    reason: str = ""


def row_answer(row: RosterRow) -> Document:
    """The row as in ``check --json``; the worst of its findings decides."""
    verdict = max((_BY_TIER[f["tier"]] for f in row.findings), key=_ORDER.index, default="clear")
    if not row.judged and verdict == "clear":
        verdict = "insufficient_data"
    return {"row": row.row, "sheet": row.sheet, "name": row.name, "verdict": verdict,
            "score": max((round(f["score"]) for f in row.findings), default=0), "reason": row.reason or None,
            "findings": [_finding(f) for f in row.findings]}


def roster_answer(rows: Sequence[Document], *, not_run: Sequence[Document], concentration: Sequence[Document],
                  as_of: str, data_version: str) -> Document:
    """The whole answer. Rules that did not run are named beside the verdict: silence is not innocence.

    ``concentration``: the comparison in force of kin among those chosen, for each village, programme and year of the
    roster that was compared.
    """
    verdicts = [row["verdict"] for row in rows]
    whole = max(verdicts, key=_ORDER.index, default="insufficient_data")
    missing = [row["row"] for row in rows if any(f["missing_filing"] for f in row["findings"])]
    return {
        "roster": {"verdict": whole, "rows": len(rows), "hold": verdicts.count("hold"),
                   "review": verdicts.count("review"), "insufficient_data": verdicts.count("insufficient_data"),
                   "concentration": list(concentration), "missing_filings": missing, "not_run": list(not_run)},
        "rows": list(rows), "as_of": as_of, "data_version": data_version,
    }


def _finding(doc: Document) -> Document:
    due = (doc["rule"], doc["limb"]) == _FILING_RULE
    return {
        "rule": doc["rule"], "limb": doc["limb"], "rule_version": doc["rule_version"], "tier": doc["tier"],
        "rule_title": _titles().get(f"{doc['rule']}{doc['limb'] or ''}", ""),
        "explanation": doc["explanation"], "missing_filing": "近亲属备案" if due else None,
        "kin": doc["kin"], "legal": doc["legal"], "evidence": doc["evidence"],
    }


@cache
def _titles() -> dict[str, str]:
    """Titles of the rules by name (``R02a``)."""
    return {rule.name: rule.title for rule in load_catalog().rules}


def by_row(docs: Iterable[Document], sha256: str) -> dict[tuple[str, int], list[Document]]:
    """Findings by the sheet and row of this file that they rest on."""
    found: dict[tuple[str, int], list[Document]] = {}
    for doc in docs:
        for source in doc["evidence"]:
            if source["sha256"] == sha256:
                found.setdefault((source["sheet"], source["row"]), []).append(doc)
    return found
