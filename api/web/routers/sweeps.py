"""``/sweeps``, ``/rules``: start a run, what it did, what the rules say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter, Response
from sqlalchemy.engine import Connection, RowMapping

from api.jobs.rule_figures import Figures, figures
from api.records.tables import rule_runs, sweeps
from api.web.access import Authorized, Serving
from api.web.faults import Refused
from api.web.submitting import IdempotencyKey, Submission, submit
from api.web.wire.parts import Page
from api.web.wire.work import Queued, SweepWanted
from cypher.cases import Case, read_cases
from cypher.catalog import load_catalog
from cypher.legal import read_clauses
from cypher.rule import FAMILIES, Rule
from cypher.words import needed

router = APIRouter(tags=["sweeps"])


@router.post("/sweeps", status_code=202)
def start(wanted: SweepWanted, response: Response, caller: Authorized, service: Serving,
          once: IdempotencyKey = None) -> Queued:
    """启动一次比对；排队运行，凭编号查结果。"""
    for name in wanted.rules:
        load_catalog().named(name)
    payload = {"rules": wanted.rules, "region": wanted.region or None}
    return submit(service, caller, Submission("sweep", payload, ""), response, once)


@router.get("/sweeps")
def listed(_: Authorized, service: Serving) -> Page[dict[str, Any]]:
    """最近的比对，新的在前。"""
    with service.reading() as connection:
        rows = connection.execute(sa.select(sweeps).order_by(sweeps.c.started.desc()).limit(50)).mappings().all()
        return Page(data=[_told(connection, row) for row in rows])


@router.get("/sweeps/{id}")
def one(id: str, _: Authorized, service: Serving) -> dict[str, Any]:  # noqa: A002 - its name on the wire
    """一次比对：每条规则命中、未命中、未运行（缺什么）。"""
    with service.reading() as connection:
        row = connection.execute(sa.select(sweeps).where(sweeps.c.id == id)).mappings().first()
        if row is None:
            raise Refused(404)
        return _told(connection, row)


@router.get("/rules")
def rules(_: Authorized, service: Serving) -> Page[dict[str, Any]]:
    """规则目录：承诺的准确率、本县实测的准确率、最近一次比对的命中数。"""
    known = figures(service.workspace)
    return Page(data=[_rule(rule, known) for rule in load_catalog().rules])


@router.get("/rules/{id}")
def rule(id: str, _: Authorized, service: Serving) -> dict[str, Any]:  # noqa: A002 - its name on the wire
    """一条规则的全文（R02 或 R02a）：口径、参数、用例、已防的误报、准确率、法规依据、核查内容。"""
    found, known = load_catalog().named(id), figures(service.workspace)
    return {"id": id, "rules": [{**_rule(rule, known), "text": rule.text, "needs": needed(rule.meta.needs),
                                 "cases": [_case(case) for case in read_cases(rule).cases]} for rule in found]}


@router.post("/rules/{id}/trial", status_code=202)
def trial(id: str, response: Response, caller: Authorized, service: Serving,  # noqa: A002 - its name on the wire
          once: IdempotencyKey = None) -> Queued:
    """在已载入的数据上试运行一条规则（草稿也行），只数命中，不生成预警；排队运行，凭编号查结果。"""
    load_catalog().named(id)
    payload = {"rule": id, "hidden": sorted(service.view(caller).hidden)}
    return submit(service, caller, Submission("trial", payload, id), response, once)


def _told(connection: Connection, row: RowMapping) -> dict[str, Any]:
    runs = connection.execute(sa.select(rule_runs).where(rule_runs.c.sweep == row["id"])
                              .order_by(rule_runs.c.id)).mappings()
    return {"id": row["id"], "as_of": row["as_of"], "data_version": row["data_version"], "started": row["started"],
            "finished": row["finished"], "scope": row["scope"],
            "rules": [{"id": r["rule"], "limb": r["limb"], "version": r["version"], "outcome": r["outcome"],
                       "territories": r["territories"], "hits": r["hits"], "reason": r["reason"],
                       "seconds": round(r["seconds"], 3)} for r in runs]}


def _rule(rule: Rule, known: Mapping[str, Figures]) -> dict[str, Any]:
    meta, figure = rule.meta, known.get(rule.name, Figures())
    return {"precision": meta.precision, "measured": asdict(figure.measured) if figure.measured else None,
            "measured_words": figure.words, "hits": figure.hits, "name": rule.name, "id": rule.id,
            "limb": rule.limb, "title": rule.title, "family": rule.family,
            "family_words": FAMILIES.get(rule.family, ""), "status": meta.status, "version": meta.version,
            "tier": meta.tier.value, "identity": list(meta.identity), "evidence": list(meta.evidence),
            "legal": [_clause(key) for key in meta.legal], "verify": list(meta.verify),
            "params": {name: {"words": p.words, "default": p.default, "proposal": p.proposal}
                       for name, p in meta.params.items()},
            "false_positives": [fp.words for fp in meta.false_positives]}


def _case(case: Case) -> str:
    """What a case proves: that the rule hits there, or that it does not."""
    return f"{case.name}（{'命中' if case.expect else '不命中'}）"


def _clause(key: str) -> dict[str, str]:
    """A clause by its words; the one in force on the day of the fact is chosen when a warning opens."""
    clause = read_clauses().get(key)
    return {"key": key, "title": clause.title if clause else key, "article": clause.article if clause else ""}
