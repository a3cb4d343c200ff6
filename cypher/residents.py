"""The people of a comparison: who lived where, held an office, was kin to who held one, was poor, or had applied.

One reading serves every year and both sides of a comparison: those who were chosen and those who could have been
are labelled by the same columns, so that the numbers of one lie within those of the other. Days are numbers since
1970 (an open end is ``ALWAYS``); persons, homes and villages are small integers while they are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cypher.errors import RuleFileWrong
from graph.port import GraphReader, Row

QUERIES = Path(__file__).parent / "queries"
ALWAYS = 2**31 - 1
APPLIED_BEFORE = 183
"""Days before a year in which an application may be for a place of that year."""
INCOMES, BANDS = ("other", "low"), ("elder", "minor", "adult")
Bound = Callable[[str, Mapping[str, Any]], dict[str, object]]


def query(name: str) -> str:
    """Text of a named query of a statistical rule. Raises RuleFileWrong."""
    return _text(QUERIES / f"{name}.cypher")


@cache
def _text(path: Path) -> str:
    if not path.exists():
        raise RuleFileWrong(f"没有名为 {path.stem} 的查询（{path.name}）")
    return path.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Residents:
    """Everybody at all times: ``homes`` (person home place birth death since until), ``posts`` (person place since
    until), ``ties`` (the same with cadre kin office and the days of the office), ``files`` and ``applied`` (person
    program since until). ``persons`` and ``places`` say what the integers stand for.
    """

    persons: pd.Index[Any]
    places: pd.Index[Any]
    homes: pd.DataFrame
    posts: pd.DataFrame
    ties: pd.DataFrame
    files: pd.DataFrame
    applied: pd.DataFrame

    def at(self, frame: pd.DataFrame) -> pd.Series[Any]:
        """Person and place as one number."""
        return frame["person"].astype("int64") * len(self.places) + frame["place"]

    def year(self, days: Mapping[str, Any]) -> Year:
        """The people of one year (``cypher.tallies.year_values``)."""
        since, until = day_number(days["since"]), day_number(days["until"])
        living = _during(self.homes, since, until)
        living = living[living["death"] >= since].drop_duplicates(["person", "home"])
        ties = _during(self.ties, since, until)
        ties = ties[(ties["office_since"] <= until) & (ties["office_until"] >= since)]
        files, at = _during(self.files, since, until), self.at(living)
        applied = _during(self.applied, since - APPLIED_BEFORE, until)[["person", "program"]].drop_duplicates()
        return Year(self, since, ties, files, applied, living[["person", "home", "place"]].assign(
            elder=living["birth"] <= days["elder_day"],
            minor=(living["birth"] > days["minor_day"]) & (living["birth"] != ALWAYS),
            low=living["person"].isin(files["person"]), near=at.isin(self.at(ties)),
            serves=at.isin(self.at(_during(self.posts, since, until)))))


@dataclass(frozen=True, slots=True)
class Year:
    """The people of one year: ``living`` has a row for each person and home; ``ties``, ``files`` and who had
    ``applied`` for what."""

    people: Residents
    since: int
    ties: pd.DataFrame
    files: pd.DataFrame
    applied: pd.DataFrame
    living: pd.DataFrame

    def population(self, units: str) -> list[Row]:
        """Who could have been chosen, by village and stratum: how many, how many of them kin, and for households how
        many kin live in each. Homes and people of the committee are left out."""
        return self._strata(self._eligible(units).assign(program=""), units)

    def applicants(self, units: str) -> list[Row]:
        """Those of them who had applied, with the ``program`` applied for; a home applies by any who lives in it."""
        unit = "home" if units == "household" else "person"
        asked = self.living[["person", "home"]].merge(self.applied)[[unit, "program"]].drop_duplicates()
        return self._strata(self._eligible(units).merge(asked, on=unit), units)

    def _eligible(self, units: str) -> pd.DataFrame:
        one = self._homes() if units == "household" else self.living.drop_duplicates(["person", "place"])
        one = one[~one["serves"]]
        return one.assign(band=bands(one, np.full(len(one), units == "household")), is_kin=one["near"] > 0)

    def _strata(self, one: pd.DataFrame, units: str) -> list[Row]:
        key = ["place", "low", "band", "program"]
        found = one.groupby(key).agg(eligible=("near", "size"), kin=("is_kin", "sum"))
        weights = one[one["is_kin"]].groupby(key)["near"].agg(list).to_dict() if units == "household" else {}
        return [{"village": self.people.places[key[0]], "income": INCOMES[key[1]], "band": BANDS[key[2]],
                 "program": key[3], "eligible": int(eligible), "kin": int(kin),
                 "weights": [int(n) for n in weights.get(key, ())]}
                for key, eligible, kin in found.itertuples(name=None)]

    def _homes(self) -> pd.DataFrame:
        """One row for each home: what holds for anybody in it, and how many kin live there."""
        home = self.living["home"].to_numpy()
        first = self.living.drop_duplicates("home")
        counts = {name: np.bincount(home, self.living[name])[first["home"]]
                  for name in ("elder", "low", "serves", "near")}
        return pd.DataFrame({"home": first["home"].to_numpy(), "place": first["place"].to_numpy(), "minor": False,
                             "near": counts["near"].astype(int),
                             **{name: counts[name] > 0 for name in ("elder", "low", "serves")}})


def bands(people: pd.DataFrame, by_home: NDArray[np.bool_]) -> NDArray[np.int_]:
    """Index into ``BANDS`` of each person or home (a home has no minors of its own)."""
    return np.where(people["elder"], 0, np.where(people["minor"] & ~by_home, 1, 2))


def read_residents(reader: GraphReader, values: Mapping[str, Any], bound: Bound, timeout: float) -> Residents:
    """Everybody in the graph; ``values`` hold the circle of kin (``scope``). Raises what the reader raises."""
    def table(name: str) -> pa.Table:
        text = query(f"people-{name}")
        return reader.read_table(text, bound(text, values), timeout=timeout)

    homes = table("homes")
    person, persons = pd.factorize(texts(homes["person"]))
    place, places = pd.factorize(texts(homes["village"]))
    lived = pd.DataFrame({"person": person, "home": pd.factorize(texts(homes["home"]))[0], "place": place,
                          "birth": numbers(homes["birth_day"], ALWAYS), "death": numbers(homes["death"], ALWAYS),
                          **_span(homes)})
    known = _Known(pd.Index(persons), pd.Index(places), table("areas"))
    posts, ties, files, applied = table("posts"), table("ties"), table("files"), table("applied")
    at_home = lived[["person", "place"]].drop_duplicates()
    return Residents(
        known.persons, known.places, lived,
        known.placed(posts, _span(posts)).merge(at_home),
        known.placed(ties, {**_span(ties), **_span(ties, "office_"),
                            **{name: texts(ties[name]) for name in ("cadre", "kin", "office")}}).merge(at_home),
        known.coded(files, {"program": texts(files["program"]), **_span(files)}),
        known.coded(applied, {"program": texts(applied["program"]), **_span(applied)}))


class _Known:
    """Gives numbers to persons who live somewhere, and places to units in which there are offices."""

    def __init__(self, persons: pd.Index[Any], places: pd.Index[Any], within: pa.Table) -> None:
        self.persons, self.places = persons, places
        own = pd.DataFrame({"unit": places, "place": np.arange(len(places))})
        parts = pd.DataFrame({"unit": texts(within["unit"]), "place": places.get_indexer(texts(within["village"]))})
        self.areas = pd.concat([own, parts[parts["place"] >= 0]]).drop_duplicates()

    def coded(self, rows: pa.Table, columns: Mapping[str, Any]) -> pd.DataFrame:
        """Rows of known persons."""
        codes = self.persons.get_indexer(texts(rows["person"]))
        return pd.DataFrame({"person": codes, **columns})[codes >= 0]

    def placed(self, rows: pa.Table, columns: Mapping[str, Any]) -> pd.DataFrame:
        """The same, once for each place that the office decides for: its village and that one's natural villages."""
        return self.coded(rows, {**columns, "unit": texts(rows["unit"])}).merge(self.areas, on="unit").drop(
            columns="unit")


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - date(1970, 1, 1)).days


def texts(column: pa.ChunkedArray) -> Any:
    """A column of texts as pandas reads it."""
    return column.cast(pa.string()).to_pandas()


def numbers(column: pa.ChunkedArray, missing: int) -> NDArray[np.int64]:
    """Numbers, or dates as days since 1970, with ``missing`` where there is none."""
    if pa.types.is_temporal(column.type):
        column = column.cast(pa.date32()).cast(pa.int32())
    found: NDArray[np.int64] = pc.fill_null(column.cast(pa.int64()), missing).to_numpy()
    return found


def _span(rows: pa.Table, prefix: str = "") -> dict[str, NDArray[np.int64]]:
    names = f"{prefix}since", f"{prefix}until"
    return {name: numbers(rows[name], missing) for name, missing in zip(names, (-ALWAYS, ALWAYS), strict=True)}


def _during(frame: pd.DataFrame, since: int, until: int) -> pd.DataFrame:
    return frame[(frame["since"] <= until) & (frame["until"] >= since)]
