"""Finds the heading rows of a sheet and matches columns with the fields of a form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from loaders.readers import Sheet
from loaders.vocabulary import Heading, Vocabulary, heading_of

SEARCH_ROWS = 15
MAX_DEPTH = 3
KNOWN_SHARE = 0.6
STRICT_TYPES = {"id", "name", "acct", "money", "date"}

Span = tuple[int, int]
"""0-based first row and number of rows of possible headings."""


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


class SheetTop:
    """The first rows of a sheet: read, normalised and joined to headings once for the forms of all kinds."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._rows: dict[int, list[str]] = {}
        self._headings: dict[Span, list[Heading] | None] = {}

    def row(self, index: int) -> list[str]:
        """Stripped texts of a 0-based row."""
        if index not in self._rows:
            self._rows[index] = [text.strip() for text in self.sheet.row(index)]
        return self._rows[index]

    def spans(self) -> list[Span]:
        """Rows that may hold headings, from above; of one first row the fewest rows first."""
        height = self.sheet.height
        return [(first, depth) for first in range(min(SEARCH_ROWS, height))
                for depth in range(1, min(MAX_DEPTH, height - first) + 1)]

    @cached_property
    def spellings(self) -> set[str]:
        """Whatever the headings of any span may read as."""
        return {text for span in self.spans() for heading in self.headings(span) or () for text in heading.spellings}

    def headings(self, span: Span) -> list[Heading] | None:
        """The headings of a span, column by column; None when its last row holds too little to be one."""
        if span not in self._headings:
            self._headings[span] = self._read(span)
        return self._headings[span]

    def _read(self, span: Span) -> list[Heading] | None:
        first, depth = span
        if depth > 1 and sum(map(bool, self.row(first + depth - 1))) < 2:
            return None
        return read_headings(self.sheet, first, [list(self.row(first + i)) for i in range(depth)])


def read_headings(sheet: Sheet, first_row: int, rows: list[list[str]]) -> list[Heading]:
    """Headings of some rows joined column by column; merged and left-blank group cells spread right."""
    depth = len(rows)
    for (top, left), (bottom, right) in sheet.merges:
        if first_row <= top < first_row + depth and right > left:
            for row in range(top - first_row, min(bottom - first_row, depth - 1) + 1):
                for column in range(left, min(right, len(rows[row]) - 1) + 1):
                    rows[row][column] = rows[top - first_row][left]
    if not sheet.merges:
        for upper, lower in pairwise(rows):
            _spread(upper, lower)
    return [heading_of(texts) for texts in zip(*rows, strict=True)]


def _spread(upper: list[str], lower: list[str]) -> None:
    """A text file has no merged cells: a group name stands in the first column of its group only."""
    for i in range(1, len(upper)):
        if not upper[i] and lower[i] and lower[i - 1] and upper[i - 1]:
            upper[i] = upper[i - 1]


class Search:
    """One form looked for in the first rows of one sheet; every span is tried once."""

    def __init__(self, top: SheetTop, vocabulary: Vocabulary) -> None:
        self._top = top
        self._vocabulary = vocabulary
        self._tries: dict[Span, Match | None] = {}

    def may_be_complete(self) -> bool:
        """Whether the first rows have a heading for every field that no title can supply; far cheaper than ``best``."""
        return not any(words.isdisjoint(self._top.spellings) for words in self._vocabulary.needs)

    def best(self, facts: frozenset[str]) -> Match | None:
        """The first rows of a sheet that head the form, or the best incomplete try; None when nothing fits.

        ``facts`` the field facts a title supplies, which may stand in for a required column.
        """
        best: Match | None = None
        row = 0
        for span in self._top.spans():
            if span[0] > row and best is not None and not best.missing and best.known_share >= KNOWN_SHARE:
                break
            row = span[0]
            match = self._try(span, facts)
            if match is not None and (best is None or _quality(match) > _quality(best)):
                best = match
        return None if best is None else self._with_lower_rows(self._without_titles(best, facts), facts)

    def _with_lower_rows(self, match: Match, facts: frozenset[str]) -> Match:
        """A row under the headings with words under group headings only still belongs to them."""
        while match.depth < MAX_DEPTH and match.body_row < self._top.sheet.height:
            row = self._top.row(match.body_row)
            needed = [match.columns[field] for field in self._vocabulary.required if field in match.columns]
            words = [text for text in row if text]
            if not words or any(row[i] for i in needed) or any(c.isdigit() for text in words for c in text):
                break
            deeper = self._try((match.first_row, match.depth + 1), facts)
            if deeper is None or len(deeper.columns) < len(match.columns):
                break
            match = deeper
        return match

    def _without_titles(self, match: Match, facts: frozenset[str]) -> Match:
        """Upper rows that add nothing to the headings are titles, not headings."""
        while match.depth > 1:
            lower = self._try((match.first_row + 1, match.depth - 1), facts)
            if lower is None or len(lower.columns) < len(match.columns) or len(lower.ambiguous) > len(match.ambiguous):
                break
            match = lower
        return match

    def _try(self, span: Span, facts: frozenset[str]) -> Match | None:
        if span not in self._tries:
            self._tries[span] = self._read(span)
        match = self._tries[span]
        return match and replace(match, missing=tuple(self._vocabulary.missing(match.columns, facts)))

    def _read(self, span: Span) -> Match | None:
        headings = self._top.headings(span)
        if headings is None:
            return None
        columns, ambiguous, second = assign(self._vocabulary, headings)
        if len(columns) < 2:
            return None
        filled = sum(bool(h.parts) and not h.is_serial for h in headings)
        share = (len(columns) + len(second)) / max(filled, 1)
        return Match(self._vocabulary.name, *span, columns, headings, (), tuple(ambiguous), tuple(second), share)


def _quality(match: Match) -> tuple[bool, bool, int, int]:
    return (not match.missing, match.known_share >= KNOWN_SHARE, len(match.columns), -match.depth)


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
