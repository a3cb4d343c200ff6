"""Finds the heading rows of a sheet and matches columns with the fields of a form.

No fuzzy guess: a heading matches a declared one (exactly, after normalising, or without a declared prefix) or
an alias somebody confirmed; near matches are only proposed.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import zhconv

from loaders.readers import Sheet
from loaders.source import Form

SEARCH_ROWS = 15
MAX_DEPTH = 3
KNOWN_SHARE = 0.6
PREFIXES = ("人员", "补贴对象", "申请人", "农户", "补助对象")
UNITS = {"元", "万元", "角", "分", "亩", "㎡", "m2", "平方米", "公顷", "人", "头", "只", "%", "元/亩", "元/月", "元/人"}
FILLERS = re.compile(r"[((](?:必填|选填|必填项|可选|请填写|文本|文本格式|18位)[))]")
BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]$")
STRICT_TYPES = {"id", "name", "acct", "money", "date"}


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading: as written, its parts from top to bottom, and the unit in its brackets."""

    written: str
    parts: tuple[str, ...]
    unit: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """How one sheet reads as one form. Rows are 0-based; ``columns`` maps field -> column."""

    form: str
    first_row: int
    depth: int
    columns: dict[str, int]
    headings: list[Heading]
    missing: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    second_choice: tuple[str, ...] = ()
    known_share: float = 0.0

    @property
    def body_row(self) -> int:
        """0-based row after the headings."""
        return self.first_row + self.depth

    @property
    def unmapped(self) -> list[str]:
        """Headings of columns that mean nothing to the form."""
        used = set(self.columns.values())
        return [h.written for i, h in enumerate(self.headings) if h.written and i not in used]

    def unit(self, name: str) -> str | None:
        """Unit in the brackets of a field's heading."""
        return self.headings[self.columns[name]].unit if name in self.columns else None


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


class Vocabulary:
    """The headings a form accepts: heading -> fields, in the order they are preferred."""

    def __init__(self, form: Form, aliases: Mapping[str, str]) -> None:
        """``aliases``: further headings confirmed for this kind, heading -> field."""
        self.form = form
        self._fields: dict[str, list[str]] = {}
        self._rank: dict[tuple[str, str], int] = {}
        for name, spec in form.fields.items():
            for rank, heading in enumerate(spec.headings):
                self._add(heading, name, rank)
        for heading, name in aliases.items():
            if name in form.fields:
                self._add(heading, name, -1)

    def _add(self, heading: str, name: str, rank: int) -> None:
        full = normalise(heading)
        for key in {full, split_unit(full)[0], full.replace("-", "")}:
            fields = self._fields.setdefault(key, [])
            if name not in fields:
                fields.append(name)
                self._rank[key, name] = rank

    def find(self, heading: Heading) -> tuple[list[str], str]:
        """Fields a heading may mean, and the accepted spelling it matched."""
        for spelling in _spellings(heading):
            for text in (spelling, split_unit(spelling)[0]):
                if text in self._fields:
                    return self._fields[text], text
        return [], ""

    def rank(self, spelling: str, name: str) -> int:
        """How early the spelling stands in the field's list."""
        return self._rank.get((spelling, name), 99)

    def near(self, heading: str) -> list[str]:
        """Accepted headings that look like this one: a proposal for a person, never used by itself."""
        return difflib.get_close_matches(split_unit(normalise(heading))[0], list(self._fields), n=2, cutoff=0.6)

    def fields_of(self, spelling: str) -> list[str]:
        """Fields of an accepted spelling."""
        return self._fields.get(spelling, [])


@lru_cache(maxsize=65536)
def _spellings(heading: Heading) -> tuple[str, ...]:
    """Joined from top to bottom, group + last, last alone, each also without a prefix of the person meant."""
    parts = heading.parts
    found = ["".join(parts), "-".join(parts)]
    if len(parts) > 1:
        found += [parts[0] + parts[-1], parts[-1]]
    bare = [text[len(prefix) :] for text in found for prefix in PREFIXES if text.startswith(prefix)]
    return tuple(dict.fromkeys(found + bare))


def read_headings(sheet: Sheet, first_row: int, depth: int) -> list[Heading]:
    """Headings of ``depth`` rows joined column by column; merged and left-blank group cells spread right."""
    rows = [[text.strip() for text in sheet.row(first_row + i)] for i in range(depth)]
    for (top, left), (bottom, right) in sheet.merges:
        if first_row <= top < first_row + depth and right > left:
            for row in range(top - first_row, min(bottom - first_row, depth - 1) + 1):
                for column in range(left, min(right, len(rows[row]) - 1) + 1):
                    rows[row][column] = rows[top - first_row][left]
    for upper, lower in pairwise(rows):
        _spread(upper, lower, merged=bool(sheet.merges))
    return [_heading(texts) for texts in zip(*rows, strict=True)]


def _spread(upper: list[str], lower: list[str], *, merged: bool) -> None:
    """A text file has no merged cells: a group name stands in the first column of its group only."""
    if merged:
        return
    for i in range(1, len(upper)):
        if not upper[i] and lower[i] and lower[i - 1] and upper[i - 1]:
            upper[i] = upper[i - 1]


@lru_cache(maxsize=65536)  # every form of every kind reads the same first rows
def _heading(texts: tuple[str, ...]) -> Heading:
    parts: list[str] = []
    for text in texts:
        clean = normalise(text)
        if clean and (not parts or parts[-1] != clean):
            parts.append(clean)
    unit = split_unit(parts[-1])[1] if parts else None
    written = "-".join(dict.fromkeys(re.sub(r"\s+", "", text) for text in texts if text.strip()))
    return Heading(written, tuple(parts), unit)


def find_match(sheet: Sheet, name: str, vocabulary: Vocabulary, facts: frozenset[str]) -> Match | None:
    """The first rows of a sheet that head the form, or the best incomplete try; None when nothing fits.

    ``facts`` the field facts a title supplies, which may stand in for a required column.
    """
    best: Match | None = None
    for first_row in range(min(SEARCH_ROWS, sheet.height)):
        for depth in range(1, min(MAX_DEPTH, sheet.height - first_row) + 1):
            match = _try(sheet, name, vocabulary, facts, first_row, depth)
            if match is None:
                continue
            if best is None or _quality(match) > _quality(best):
                best = match
        if best is not None and not best.missing and best.known_share >= KNOWN_SHARE:
            break
    if best is None:
        return None
    return _with_lower_rows(_without_titles(best, sheet, name, vocabulary, facts), sheet, name, vocabulary, facts)


def _with_lower_rows(match: Match, sheet: Sheet, name: str, vocabulary: Vocabulary, facts: frozenset[str]) -> Match:
    """A row under the headings with words under group headings only still belongs to them."""
    while match.depth < MAX_DEPTH and match.body_row < sheet.height:
        row = [text.strip() for text in sheet.row(match.body_row)]
        needed = [match.columns[field] for field in vocabulary.form.required if field in match.columns]
        words = [text for text in row if text]
        if not words or any(row[i] for i in needed) or any(c.isdigit() for text in words for c in text):
            break
        deeper = _try(sheet, name, vocabulary, facts, match.first_row, match.depth + 1)
        if deeper is None or len(deeper.columns) < len(match.columns):
            break
        match = deeper
    return match


def _without_titles(match: Match, sheet: Sheet, name: str, vocabulary: Vocabulary, facts: frozenset[str]) -> Match:
    """Upper rows that add nothing to the headings are titles, not headings."""
    while match.depth > 1:
        lower = _try(sheet, name, vocabulary, facts, match.first_row + 1, match.depth - 1)
        if lower is None or len(lower.columns) < len(match.columns) or len(lower.ambiguous) > len(match.ambiguous):
            break
        match = lower
    return match


def _quality(match: Match) -> tuple[bool, bool, int, int]:
    return (not match.missing, match.known_share >= KNOWN_SHARE, len(match.columns), -match.depth)


def _try(
    sheet: Sheet, name: str, vocabulary: Vocabulary, facts: frozenset[str], first_row: int, depth: int
) -> Match | None:
    last = sheet.row(first_row + depth - 1)
    if sum(bool(text.strip()) for text in last) < 2 and depth > 1:
        return None
    headings = read_headings(sheet, first_row, depth)
    columns, ambiguous, second = assign(vocabulary, headings)
    if len(columns) < 2:
        return None
    filled = sum(bool(h.parts) and not _is_serial(h) for h in headings)
    missing = tuple(_missing(vocabulary.form, columns, facts))
    share = (len(columns) + len(second)) / max(filled, 1)
    return Match(name, first_row, depth, columns, headings, missing, tuple(ambiguous), tuple(second), share)


def _is_serial(heading: Heading) -> bool:
    return heading.parts[-1] in {"序号", "编号", "no", "No", "NO"}


def _missing(form: Form, columns: Mapping[str, int], facts: frozenset[str]) -> list[str]:
    lacking = [name for name in form.required if name not in columns and form.fields[name].fact not in facts]
    for members in form.groups.values():
        if not any(name in columns for name in members):
            lacking.append("|".join(members))
    return lacking


@dataclass(slots=True)
class _Claims:
    columns: dict[str, int] = field(default_factory=dict)
    spelling: dict[str, str] = field(default_factory=dict)
    ambiguous: list[str] = field(default_factory=list)
    second: list[str] = field(default_factory=list)


def assign(vocabulary: Vocabulary, headings: list[Heading]) -> tuple[dict[str, int], list[str], list[str]]:
    """Columns of the fields, headings that stand twice, headings left aside for a better one.

    Columns that can mean only one field choose first; of two headings for one field the one declared earlier
    wins; the same heading twice is ambiguous when it matters.
    """
    found = {i: vocabulary.find(heading) for i, heading in enumerate(headings) if heading.parts}
    order = sorted((len(fields), i) for i, (fields, _) in found.items() if fields)
    claims = _Claims()
    twice = {key for key, n in Counter(h.parts for h in headings if h.parts).items() if n > 1}
    for _, i in order:
        fields, spelling = found[i]
        free = next((name for name in fields if name not in claims.columns), None)
        if free is not None:
            claims.columns[free], claims.spelling[free] = i, spelling
        else:
            _contest(vocabulary, headings, claims, (i, fields[0], spelling), twice)
    return claims.columns, claims.ambiguous, claims.second


def _contest(
    vocabulary: Vocabulary,
    headings: list[Heading],
    claims: _Claims,
    claim: tuple[int, str, str],
    twice: set[tuple[str, ...]],
) -> None:
    i, name, spelling = claim
    if headings[i].parts in twice and vocabulary.form.fields[name].type in STRICT_TYPES:
        claims.ambiguous.append(headings[i].written)
        return
    held = claims.columns[name]
    if vocabulary.rank(spelling, name) < vocabulary.rank(claims.spelling[name], name):
        claims.columns[name], claims.spelling[name], i = i, spelling, held
    claims.second.append(headings[i].written)
