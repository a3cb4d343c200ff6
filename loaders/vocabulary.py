"""Heading texts: how they are normalised, and which fields of a form they may name.

No fuzzy guess: a heading matches a declared one (exactly, after normalising, or without a declared prefix) or
an alias somebody confirmed; near matches are only proposed.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import zhconv

from loaders.source import Form, get_source

PREFIXES = ("人员", "补贴对象", "申请人", "农户", "补助对象")
UNITS = {"元", "万元", "角", "分", "亩", "㎡", "m2", "平方米", "公顷", "人", "头", "只", "%", "元/亩", "元/月", "元/人"}
FILLERS = re.compile(r"[((](?:必填|选填|必填项|可选|请填写|文本|文本格式|18位)[))]")
BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]$")
SERIALS = {"序号", "编号", "no", "No", "NO"}

Confirmed = tuple[tuple[str, str], ...]
"""Headings a person confirmed for one kind: (heading, field) pairs in the order they were given."""


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """A heading without width, spaces, line breaks, ``*``, （必填）, trailing colon, in simplified characters."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("*", "")
    text = FILLERS.sub("", text).rstrip(":。.")
    return text if text.isascii() else _simplified(text)


def _simplified(text: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # zhconv leaves its dictionary file to the collector
        return str(zhconv.convert(text, "zh-hans"))


@lru_cache(maxsize=65536)
def split_unit(text: str) -> tuple[str, str | None]:
    """A normalised heading without a unit in brackets, and the unit."""
    match = BRACKETS.search(text)
    if match and (match.group(1) in UNITS or match.group(1).lower() in UNITS):
        return text[: match.start()], match.group(1)
    return text, None


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading: as written, its parts from top to bottom, the unit in its brackets, what it may read as."""

    written: str
    parts: tuple[str, ...]
    unit: str | None
    spellings: tuple[str, ...]

    @property
    def is_serial(self) -> bool:
        """The running number of the rows, which no form asks for."""
        return bool(self.parts) and self.parts[-1] in SERIALS


@lru_cache(maxsize=65536)  # every form of every kind reads the same first rows
def heading_of(texts: tuple[str, ...]) -> Heading:
    """The heading of one column from its cells, top to bottom."""
    parts: list[str] = []
    for text in texts:
        clean = normalise(text)
        if clean and (not parts or parts[-1] != clean):
            parts.append(clean)
    unit = split_unit(parts[-1])[1] if parts else None
    written = "-".join(dict.fromkeys(re.sub(r"\s+", "", text) for text in texts if text.strip()))
    return Heading(written, tuple(parts), unit, _spellings(parts) if parts else ())


def _spellings(parts: Sequence[str]) -> tuple[str, ...]:
    """Joined from top to bottom, group + last, last alone, each also without a prefix of the person or a unit."""
    found = ["".join(parts), "-".join(parts)]
    if len(parts) > 1:
        found += [parts[0] + parts[-1], parts[-1]]
    bare = [text[len(prefix) :] for text in found for prefix in PREFIXES if text.startswith(prefix)]
    return tuple(dict.fromkeys(text for spelling in found + bare for text in (spelling, split_unit(spelling)[0])))


class Vocabulary:
    """The headings a form accepts: heading -> fields, in the order they are preferred."""

    def __init__(self, name: str, form: Form, confirmed: Confirmed) -> None:
        """``name`` of the form; ``confirmed``: further headings for this kind."""
        self.name = name
        self.form = form
        self.required = form.required
        self.groups = form.groups
        self._fields: dict[str, list[str]] = {}
        self._rank: dict[tuple[str, str], int] = {}
        for field, spec in form.fields.items():
            for rank, heading in enumerate(spec.headings):
                self._add(heading, field, rank)
        for heading, field in confirmed:
            if field in form.fields:
                self._add(heading, field, -1)

    def _add(self, heading: str, field: str, rank: int) -> None:
        full = normalise(heading)
        for key in {full, split_unit(full)[0], full.replace("-", "")}:
            fields = self._fields.setdefault(key, [])
            if field not in fields:
                fields.append(field)
                self._rank[key, field] = rank

    @cached_property
    def needs(self) -> list[set[str]]:
        """For each required field that no title supplies, and each group: the spellings of which one must stand."""
        groups = [[name] for name in self.required if self.form.fields[name].fact is None]
        return [{text for text, fields in self._fields.items() if not group.isdisjoint(fields)}
                for group in map(set, [*groups, *self.groups.values()])]

    def find(self, heading: Heading) -> tuple[list[str], str]:
        """Fields a heading may mean, and the accepted spelling it matched."""
        for text in heading.spellings:
            if text in self._fields:
                return self._fields[text], text
        return [], ""

    def rank(self, spelling: str, field: str) -> int:
        """How early the spelling stands in the field's list."""
        return self._rank.get((spelling, field), 99)

    def near(self, heading: str) -> list[str]:
        """Accepted headings that look like this one: a proposal for a person, never used by itself."""
        return difflib.get_close_matches(split_unit(normalise(heading))[0], list(self._fields), n=2, cutoff=0.6)

    def missing(self, fields: Mapping[str, int], facts: frozenset[str]) -> list[str]:
        """Required fields that neither a column nor a fact of the title supplies; a group as ``a|b``."""
        lacking = [name for name in self.required if name not in fields and self.form.fields[name].fact not in facts]
        for members in self.groups.values():
            if not any(name in fields for name in members):
                lacking.append("|".join(members))
        return lacking


@lru_cache(maxsize=256)
def vocabularies(kind: str, confirmed: Confirmed) -> tuple[Vocabulary, ...]:
    """The vocabularies of a kind's forms, in their order."""
    return tuple(Vocabulary(name, form, confirmed) for name, form in get_source(kind).forms.items())
