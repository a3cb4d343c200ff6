"""A file as a whole against what stands: let in, held for a person, refused, or nothing new.

Judged after its rows were read (``loaders.intake``) and before anything is applied. What a single file cannot
know is decided here: whether its programme is in the catalogue, whether its villages are in this county, which
territory it speaks for, and whether it replaces a file that stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from loaders.comparing import Comparison, compare, content
from loaders.county import CountySettings
from loaders.intake import Intake, Issue
from loaders.resolve.places import UNKNOWN, Place, Places, Region, fold
from loaders.resolve.programs import Named, Programs
from loaders.snapshots import LiveSource, covers, in_force, slot_of
from loaders.source import get_source

UNKNOWN_SHARE = 0.20
"""Above this share of rows with an unknown village a file is of another county (files.md; project proposal)."""
LOST_SHARE = 0.10
"""A replacement that loses more than this share of rows waits for a person (project proposal)."""
SHARED_SHARE = 0.50
"""A file that shares less than this with the one it would replace is not taken for a correction."""
WITHIN_SHARE = 0.95
"""A file speaks for the smallest unit that holds this share of its rows; stray rows of neighbours do not widen it."""

Outcome = Literal["loaded", "held", "rejected", "unchanged"]

_MESSAGES = {
    "village_unknown": "村名不在区划代码表中，按乡镇一级处理；请核对村名或补充代码表",
    "village_ambiguous": "同名村不止一个，请在表中注明乡镇",
    "village_code_conflict": "村名与代码不一致，按村名处理；请核对",
}


@dataclass(frozen=True)
class Verdict:
    """What is to be done with a file, and where it stands.

    ``reason`` is one Chinese sentence, ``code`` its machine-readable word; ``issues`` are further flags of rows;
    ``replaces`` the files (SHA-256) that will no longer count, or count no longer for its territory.
    """

    outcome: Outcome
    slot: str
    territory: str
    reason: str | None = None
    code: str | None = None
    issues: tuple[Issue, ...] = ()
    replaces: tuple[str, ...] = field(default=())


def judge(intake: Intake, live: Sequence[LiveSource], settings: CountySettings) -> Verdict:
    """The verdict on a file whose rows were read, given the files that stand.

    Pure: the same arguments give the same verdict. Files of a kind are judged one after the other, each given
    those already let in.
    """
    source = get_source(str(intake.kind))
    places = places_of(live, settings)
    placed = list(_placed(intake, places))
    territory = _territory(intake, placed, places, settings)
    slot = slot_of(source.kind, source.department, territory, intake.slot_parts.values())
    issues = tuple(_issues(placed))
    replaced = _replaced(LiveSource("", intake.name, source.kind, intake.tables, source.department, territory, slot,
                                    source.mode, intake.as_of, _next(live)), live)
    refusal = (_wrong_county(placed, places) or _unknown_programme(intake, live)
               or _against(intake, [s for s in replaced if s.slot == slot], source.mode))
    if refusal is None:
        lost = () if source.mode == "append" else tuple(s.sha256 for s in replaced)
        return Verdict("loaded", slot, territory, None, None, issues, lost)
    outcome, code, reason = refusal
    return Verdict(outcome, slot, territory, reason, code, issues)


Refusal = tuple[Outcome, str, str]


def places_of(live: Iterable[LiveSource], settings: CountySettings) -> Places:
    """The code table among the files that stand."""
    return _places(_in_force(live, "regions"), (settings.region or "")[:6])


def _in_force(live: Iterable[LiveSource], kind: str) -> tuple[LiveSource, ...]:
    return tuple(item.source for item in in_force([s for s in live if s.kind == kind]))


@lru_cache(maxsize=4)
def _places(sources: tuple[LiveSource, ...], county: str) -> Places:
    found: dict[str, Region] = {}
    for source in sources:
        for row in source.read()["regions"].to_pylist():
            if row.get("code"):
                found[row["code"]] = Region(
                    row["code"], row.get("name") or "", row.get("parent") or "", row.get("level") or "",
                    row.get("from"), row.get("to"), row.get("merged_into"))
    return Places(found.values(), county)


@lru_cache(maxsize=4)
def _programs(sources: tuple[LiveSource, ...]) -> Programs:
    return Programs(Named(row["code"], row.get("name") or "", tuple(row.get("aliases") or ()))
                    for source in sources for row in source.read()["programs"].to_pylist() if row.get("code"))


def _next(live: Iterable[LiveSource]) -> int:
    return max((s.order for s in live), default=0) + 1


@dataclass(frozen=True)
class _Placed:
    """The rows of one table, the file's ``number``-th, that write their place in the same words."""

    number: int
    table: pa.Table
    village: str
    place: Place
    rows: npt.NDArray[np.int64]


def _placed(intake: Intake, places: Places) -> Iterator[_Placed]:
    """The rows that name a village, by the words they name it with."""
    context = places.town(intake.facts.town) or ""
    for number, table in enumerate(intake.tables.values()):
        if "village" not in table.column_names:
            continue
        nowhere = pa.chunked_array([pa.repeat("", len(table))])
        towns = _coded(table["town"] if "town" in table.column_names else nowhere)
        villages = _coded(table["village"])
        words = len(villages.dictionary)
        pairs = np.asarray(towns.indices, np.int64) * words + np.asarray(villages.indices, np.int64)
        for pair, rows in _grouped(pairs):
            town, village = towns.dictionary[pair // words].as_py(), villages.dictionary[pair % words].as_py()
            if village:
                yield _Placed(number, table, village, places.resolve(village, town, context=context), rows)


def _coded(texts: pa.ChunkedArray) -> pa.DictionaryArray:
    return pc.fill_null(texts.combine_chunks(), "").dictionary_encode()


def _grouped(codes: npt.NDArray[np.int64]) -> Iterator[tuple[int, npt.NDArray[np.int64]]]:
    """Each code with its positions, in the order of first appearance."""
    order = np.argsort(codes, kind="stable")
    cuts = np.flatnonzero(np.diff(codes[order])) + 1
    groups = [group for group in np.split(order, cuts) if len(group)]
    for group in sorted(groups, key=lambda group: int(group[0])):
        yield int(codes[group[0]]), group


def _issues(placed: Sequence[_Placed]) -> Iterator[Issue]:
    """The rows whose place is in doubt, table by table in the order of their rows."""
    flagged = [(group.number, row, group) for group in placed if group.place.flag for row in group.rows.tolist()]
    for _, row, group in sorted(flagged, key=lambda item: item[:2]):
        sheet, flag = group.table["sheet"][row].as_py() or "", str(group.place.flag)
        yield Issue("flag", flag, _MESSAGES[flag], sheet, group.table["row"][row].as_py(), "village", group.village)


def _territory(intake: Intake, placed: Sequence[_Placed], places: Places, settings: CountySettings) -> str:
    """The unit a file speaks for: the smallest that holds nearly all its rows, else what its title names."""
    villages, towns = _counted(placed, "village"), _counted(placed, "town")
    rows = sum(len(group.rows) for group in placed)
    named_town, enough = places.town(intake.facts.town), WITHIN_SHARE * rows
    if named_town and (not rows or 2 * towns[named_town] >= rows):
        named = places.resolve(intake.facts.village, intake.facts.town).village if intake.facts.village else None
        return named if named and villages[named] >= enough else named_town
    for counted in (villages, towns):
        if counted:
            unit, count = max(counted.items(), key=lambda item: (item[1], item[0]))
            if count >= enough:
                return unit
    return settings.region or ""


def _counted(placed: Sequence[_Placed], level: Literal["village", "town"]) -> Counter[str]:
    """Rows by unit of one level."""
    found: Counter[str] = Counter()
    for group in placed:
        unit = getattr(group.place, level)
        if unit:
            found[unit] += len(group.rows)
    return found


def _wrong_county(placed: Sequence[_Placed], places: Places) -> Refusal | None:
    rows = sum(len(group.rows) for group in placed)
    strange = [group for group in placed if group.place.flag == UNKNOWN]
    unknown = sorted({fold(group.village) for group in strange})
    share = sum(len(group.rows) for group in strange) / rows if rows else 0
    if share <= UNKNOWN_SHARE or not places.regions:
        return None
    reason = (f"{share:.0%} 的行所写的村不在区划代码表中（如 {'、'.join(unknown[:5])}）："
              "可能是别的县的文件；请核对，或先载入新的区划代码表")
    return "rejected", "village_unknown", reason


def _unknown_programme(intake: Intake, live: Sequence[LiveSource]) -> Refusal | None:
    """A roster whose programme bears no name of the catalogue is never assigned by guess."""
    table = intake.tables.get("rosters")
    if table is None:
        return None
    programs = _programs(_in_force(live, "programs"))
    names = [name for name in pc.unique(table["programme"]).to_pylist() if name]
    unknown = [name for name in names if programs.resolve(name) is None]
    if not unknown and names:
        return None
    if not programs:
        return "held", "unknown_programme", "尚未载入项目目录，无法认定项目；请先载入项目目录，再放行本文件"
    reason = (f"项目“{'、'.join(unknown[:5]) or '（未写）'}”不在项目目录的名称或别名中；"
              "请在项目目录中补充别名后重新载入目录，再放行本文件")
    return "held", "unknown_programme", reason


def _replaced(new: LiveSource, live: Sequence[LiveSource]) -> list[LiveSource]:
    """Files that stand and would lose ground to the new one; for appended kinds, files of its own slot."""
    if new.mode != "snapshot":
        return [s for s in live if s.mode == new.mode and s.slot == new.slot]
    return [s for s in live if s.mode == "snapshot" and s.family == new.family
            and (covers(new.territory, s.territory) or covers(s.territory, new.territory))]


def _against(intake: Intake, same_slot: Sequence[LiveSource], mode: str) -> Refusal | None:
    """The new rows against those of the file in the same slot that was loaded last."""
    if not same_slot:
        return None
    old = max(same_slot, key=lambda s: s.order)
    if mode == "append":
        said = content(intake.tables)
        return next((_resaved(s) for s in same_slot if s.content == said), None)
    found = compare(old.read(), intake.tables)
    if found.same and (mode == "batch" or old.as_of == intake.as_of):
        return _resaved(old)
    return _too_different(found, old, mode)


def _resaved(old: LiveSource) -> Refusal:
    return "unchanged", "resaved", f"与已载入的 {old.name} 内容相同（另存的副本），未重复载入"


def _too_different(found: Comparison, old: LiveSource, mode: str) -> Refusal | None:
    advice = "；请用 qinqing release 决定：--as replace 替换，--as part 作为另一部分并存"
    if mode == "batch" and found.shared < SHARED_SHARE * found.new:
        reason = f"与同一批次的 {old.name} 只有 {found.shared} 行相同（本文件 {found.new} 行），不像是更正{advice}"
        return "held", "not_a_correction", reason
    if found.lost > LOST_SHARE * found.old:
        reason = f"将替换 {old.name}，但原有 {found.old} 行中有 {found.lost} 行不再出现{advice}"
        return "held", "rows_lost", reason
    return None

