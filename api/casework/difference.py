"""What is new in a warning that came back: the members its signature gained, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from api.casework.particulars import BY_HAND
from api.casework.transitions import SETTLED, Action

_AGAIN = ("reopened", Action.REOPEN)

_KINDS = {"kin": "亲属关系", "account": "账户", "eligibility": "资格", "flow": "资金往来", "office": "任职",
          "land": "土地", "document": "书面材料", "comparison": "数据比对", "complaint": "信访举报",
          "statement": "谈话陈述", "voucher": "凭证", "visit": "实地查看"}

_NAMED = {"account": ("新增账户", "account"), "contract": ("新增合同：", "contract"),
          "signer": ("新增签字人：", "person")}


def difference(new: Iterable[str], doc: Mapping[str, Any], name_of: Callable[[str, str], str]) -> list[str]:
    """One sentence a new member; ``name_of`` masks or shows names (``showing.namer``)."""
    return [_sentence(member, doc, name_of) for member in new]


def came_back(events: Sequence[Mapping[str, Any]], doc: Mapping[str, Any],
              name_of: Callable[[str, str], str]) -> dict[str, Any] | None:
    """When a settled warning came back, what is new in it, and how it had been settled; None while it is settled.

    ``events``: its history, oldest first, each with ``action``, ``to``, ``at``, ``reason`` and ``detail``.
    """
    again = max((n for n, event in enumerate(events) if event["action"] in _AGAIN), default=None)
    if again is None or any(event["to"] in SETTLED for event in events[again:]):
        return None
    before = next(event for event in reversed(events[:again]) if event["to"] in SETTLED)
    event = events[again]
    return {"at": event["at"], "reason": event["reason"],
            "new": difference(event["detail"].get("new", ()), doc, name_of),
            "before": {"status": before["to"], "reason": before["reason"], "at": before["at"]}}


def _sentence(member: str, doc: Mapping[str, Any], name_of: Callable[[str, str], str]) -> str:
    kind, _, value = member.partition(":")
    if kind in _NAMED:
        words, what = _NAMED[kind]
        return f"{words}{name_of(what, value)}"
    if kind == "kin":
        return f"新增亲属关系：{_kin_words(value, doc, name_of)}"
    words = {"evidence": "新增一类证据", BY_HAND.rstrip(":"): "人工补充证据"}.get(kind, "新增情形")
    return f"{words}：{_KINDS.get(value, value)}"


def _kin_words(path: str, doc: Mapping[str, Any], name_of: Callable[[str, str], str]) -> str:
    """The relation in words where the document still names its two ends, else only that there is one."""
    for kin in doc.get("kin", ()):
        if kin["from"] in path and kin["to"] in path:
            return f"{name_of('person', kin['from'])}的{kin['words']}{name_of('person', kin['to'])}"
    return "另一条亲属链"
