"""The land register, machinery lists and livestock lists of a town, as files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from loaders.synthetic.farming import Herd, Machine
from loaders.synthetic.model import Company, TownData
from loaders.synthetic.tables import Delivery, Row, sheet, snapshot

_PARCELS = "village parcel contractor id measured land_type moved_in term"
_MACHINES = "village buyer id uscc model machine_no engine_no invoice dealer amount date resold"
_HERDS = "town village keeper id animal heads acct holder amount"


def farm_files(data: TownData) -> Iterator[Delivery]:
    """Every file about land, machines and herds."""
    t, farming = data.town.name, data.farming
    land: list[Row] = [
        (
            *(p.village.name, p.code, p.contractor.name if p.contractor else f"{p.village.name}村民委员会"),
            *(p.contractor.id if p.contractor else "", p.measured, p.land_type, p.moved_in, p.term),
        )
        for p in farming.parcels
    ]
    if land:
        yield snapshot("parcels", "农业农村局", t, "土地承包经营权确权登记表", _PARCELS, land)
    machines: dict[int, list[Machine]] = defaultdict(list)
    for m in farming.machines:
        machines[m.day.year].append(m)
    for year, bought in sorted(machines.items()):
        stem = f"{t}{year}年农机购置补贴名册"
        rows = [_machine(m) for m in bought]
        yield Delivery(
            "machinery", "农业农村局/农机", stem, [sheet("machinery", stem, _MACHINES, rows, total="amount")]
        )
    herds: dict[int, list[Herd]] = defaultdict(list)
    for h in farming.herds:
        herds[h.year].append(h)
    for year, kept in sorted(herds.items()):
        stem = f"{t}{year}年养殖户存栏名册"
        lines: list[Row] = [
            (t, h.keeper.village.name, h.keeper.name, h.keeper.id, h.animal, h.heads, h.account, h.holder, h.amount)
            for h in kept
        ]
        yield Delivery("livestock", "农业农村局/畜牧", stem, [sheet("livestock", stem, _HERDS, lines, total="amount")])


def _machine(m: Machine) -> Row:
    who = (m.buyer.name, "", m.buyer.code) if isinstance(m.buyer, Company) else (m.buyer.name, m.buyer.id, "")
    return (m.village.name, *who, m.model, m.number, m.engine, m.invoice, m.dealer, m.amount, m.day, m.resold)
