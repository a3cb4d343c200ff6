"""``/people``: search, one person, kin, the risk answer."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Path, Query

from api.casework.transitions import OUT_OF_LIST
from api.jobs.reading import today
from api.records.access_tables import warning_people
from api.records.tables import warnings
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.cases import people_of, visible
from api.web.faults import Refused
from api.web.risk import risk_of
from api.web.service import Service
from api.web.sight import MINOR, Sight
from api.web.wire.parts import Key, Page
from api.web.wire.people import KinLine, PersonLine, PersonTold, RiskTold, Search
from graph.errors import InputError
from graph.identifiers import citizen_number
from graph.kinship.letters import KinError
from graph.kinship.nearness import DISPLAY_STEPS, Relation, relations_of
from graph.model import SubNode

router = APIRouter(prefix="/people", tags=["people"])

Person = Annotated[Key, Path(max_length=40)]
_CANDIDATES = 2000


@router.post("/search")
def search(wanted: Search, caller: Authorized, service: Serving) -> Page[PersonLine]:
    """按姓名、拼音首字母、村查人；后四位只能与其中之一同用。留痕。"""
    sight = Sight(service, caller)
    found = _by_number(wanted, sight) if wanted.citizen_id else _by_words(wanted, sight)
    # What was searched for is logged as a keyed hash: the log can answer "was he searched for" and tells no name.
    terms = service.pseudonyms.fact("search", wanted.name, wanted.village, wanted.last4, wanted.citizen_id)
    service.note(caller, "search", hashlib.sha256(terms.encode()).hexdigest()[:24], results=len(found),
                 case=wanted.case or "")
    named = sight.concerned(node.key for node in found)
    masked = [sight.masked(node, named) for node in found]
    return Page(data=[PersonLine(person=n.key, name="" if caller.key else n.name, village="" if caller.key else
                                 n.caption, cadre=n.kind == "cadre" and not caller.key) for n in masked])


@router.get("/{person}")
def one_person(person: Person, caller: Authorized, service: Serving) -> PersonTold:
    """一个人：任职、周围有多少关系、您看得到的预警。"""
    sight = Sight(service, caller)
    node = sight.node(person)
    keys = _warnings_of(service, sight, person)
    service.note(caller, "person", person, results=len(keys))
    shown = sight.masked(node, {person} if keys else ())
    ties = sight.ground.mirror.ties(person)
    offices = [{"place": sight.ground.villages.get(t.other, t.other), "post": t.words, "from": t.valid_from,
                "to": t.valid_to} for t in ties if t.kind == "serves" and t.outward]
    counts: dict[str, int] = {}
    for tie in ties:
        counts[tie.kind] = counts.get(tie.kind, 0) + 1
    return PersonTold(person=person, name=shown.name, village=shown.caption, cadre=node.kind == "cadre",
                      minor=person in sight.ground.minors, offices=offices, ties=counts, warnings=keys,
                      cases=_cases(service, keys))


@router.get("/{person}/kin")
def kin(person: Person, caller: Authorized, service: Serving, case: Annotated[Key | None, Query()] = None,
        on: date | None = None, scope: Annotated[str | None, Query(max_length=40)] = None) -> Page[KinLine]:
    """一个人的亲属（按某一天、某个法定范围）；不在预警中的人要写明 case。留痕。"""
    sight = Sight(service, caller, _case_people(service, caller, case))
    sight.node(person)
    if case is None and not sight.concerned([person]):
        raise Refused(403, "此人不在您看得到的预警中；查亲属要写明为哪一件（case）")
    day = on or today()
    service.note(caller, "kin", person, case=case or "", on=day.isoformat(), scope=scope or "")
    try:
        if scope is not None:
            sight.ground.scopes.get(scope)
    except KinError as error:
        raise InputError(str(error)) from error
    found = relations_of(sight.ground.mirror.kin_graph(), person, on=day, scopes=sight.ground.scopes,
                         max_steps=DISPLAY_STEPS, within=None if scope is None else [scope])
    found = [relation for relation in found if relation.alter not in sight.view.hidden]
    named = sight.concerned(relation.alter for relation in found)
    return Page(data=[_kin_line(relation, sight, named) for relation in found])


@router.get("/{person}/risk")
def risk(person: Person, caller: Authorized, service: Serving) -> RiskTold:
    """发放前的答复：结论、规则、条款、缺的备案；不会自己拦住付款。"""
    sight = Sight(service, caller)
    if caller.key is None:
        sight.node(person)
    answer = risk_of(service, caller, person)
    service.note(caller, "risk", person, results=len(answer.findings))
    return answer


def _by_words(wanted: Search, sight: Sight) -> list[SubNode]:
    if sight.caller.key is not None:
        raise InputError("接口密钥只能按完整证件号（citizen_id）查")
    if not wanted.name and not wanted.village:
        raise InputError("请写姓名、拼音首字母或村；后四位不能单独查")
    actor = sight.caller.actor
    areas = [area for area in actor.areas if area] if actor else []
    villages = [wanted.village] if wanted.village else areas
    keys = sight.ground.register.find(wanted.name, villages, _CANDIDATES if wanted.last4 else 4 * wanted.limit)
    if wanted.last4:
        numbers = sight.service.vault.reveal("person", keys)
        keys = [key for key in keys if numbers.get(key, "").endswith(wanted.last4.upper())]
    nodes = [sight.ground.mirror.node(key) for key in keys if key not in sight.view.hidden]
    return [node for node in nodes if not areas or any(node.caption.startswith(a) for a in areas)][:wanted.limit]


def _by_number(wanted: Search, sight: Sight) -> list[SubNode]:
    """By whole number: a machine that asks for risks, or a person for a case he sees."""
    if sight.caller.key is None:
        if wanted.case is None:
            raise InputError("按完整证件号查人要写明为哪一件（case）")
        visible(sight.service, sight.caller, wanted.case)
    number = citizen_number(wanted.citizen_id).value
    if number is None:
        raise InputError("证件号不是有效的 18 位号码，请核对")
    key = sight.service.pseudonyms.person(number)
    if key not in sight.ground.mirror or key in sight.view.hidden:
        return []
    node = sight.ground.mirror.node(key)
    return [node] if sight.caller.key is None or sight.caller.within(node.caption) else []


def _cases(service: Service, keys: list[str]) -> list[dict[str, Any]]:
    """What names these warnings in a list, in their order."""
    query = sa.select(warnings.c.key, warnings.c.number, warnings.c.rule, warnings.c.limb, warnings.c.tier,
                      warnings.c.status).where(warnings.c.key.in_(keys))
    with service.reading() as connection:
        found = {row["key"]: row for row in connection.execute(query).mappings()}
    return [{"key": key, "number": found[key]["number"], "rule": f"{found[key]['rule']}{found[key]['limb'] or ''}",
             "tier": found[key]["tier"], "status": found[key]["status"]} for key in keys if key in found]


def _warnings_of(service: Service, sight: Sight, person: str) -> list[str]:
    query = (sa.select(warnings.c.key).join(warning_people, warning_people.c.warning == warnings.c.key)
             .where(warning_people.c.person == person, warnings.c.status.not_in([s.value for s in OUT_OF_LIST]),
                    sight.view.condition()).order_by(warnings.c.score.desc(), warnings.c.key))
    with service.reading() as connection:
        return [str(key) for key in connection.execute(query).scalars()]


def _case_people(service: Service, caller: Caller, case: str | None) -> frozenset[str]:
    return frozenset() if case is None else people_of(visible(service, caller, case))


def _kin_line(relation: Relation, sight: Sight, named: set[str]) -> KinLine:
    shown = sight.masked(sight.ground.mirror.node(relation.alter), named | sight.case)
    told: dict[str, Any] = relation.as_json()
    kept = ("chain", "pattern", "generations", "degree", "scopes", "words", "confidence", "valid_from", "valid_to")
    return KinLine(person="" if shown.name == MINOR else relation.alter, name=shown.name, village=shown.caption,
                   kin_class=told["class"], **{name: told[name] for name in kept})
