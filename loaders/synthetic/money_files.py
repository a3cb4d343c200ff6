"""Payment rosters, bank returns, account changes and alias pairs of a town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from loaders.synthetic.bank import BANK
from loaders.synthetic.model import Payment, Town, TownData
from loaders.synthetic.programs import BY_CODE
from loaders.synthetic.tables import Delivery, Row, batch_code, batch_of, period_words, sheet, snapshot

WHOLE_RETURN = 400
"""Banks answer small batches row by row, large ones with the failures only."""
_ROSTER = "programme batch town village name id acct bank {} rate amount period pay_date approved status clerk"
_BY_AREA = ("A01", "A02", "A03")


def money_files(data: TownData) -> Iterator[Delivery]:
    """Rosters and bank returns, one file for each batch."""
    batches: dict[tuple[str, str, str], list[Payment]] = defaultdict(list)
    for p in data.payments:
        batches[batch_of(p)].append(p)
    for key, rows in sorted(batches.items()):
        yield _roster(data.town, key, rows)
        failed = [p for p in rows if p.returned]
        listed = rows if len(rows) <= WHOLE_RETURN or _odd(rows) else failed
        if listed and (failed or key[0][0] != "C" or _odd(rows)):
            yield _returns(data.town, key, listed)


def _words(town: Town, key: tuple[str, str, str]) -> str:
    return f"{town.name}{period_words(key[1])}{BY_CODE[key[0]].name}{key[2]}"


def _roster(town: Town, key: tuple[str, str, str], rows: list[Payment]) -> Delivery:
    program, code = BY_CODE[key[0]], batch_code(key, town)
    cells: list[Row] = [
        (
            *(program.name, code, town.name, p.village, p.shown_name or p.person.name, p.shown_id or p.person.id),
            *(p.account, BANK, p.quantity, p.rate or None, p.amount, period_words(p.period), p.paid, p.approved),
            *(p.status, p.clerk),
        )
        for p in rows
    ]
    stem = f"{_words(town, key)}发放清册"
    fields = _ROSTER.format("area" if key[0] in _BY_AREA else "quantity")
    return Delivery(
        "rosters", f"{program.department}/发放清册", stem, [sheet("rosters", stem, fields, cells, total="amount")]
    )


def _returns(town: Town, key: tuple[str, str, str], rows: list[Payment]) -> Delivery:
    code = batch_code(key, town)
    cells: list[Row] = [
        (code, p.paid, p.account, p.holder, p.amount, "失败" if p.returned else "成功", p.returned) for p in rows
    ]
    title = f"{_words(town, key)}银行回盘"
    return Delivery(
        "bank_returns",
        "银行/回盘",
        f"{_words(town, key)}回盘文件",
        [sheet("bank_returns", title, "batch date acct holder amount result reason", cells)],
    )


def _odd(rows: list[Payment]) -> bool:
    """Whether a batch has a row whose holder is not its recipient."""
    return any(p.holder != (p.shown_name or p.person.name) for p in rows)


def bank_files(data: TownData) -> Iterator[Delivery]:
    """Account changes and alias pairs."""
    t = data.town.name
    if data.changes:
        changes: list[Row] = [
            (c.person.name, c.person.id, c.old, c.new, c.day, c.reason, "柜员06") for c in data.changes
        ]
        fields = "name id old new date reason clerk"
        yield snapshot("account_changes", "银行", t, "账户变更清单", fields, changes)
    pairs: list[Row] = [(a.person.name, a.person.id, a.card, a.inner, a.opened, f"{BANK}{t}支行") for a in data.aliases]
    if pairs:
        yield snapshot("account_aliases", "银行", t, "社保卡账号对照表", "name id card inner open_date branch", pairs)
