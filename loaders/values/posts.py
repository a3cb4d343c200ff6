"""Offices of a village as they are written -> role and body."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.model import Body, Role

BOTH = re.compile(r"书记、?主任(?=一肩挑|$)|^一肩挑$")
SEPARATOR = re.compile(r"[兼、,,;;/+\n和及]+|\s{1,}")
REMARK = re.compile(r"[((][^()()]*[))]|一肩挑|^(?:现任|担任)")
Office = tuple[re.Pattern[str], Role, Body]
OFFICES: tuple[Office, ...] = tuple(
    (re.compile(pattern), role, body)
    for pattern, role, body in (
        (r"自然村监事|监事会.*自然村", Role.SUPERVISOR, Body.NATURAL_SUPERVISION),
        (r"(?:合作社|经联社|经济社|联合社).*监事|监事长?$|监事会", Role.COUNCIL_SUPERVISOR, Body.COUNCIL_SUPERVISION),
        (r"理事", Role.COUNCIL, Body.COUNCIL),
        (r"监督委|监委|务监督|监督小组", Role.SUPERVISOR, Body.SUPERVISION),
        (r"副书记|副支书", Role.DEPUTY_SECRETARY, Body.PARTY),
        (r"书记|支书", Role.SECRETARY, Body.PARTY),
        (r"(?:党|支部|总支).*委员|支委", Role.PARTY_MEMBER, Body.PARTY),
        (r"副主任|副村长", Role.DEPUTY_HEAD, Body.COMMITTEE),
        (r"妇联主[任席]|妇女主任|计生|治保|民兵|团支部|网格|妇联", Role.OTHER, Body.OTHER),
        (r"主任|村长", Role.HEAD, Body.COMMITTEE),
        (r"小组长|组长|队长", Role.GROUP_LEADER, Body.GROUP),
        (r"文书|文员", Role.CLERK, Body.COMMITTEE),
        (r"会计|报账员|报帐员", Role.ACCOUNTANT, Body.FINANCE),
        (r"出纳", Role.CASHIER, Body.FINANCE),
        (r"委员", Role.COMMITTEE_MEMBER, Body.COMMITTEE),
    )
)


class Post(NamedTuple):
    """One office; ``known`` false: kept with its words, flagged ``unknown_post``."""

    role: Role
    body: Body
    known: bool


def split_posts(text: str) -> list[str]:
    """The offices of one cell: 书记兼主任 and 书记主任一肩挑 are two."""
    text = text.strip()
    if BOTH.search(text) or text == "一肩挑":
        rest = [part for part in _parts(BOTH.sub("、", text)) if read_post(part).known]
        return ["书记", "主任", *rest]
    parts = _parts(text)
    return parts if len(parts) > 1 and all(read_post(part).known for part in parts) else [text]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in SEPARATOR.split(REMARK.sub("", text)) if part.strip()]


def read_post(text: str) -> Post:
    """Role and body of one office."""
    for pattern, role, body in OFFICES:
        if pattern.search(text):
            return Post(role, body, role is not Role.OTHER)
    return Post(Role.OTHER, Body.OTHER, known=False)
