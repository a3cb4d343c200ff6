"""The risk answer of one person: the open warnings that name him, within what the caller may see of them."""

from __future__ import annotations

import sqlalchemy as sa

from api.casework.transitions import OUT_OF_LIST
from api.records.access_tables import warning_people
from api.records.tables import warnings
from api.web.caller import Caller
from api.web.service import Service
from api.web.wire.people import RiskFinding, RiskTold
from graph.errors import StoreUnavailable

_VERDICT = {"red": "hold", "orange": "hold", "yellow": "review", "blue": "clear"}
_ORDER = ("clear", "review", "hold")
_FILING = ("R02", "a")
_OPEN = [status.value for status in OUT_OF_LIST]


def risk_of(service: Service, caller: Caller, person: str) -> RiskTold:
    """The answer; unknown people are 数据不足, never 未见异常. Raises StoreUnavailable before the first load.

    A key that is limited to areas is told of the warnings there; of a person elsewhere it learns nothing: 数据不足.
    """
    version = service.workspace.store.current()
    if version is None:
        raise StoreUnavailable("还没有载入任何数据")
    condition = _in_areas(caller) if caller.key else service.view(caller).condition()
    query = (sa.select(warnings).join(warning_people, warning_people.c.warning == warnings.c.key)
             .where(warning_people.c.person == person, warnings.c.status.not_in(_OPEN), condition)
             .order_by(warnings.c.score.desc(), warnings.c.key))
    with service.reading() as connection:
        rows = connection.execute(query).mappings().all()
    findings = [RiskFinding(rule=r["rule"], limb=r["limb"], rule_version=r["rule_version"], tier=r["tier"],
                            legal=r["body"]["legal"], missing_filing="近亲属备案" if (r["rule"], r["limb"]) == _FILING
                            else None) for r in rows]
    verdict = max((_VERDICT[r["tier"]] for r in rows), key=_ORDER.index, default="clear")
    mirror = service.ground.now().mirror
    if not rows and not (person in mirror and (caller.key is None or caller.within(mirror.node(person).caption))):
        verdict = "insufficient_data"
    return RiskTold.model_validate({
        "person": person, "verdict": verdict, "score": max((r["score"] for r in rows), default=0),
        "findings": findings, "data_version": version})


def _in_areas(caller: Caller) -> sa.ColumnElement[bool]:
    """The warnings of the areas a key is limited to."""
    if not caller.areas:
        return sa.true()
    return sa.or_(*(warnings.c.territory.startswith(area, autoescape=True) for area in caller.areas))
