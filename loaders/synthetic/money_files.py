"""Payment rosters, bank returns, account changes and alias pairs of a town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from loaders.synthetic.bank import BANK
from loaders.synthetic.bank_model import Flow
from loaders.synthetic.model import Payment, Town, TownData
from loaders.synthetic.programs import BY_CODE
from loaders.synthetic.tables import Delivery, Row, batch_code, batch_of, period_words, sheet, snapshot

WHOLE_RETURN = 400
"""Banks answer small batches row by row, large ones with the failures only."""
_ROSTER = "programme batch town village name id acct bank {} rate amount period pay_date approved status clerk"
_BY_AREA = ("A01", "A02", "A03")
_NOW_AND_THEN = ("parcel", "phone", "entered")
"""Columns a roster has where somebody filled them in."""


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
    further = [name for name in _NOW_AND_THEN if any(getattr(p, name) for p in rows)]
    cells: list[Row] = [
        (
            *(program.name, code, town.name, p.village, p.shown_name or p.person.name, p.shown_id or p.person.id),
            *(p.account, BANK, p.quantity, p.rate or None, p.amount, period_words(p.period), p.paid, p.approved),
            *(p.status, p.clerk),
            *(getattr(p, name) for name in further),
        )
        for p in rows
    ]
    stem = f"{_words(town, key)}发放清册"
    fields = " ".join([_ROSTER.format("area" if key[0] in _BY_AREA else "quantity"), *further])
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
    home = f"{BANK}{t}支行"
    pairs: list[Row] = [
        (a.person.name, a.person.id, a.card, a.inner, a.opened, a.branch or home, a.agent, a.agent_phone)
        for a in data.aliases
    ]
    if pairs:
        fields = "name id card inner open_date branch agent agent_phone"
        yield snapshot("account_aliases", "银行", t, "社保卡账号对照表", fields, pairs)


_FLOWS = "acct holder id date direction amount counter_acct counter summary terminal agent agent_id"
_STATEMENT = "acct holder id date time paid_out paid_in counter_acct counter summary terminal agent agent_id"


def statement_files(data: TownData) -> Iterator[Delivery]:
    """Account statements by year; the bank's system of odd years prints what goes out and comes in apart."""
    years: dict[int, list[Flow]] = defaultdict(list)
    for f in data.flows:
        years[f.when.year].append(f)
    for year, flows in sorted(years.items()):
        stem = f"{data.town.name}{year}年账户交易流水"
        flows.sort(key=lambda f: (f.account, f.when))
        if year % 2:
            table = sheet("account_statements", stem, _STATEMENT, [_apart(f) for f in flows])
        else:
            table = sheet("account_flows", stem, _FLOWS, [_marked(f) for f in flows])
        yield Delivery("account_flows", "银行/流水", stem, [table])


def _marked(f: Flow) -> Row:
    return (f.account, f.holder, f.holder_id, f.when, f.direction, f.amount, *_rest(f))


def _apart(f: Flow) -> Row:
    both = (f.amount, None) if f.direction == "借" else (None, f.amount)
    return (f.account, f.holder, f.holder_id, f.when.date(), f.when.time(), *both, *_rest(f))


def _rest(f: Flow) -> Row:
    return (f.other, f.other_name, f.summary, f.terminal, f.agent, f.agent_id)
