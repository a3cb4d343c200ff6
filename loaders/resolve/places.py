"""Village and town texts to codes, through the code table of the county and its history.

A village is named in many ways (大浦, 大浦村, 大浦村委会, 彬江镇大浦村, 大浦村三组) and two towns may have villages of
one name, so a text is resolved inside its town. Nothing is guessed: several candidates give ``village_ambiguous`` and
the row stands at town or county level; no candidate gives ``village_unknown``. Without a code table (a small
office that has none) names stand for themselves: codes are made from the names, stable within the county.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.identifiers.region import village_key

AMBIGUOUS = "village_ambiguous"
UNKNOWN = "village_unknown"
CONFLICT = "village_code_conflict"

_TOWN_SUFFIX = re.compile(r"(街道办事处|人民政府|办事处|街道|镇|乡)$")
_GROUP = re.compile(r"第?[〇一二三四五六七八九十百\d]{1,4}(村民)?小?组$")
_ADDRESS = re.compile(r"(?:[县区市])?([\u4e00-\u9fff]{1,8}?(?:镇|乡|街道))"
                      r"([\u4e00-\u9fff]{1,10}?(?:村民委员会|居民委员会|村委会|居委会|社区|村))")
_CODE = re.compile(r"\d{9}(\d{3})?$")


@dataclass(frozen=True, slots=True)
class Region:
    """One row of the code table."""

    code: str
    name: str
    parent: str
    level: str
    valid_from: date | None = None
    valid_to: date | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text points: a village code, its town's code, and what was wrong with the text."""

    village: str | None
    town: str | None
    flag: str | None = None


def fold(text: str | None) -> str:
    """A place name for comparison: width folded, blanks dropped."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def fold_town(text: str) -> str:
    """A town name without 镇, 乡, 街道."""
    short = _TOWN_SUFFIX.sub("", fold(text))
    return short if len(short) > 1 else fold(text)


def level_of(region: Region) -> str:
    """``county``, ``town``, ``village`` (community) or ``natural``, from the level's words, else from the code."""
    words = region.level
    for level, marks in _LEVEL_WORDS.items():
        if any(mark in words for mark in marks):
            return level
    digits = region.code.rstrip("0") if region.code.isdigit() and len(region.code) == 12 else region.code
    if len(region.code) > 12 or not region.code.isdigit():
        return "natural"
    return "county" if len(digits) <= 6 else "town" if len(digits) <= 9 else "village"


_LEVEL_WORDS = {
    "natural": ("自然村", "小组", "natural"),
    "village": ("行政村", "社区", "村", "居", "village", "community"),
    "town": ("镇", "乡", "街道", "town"),
    "county": ("县", "区", "市", "county"),
}


class Places:
    """The code table, ready to resolve texts."""

    def __init__(self, regions: Iterable[Region], county: str) -> None:
        """``county`` is the six-digit code; it prefixes codes made from names when the table is empty."""
        self.regions = {region.code: region for region in sorted(regions, key=lambda r: r.code)}
        self.county = county
        self._levels = {code: level_of(region) for code, region in self.regions.items()}
        self._towns: dict[str, set[str]] = defaultdict(set)
        self._villages: dict[str, set[str]] = defaultdict(set)
        for code, region in self.regions.items():
            level = self._levels[code]
            if level == "town":
                self._towns[fold_town(region.name)].add(code)
            elif level in ("village", "natural"):
                self._villages[village_key(region.name)].add(code)

    def level(self, code: str) -> str:
        """Level of a code of the table."""
        return self._levels[code]

    def town_of(self, code: str | None) -> str | None:
        """Code of the town that a village, natural village or town belongs to."""
        seen: set[str] = set()
        while code and code in self.regions and code not in seen:
            if self._levels[code] == "town":
                return code
            seen.add(code)
            code = self.regions[code].parent
        return None

    def town(self, text: str | None) -> str | None:
        """Code of a town named (or coded) by a text; None when no town or several bear the name."""
        folded = fold(text)
        if folded in self.regions and self._levels[folded] == "town":
            return folded
        if not self.regions:
            return _made_code(self.county, "T", fold_town(folded)) if folded else None
        found = self._towns.get(fold_town(folded), set()) if folded else set()
        return next(iter(found)) if len(found) == 1 else None

    def resolve(self, village: str | None, town: str | None = None, code: str | None = None,
                context: str | None = None) -> Place:
        """The place of one row.

        ``town`` is the row's own town text, ``code`` a village code given beside the name, ``context`` the code
        of the territory the file speaks for: it is used where the row names no town.
        """
        inside = self.town(town) or self.town_of(context)
        text, given = fold(village), fold(code) or None
        if _CODE.fullmatch(text):
            text, given = "", given or text
        if not text and not given:
            at = context if context in self.regions and self._levels[context] in ("village", "natural") else None
            return Place(at, self.town_of(at) or inside)
        if not self.regions:
            return self._by_name_alone(text or given or "", inside)
        found = self._candidates(text, inside)
        if not found and not given and (town_code := self.town(text)):
            return Place(None, town_code)  # the row is the township's own
        if given in self.regions:
            return self._with_code(str(given), found)
        if len(found) == 1:
            (only,) = found
            return Place(only, self.town_of(only))
        return Place(None, inside, AMBIGUOUS if found else UNKNOWN)

    def forward(self) -> dict[str, list[tuple[date, str]]]:
        """For each merged unit: from which day on it counts as which other unit, through chains of mergers."""
        moves: dict[str, list[tuple[date, str]]] = {}
        for code, region in self.regions.items():
            steps, seen, current = [], {code}, region
            while current.merged_into and current.merged_into in self.regions and current.merged_into not in seen:
                seen.add(current.merged_into)
                steps.append((current.valid_to or date.min, current.merged_into))
                current = self.regions[current.merged_into]
            if steps:
                moves[code] = steps
        return moves

    def _candidates(self, text: str, inside: str | None) -> set[str]:
        for reading in self._readings(text, inside):
            name, town = reading
            found = {c for c in self._villages.get(village_key(name), set()) if not town or self.town_of(c) == town}
            exact = {c for c in found if fold(self.regions[c].name) == name}
            found = exact if len(exact) == 1 else _prefer_community(found, self._levels)
            if found:
                return found
        return set()

    def _readings(self, text: str, inside: str | None) -> list[tuple[str, str | None]]:
        """The text as it stands, without its group, and with the town's name split off its front."""
        plain = [text, _GROUP.sub("", text)]
        readings: list[tuple[str, str | None]] = [(name, inside) for name in plain if name]
        for name in plain:
            for end in range(2, len(name) - 1):
                town = self.town(name[:end])
                if town:
                    readings.append((name[end:], town))
        if address := _ADDRESS.search(text):
            readings.append((address[2], self.town(address[1]) or inside))
        return list(dict.fromkeys(readings))

    def _with_code(self, given: str, found: set[str]) -> Place:
        if not found or given in found:
            level = self._levels[given]
            return Place(given, self.town_of(given)) if level not in ("town", "county") else Place(None, given)
        if len(found) == 1:  # the name wins if exact, and both are told
            (only,) = found
            return Place(only, self.town_of(only), CONFLICT)
        return Place(given, self.town_of(given), CONFLICT)

    def _by_name_alone(self, text: str, inside: str | None) -> Place:
        name = village_key(_GROUP.sub("", text) or text)
        return Place(_made_code(inside or self.county, "V", name), inside)


def _prefer_community(found: set[str], levels: Mapping[str, str]) -> set[str]:
    """A community and a natural village of one name in one place: the list means the community."""
    communities = {code for code in found if levels[code] == "village"}
    return communities if len(communities) == 1 else found


def _made_code(prefix: str, letter: str, name: str) -> str:
    """A stable county-internal code for a unit known by name alone; place names are public, so no key is needed."""
    return f"{prefix}{letter}{hashlib.sha256(name.encode()).hexdigest()[:8]}"
