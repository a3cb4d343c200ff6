"""Warnings as they leave the service: masked, or full with a reason that is logged before the answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from api.casework.difference import difference
from api.casework.documents import Document
from api.casework.listing import listed, news
from api.casework.showing import keys_of, namer, show
from api.casework.transitions import Status
from api.jobs.deciding import keep_time
from api.wiring import Workspace
from graph.errors import InputError


def warning_list(workspace: Workspace, *, statuses: Collection[str] = (), tiers: Collection[str] = (),
                 keys: Iterable[str] | None = None, reason: str | None = None) -> list[dict[str, Any]]:
    """Documents as in ``sweep --json``, best first; ``reason`` given: unmasked.

    The read is written to the audit chain first; if that fails there is no answer. Raises InputError for an empty
    reason and for an unknown status or tier.
    """
    check_reason(reason)
    keep_time(workspace)
    docs, unmasked = listed(workspace.engine, statuses=statuses, tiers=tiers, keys=keys), reason is not None
    workspace.audit.note("unmask" if unmasked else "list", "warnings", reason=reason or "", results=len(docs),
                         statuses=sorted(statuses), tiers=sorted(tiers))
    shown = shown_documents(workspace, docs, unmasked=unmasked)
    for doc, stored in zip(shown, docs, strict=True):
        if doc["status"] == Status.REOPENED:
            doc["new_evidence"] = news(workspace.engine, doc["key"])
            doc["difference"] = difference(doc["new_evidence"], stored, namer(stored, unmasked=unmasked))
    return shown


def shown_documents(workspace: Workspace, docs: list[Document], *, unmasked: bool) -> list[Document]:
    """Stored documents as they may leave, in their order. The caller has logged the look."""
    people, accounts = keys_of(docs)
    numbers = workspace.vault.reveal("person", people) | workspace.vault.reveal("account", accounts)
    return [show(doc, numbers, unmasked=unmasked) for doc in docs]


def check_reason(reason: str | None) -> None:
    """Raises InputError for a reason that says nothing; None means: masked."""
    if reason is not None and not reason.strip():
        raise InputError("查看完整姓名和号码必须写明理由：--unmasked --reason \"…\"")
