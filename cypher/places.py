"""Places given (rows of a statistical rule) → who was chosen in each stratum, and what proves the share of kin.

A place goes to a unit: the person it was paid to, or that person's home where a programme pays by household. A unit is
near when somebody in it was kin, on the day of the decision, to a cadre then in office in that village.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from cypher.columns import GIVEN, Kind, kind_of
from cypher.residents import BANDS, INCOMES, Year, bands, numbers
from cypher.rule import Meta
from graph.port import Row


def person_column(columns: Sequence[str]) -> str:
    """The column that names who was chosen: the only one of persons."""
    return next(name for name in columns if kind_of(name) is Kind.PERSON)


def chosen(year: Year, meta: Meta, rows: pa.Table) -> list[Row]:
    """One row for each identity and stratum, in their order; a home or person of the committee does not count."""
    given = _given(year, rows)
    members = _members(year, given)
    ties = _tied(year, given, members)
    lines = _lines(year, given, members, ties)
    if lines.empty:
        return []
    whose = [*meta.identity, "units"]
    one = _units(lines, whose)
    key = [*whose, "low", "band", "applied"]
    one["stratum"] = one.groupby(key).ngroup()
    found = _counted(one, key, amounts=meta.by_amount)
    lines = lines.merge(one[[*whose, "unit", "stratum", "near"]], on=[*whose, "unit"], suffixes=("_here", ""))
    lists = _lists(year, lines, ties, [n for n in rows.column_names if n not in {*GIVEN, *meta.identity}])
    return [{str(name): value for name, value in row.items()} | {name: own.get(at, []) for name, own in lists.items()}
            for at, row in enumerate(found.to_dict("records"))]


def _given(year: Year, rows: pa.Table) -> pd.DataFrame:
    """The rows, numbered, with numbers for persons, places and days."""
    frame: pd.DataFrame = rows.drop_columns(["fact_on"]).to_pandas().assign(
        day=numbers(rows["fact_on"], year.since), told=rows["fact_on"].is_valid().to_numpy())
    frame["person"] = year.people.persons.get_indexer(pd.Index(frame[person_column(rows.column_names)]))
    frame["place"] = year.people.places.get_indexer(pd.Index(frame["village"]))
    frame["row"], frame["by_home"] = np.arange(len(frame)), frame["units"] == "household"
    return frame


def _members(year: Year, given: pd.DataFrame) -> pd.DataFrame:
    """For each row the people it counts for, the one paid or all in the home, and the unit it goes to. Rows paid to
    somebody who does not live there are left out."""
    homes = given[["row", "person", "place", "by_home"]].merge(year.living[["person", "place", "home"]])
    alone = homes[~homes["by_home"]].drop_duplicates("row").assign(unit=lambda f: f["person"])
    shared = homes[homes["by_home"]].drop(columns="person").merge(year.living[["person", "home"]]).assign(
        unit=lambda f: f["home"])
    both = pd.concat([alone, shared]).drop(columns="home").drop_duplicates(["row", "unit", "person"])
    labels = year.living.drop_duplicates(["person", "place"]).drop(columns=["home", "near"])
    return both.merge(labels, on=["person", "place"])


def _tied(year: Year, given: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """The ties of those people that stood on the day of their row."""
    found = members[["row", "unit", "person", "place"]].merge(year.ties, on=["person", "place"])
    day = given["day"].to_numpy()[found["row"]]
    return found[(found["since"] <= day) & (found["until"] >= day)
                 & (found["office_since"] <= day) & (found["office_until"] >= day)]


def _lines(year: Year, given: pd.DataFrame, members: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """A line for each row and unit it went to: how many kin, is anybody old, young, poor, applicant; none in office."""
    own = year.files[["person", "program"]].drop_duplicates().assign(own=True)
    program = given["program"].to_numpy()[members["row"]] if "program" in given else ""
    members = members.assign(program=program).merge(own, on=["person", "program"], how="left")
    members = members.merge(year.applied.assign(applied=True), on=["person", "program"], how="left")
    members[["own", "applied"]] = members[["own", "applied"]].notna()
    lines = members.groupby(["row", "unit"])[["elder", "minor", "low", "serves", "own", "applied"]].any()
    near = ties.drop_duplicates(["row", "unit", "person"]).groupby(["row", "unit"]).size()
    lines["near"] = near.reindex(lines.index, fill_value=0)
    return lines[~lines["serves"]].reset_index().merge(given, on="row")


def _units(lines: pd.DataFrame, whose: list[str]) -> pd.DataFrame:
    """A line for each unit: its places put together."""
    lines = lines.assign(first=lines["day"].where(lines["told"]))
    one = lines.groupby([*whose, "unit"]).agg(
        elder=("elder", "any"), minor=("minor", "any"), low=("low", "any"), own_files=("own", "any"),
        applied=("applied", "any"),
        weak=("weak", "max"), near=("near", "max"), amount_fen=("amount_fen", "sum"),
        first_on=("first", "min"), last_on=("first", "max")).reset_index()
    return one.assign(band=bands(one, (one["units"] == "household").to_numpy()))


def _counted(one: pd.DataFrame, key: list[str], *, amounts: bool) -> pd.DataFrame:
    """A line for each stratum."""
    kin = one["near"] > 0
    more: dict[str, Any] = {"amounts": ("amount_fen", list)} if amounts else {}
    found = one.assign(kin=kin, kin_fen=one["amount_fen"].where(kin, 0), weak=one["weak"] > 0).groupby(key).agg(
        chosen=("near", "size"), kin_chosen=("kin", "sum"), kin_persons=("near", "sum"),
        own_files=("own_files", "max"), weak_chosen=("weak", "sum"), total_fen=("amount_fen", "sum"),
        amount_fen=("kin_fen", "sum"), first_on=("first_on", "min"), last_on=("last_on", "max"), **more).reset_index()
    words: pd.DataFrame = found.assign(
        income=[INCOMES[low] for low in found["low"]], band=[BANDS[band] for band in found["band"]],
        first_on=[_date(day) for day in found["first_on"]], last_on=[_date(day) for day in found["last_on"]])
    return words.drop(columns="low")


def _lists(year: Year, lines: pd.DataFrame, ties: pd.DataFrame,
           evidence: Sequence[str]) -> dict[str, dict[Any, list[Any]]]:
    """By stratum, for its near units only: who was paid by what, and the ties."""
    near = lines[lines["near"] > 0]
    found = {name: near.drop_duplicates(["stratum", name]).groupby("stratum")[name].agg(list).to_dict()
             for name in evidence}
    ties = ties.merge(near[["row", "unit", "stratum"]])
    ties = ties.assign(relatives=year.people.persons[ties["person"]]).rename(
        columns={"cadre": "cadres", "office": "facts"})
    return {**found, **{name: ties.drop_duplicates(["stratum", name]).groupby("stratum")[name].agg(list).to_dict()
                        for name in ("relatives", "cadres", "kin", "facts")}}


def _date(day: float) -> date | None:
    return None if np.isnan(day) else date(1970, 1, 1) + timedelta(days=int(day))
