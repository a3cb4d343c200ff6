"""What of a warning may be shown: masked by default, full only with a reason that is logged before the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from api.casework.documents import Document
from cypher.explain import fill
from graph.identifiers.masking import mask_account, mask_citizen_number, mask_name

Numbers = Mapping[str, str]  # key → citizen number or account number from the vault
_INTERNAL = ("names", "villages", "evidence_kinds", "legal_note", "filters")


def show(doc: Document, numbers: Numbers, *, unmasked: bool) -> Document:
    """The document as it leaves the service: names and numbers masked or full, tokens filled, no inner fields."""
    name_of = namer(doc, unmasked=unmasked)
    number = _plain if unmasked else mask_citizen_number
    shown = {name: value for name, value in doc.items() if name not in _INTERNAL}
    shown["title"], shown["explanation"] = fill(doc["title"], name_of), fill(doc["explanation"], name_of)
    shown["persons"] = [{**person, "name": name_of("person", person["person"]),
                         "citizen_id": _known(numbers, person["person"], number)} for person in doc["persons"]]
    shown["accounts"] = [{**account, "number": _account(account, numbers, unmasked=unmasked)}
                         for account in doc["accounts"]]
    shown["subject"] = {**doc["subject"], "label": _label(doc["subject"], name_of)}
    shown["filters"] = doc["filters"]
    shown["villages"] = doc["villages"]
    return shown


def keys_of(docs: Iterable[Document]) -> tuple[set[str], set[str]]:
    """Person keys and account keys whose numbers the documents show."""
    docs = list(docs)
    return ({p["person"] for d in docs for p in d["persons"]}, {a["account"] for d in docs for a in d["accounts"]})


def namer(doc: Document, *, unmasked: bool) -> Callable[[str, str], str]:
    """Names for the tokens of this document's texts; they say 账户 before an account themselves."""
    def name_of(kind: str, key: str) -> str:
        value = doc["names"].get(kind, {}).get(key)
        if kind == "account":
            return f"（尾号{value}）" if value else "（号码不详）"
        if value is None:
            return "（姓名不详）" if kind == "person" else key
        return mask_name(value) if kind == "person" and not unmasked else str(value)
    return name_of


def _label(subject: Mapping[str, Any], name_of: Callable[[str, str], str]) -> str:
    label = name_of(subject["kind"], subject["id"])
    return f"账户{label}" if subject["kind"] == "account" else label


def _known(numbers: Numbers, key: str, form: Callable[[str], str]) -> str | None:
    number = numbers.get(key)
    return form(number) if number else None


def _account(account: Mapping[str, Any], numbers: Numbers, *, unmasked: bool) -> str | None:
    number = numbers.get(account["account"])
    if unmasked and number:
        return number
    last4 = account["number"] or (number[-4:] if number else None)
    return mask_account("0" * 12 + last4) if last4 else None


def _plain(number: str) -> str:
    return number
