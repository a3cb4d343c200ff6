"""`write_county`: the whole made-up place, town by town, with its answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from loaders.synthetic.accidents import Accidents
from loaders.synthetic.aid_files import aid_files
from loaders.synthetic.base_rate import chance_matches
from loaders.synthetic.cases.casebook import Casebook
from loaders.synthetic.circumstance_files import circumstance_files
from loaders.synthetic.county_files import county_files
from loaders.synthetic.farm_files import farm_files
from loaders.synthetic.fund_files import fund_files
from loaders.synthetic.model import AS_OF, Town, TownData
from loaders.synthetic.money_files import bank_files, money_files, statement_files
from loaders.synthetic.people_files import people_files
from loaders.synthetic.place import PRESETS, county_codes
from loaders.synthetic.town_data import build_town
from loaders.synthetic.writing import Writer

Progress = Callable[[int, int, str], None]
COUNTY_NAME = "青和县"
_COUNTY_TOML = """# 县级参数
region = "{region}"

[filing]
scope = "DIBAO_LOCAL.hainan"
grace_days = 30

[tender]
limits_yuan = [50000, 200000]

[rules.R13]
premium_months = [12]
premium_yuan = 380

[elections]
2018 = 1
2021 = 3
"""


def _county_toml(region: str) -> str:
    return _COUNTY_TOML.format(region=region)


class _Answers:
    """Gathers what is true over the towns."""

    def __init__(self, preset: str, seed: int, mess: str) -> None:
        self.head: dict[str, Any] = {"preset": preset, "seed": seed, "mess": mess, "as_of": AS_OF.isoformat()}
        self.planted: list[dict[str, Any]] = []
        self.innocent: list[dict[str, Any]] = []
        self.base_rate: list[dict[str, Any]] = []
        self.skipped: list[str] = []
        self.totals: dict[str, int] = {}

    def add(self, data: TownData, book: Casebook) -> None:
        """Takes in one town."""
        self.planted += book.planted
        self.innocent += book.innocent
        self.skipped += book.skipped
        self.base_rate += chance_matches(data, book.kin)
        for key, value in _counts(data).items():
            self.totals[key] = self.totals.get(key, 0) + value


def _counts(data: TownData) -> dict[str, int]:
    accounts = {p.account for p in data.payments} | {x for a in data.aliases for x in (a.card, a.inner)}
    return {
        "persons": sum(len(v.people) for v in data.town.villages),
        "households": sum(len(v.households) for v in data.town.villages),
        "villages": len(data.town.villages),
        "cadres": len({o.person for o in data.offices}),
        "relatives": len(data.relatives),
        "payments": len(data.payments),
        "amount_fen": sum(p.amount for p in data.payments),
        "ledger_rows": len(data.ledger),
        "companies": len(data.companies),
        "accounts": len(accounts),
        "contracts": len(data.contracts),
        "flows": len(data.flows),
        "approval_steps": len(data.steps),
        "low_income_households": len(data.aids),
    }


def write_county(
    folder: Path,
    *,
    preset: str = "town",
    seed: int = 1,
    mess: str = "normal",
    progress: Progress | None = None,
    pool: Executor | None = None,
) -> dict[str, Any]:
    """Writes the department files of a made-up place, `county.toml` and `answers.json` into `folder`.

    `preset` is village, town, county or city; `mess` none, normal or heavy. `progress` is called with
    (towns done, towns in all, name of the town); with a `pool` its processes write the files. Returns the answers.
    Raises ValueError for an unknown preset or mess level and FileExistsError when the folder is not empty.
    """
    if preset not in PRESETS:
        raise ValueError(f"没有名为 {preset} 的规模；可选：{'、'.join(PRESETS)}")
    if mess not in ("none", "normal", "heavy"):
        raise ValueError(f"没有名为 {mess} 的杂乱程度；可选：none、normal、heavy")
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"文件夹 {folder} 不是空的；请换一个新文件夹，以免混入旧文件")
    folder.mkdir(parents=True, exist_ok=True)
    writer = Writer(folder, seed, mess, pool)
    answers, accidents = _write_towns(writer, preset, progress or _silent)
    writer.settle()
    (folder / "county.toml").write_text(_county_toml(county_codes(0)[0]), encoding="utf-8")
    result = _result(answers, writer, accidents)
    (folder / "answers.json").write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    return result


def _write_towns(writer: Writer, preset: str, progress: Progress) -> tuple[_Answers, Accidents | None]:
    size = PRESETS[preset]
    answers, towns = _Answers(preset, writer.seed, writer.mess), list[Town]()
    accidents: Accidents | None = None
    for index in range(size.towns):
        data, book = build_town(size, index, writer.seed)
        accidents = accidents or Accidents(writer, data.town.villages[0].name)
        writer.settle()  # the files of one town at most wait in memory
        _write_town(writer, accidents, data, book)
        answers.add(data, book)
        towns.append(_outline(data.town))
        progress(index + 1, size.towns, data.town.name)
    for delivery in county_files(towns, county_codes(0)[0], COUNTY_NAME):
        writer.write(delivery)
    return answers, accidents


def _silent(_done: int, _total: int, _town: str) -> None:
    """Nobody watches."""


_SOURCES = (
    people_files,
    circumstance_files,
    aid_files,
    money_files,
    bank_files,
    statement_files,
    fund_files,
    farm_files,
)


def _write_town(writer: Writer, accidents: Accidents, data: TownData, book: Casebook) -> None:
    """All files of a town, and in the first town of a messy place the accidents on their way."""
    messy = writer.mess != "none" and data.town.index == 0
    for source in _SOURCES:
        for delivery in source(data):
            if messy and delivery.kind == "rosters" and "2024年城乡居民医保" in delivery.stem:
                delivery.tables[0].rows.append(accidents.test_row(delivery.tables[0]))
            written = writer.write(delivery)
            if messy and delivery.kind == "rosters" and "2023年春节走访慰问金" in delivery.stem:
                accidents.corrected(delivery, {p.id for p in book.used_people})
            if messy and "2024年城乡居民医保" in delivery.stem and delivery.kind == "rosters":
                written.rejected = 1
    if messy:
        accidents.sent_twice()
    if messy and writer.mess == "heavy":
        accidents.bad_folder()


def _outline(town: Town) -> Town:
    """The town without its people, so that a city fits in memory."""
    for v in town.villages:
        v.people, v.households, v.offices = [], [], []
    return town


def _result(answers: _Answers, writer: Writer, accidents: Accidents | None) -> dict[str, Any]:
    files: list[dict[str, Any]] = [
        {
            "path": w.path,
            "kind": w.kind,
            "outcome": "loaded",
            "rows": w.rows,
            "rejected": w.rejected,
            "amount_fen": w.amount,
        }
        for w in writer.files
    ]
    files += accidents.rows if accidents else []
    return {
        **answers.head,
        "planted": answers.planted,
        "innocent": answers.innocent,
        "base_rate": answers.base_rate,
        "skipped": answers.skipped,
        "files": files,
        "totals": {**answers.totals, "files": len(files)},
    }
