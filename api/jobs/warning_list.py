"""Warnings as they leave the service: masked, or full with a reason that is logged before the answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from api.casework.listing import listed, news
from api.casework.showing import keys_of, show
from api.casework.transitions import Status
from api.wiring import Workspace
from graph.errors import InputError


def warning_list(workspace: Workspace, *, statuses: Collection[str] = (), tiers: Collection[str] = (),
                 keys: Iterable[str] | None = None, reason: str | None = None) -> list[dict[str, Any]]:
    """Documents as in ``sweep --json``, best first; ``reason`` given: unmasked.

    The read is written to the audit chain first; if that fails there is no answer. Raises InputError for an empty
    reason and for an unknown status or tier.
    """
    unmasked = reason is not None
    if unmasked and not (reason or "").strip():
        raise InputError("查看完整姓名和号码必须写明理由：--unmasked --reason \"…\"")
    docs = listed(workspace.engine, statuses=statuses, tiers=tiers, keys=keys)
    people, accounts = keys_of(docs)
    workspace.audit.note("unmask" if unmasked else "list", "warnings", reason=reason or "", results=len(docs),
                         statuses=sorted(statuses), tiers=sorted(tiers))
    numbers = workspace.vault.reveal("person", people) | workspace.vault.reveal("account", accounts)
    shown = [show(doc, numbers, unmasked=unmasked) for doc in docs]
    for doc in shown:
        if doc["status"] == Status.REOPENED:
            doc["new_evidence"] = news(workspace.engine, doc["key"])
    return shown
