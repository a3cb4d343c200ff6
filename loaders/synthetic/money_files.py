"""Payment rosters, bank returns, account changes and alias pairs of a town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from loaders.synthetic.bank import BANK
from loaders.synthetic.model import Payment, TownData
from loaders.synthetic.programs import BY_CODE
from loaders.synthetic.tables import AS_OF_WORDS, Delivery, batch_code, batch_of, period_words, sheet


def money_files(data: TownData) -> Iterator[Delivery]:
    """Rosters and bank returns, one file for each batch."""
    t = data.town
    batches: dict[tuple[str, str, str], list[Payment]] = defaultdict(list)
    for p in data.payments:
        batches[batch_of(p)].append(p)
    for key, rows in sorted(batches.items()):
        program, code = BY_CODE[key[0]], batch_code(key, t)
        words = f"{t.name}{period_words(key[1])}{program.name}{key[2]}"
        area = key[0] in ("A01", "A02", "A03")
        cells = [
            (
                program.name,
                code,
                t.name,
                p.village,
                p.shown_name or p.person.name,
                p.shown_id or p.person.id,
                p.account,
                BANK,
                p.quantity,
                p.rate or None,
                p.amount,
                period_words(p.period),
                p.paid,
                p.approved,
                p.status,
                p.clerk,
            )
            for p in rows
        ]
        measure = "area" if area else "quantity"
        fields = f"programme batch town village name id acct bank {measure} rate amount period pay_date approved status clerk"
        yield Delivery(
            "rosters",
            f"{program.department}/发放清册",
            f"{words}发放清册",
            [sheet("rosters", f"{words}发放清册", fields, cells, total="amount")],
        )
        failed = [p for p in rows if p.returned]
        listed = rows if len(rows) <= 400 or _odd(rows) else failed
        if listed and (failed or key[0][0] != "C" or _odd(rows)):
            answers = [
                (code, p.paid, p.account, p.holder, p.amount, "失败" if p.returned else "成功", p.returned)
                for p in listed
            ]
            yield Delivery(
                "bank_returns",
                "银行/回盘",
                f"{words}回盘文件",
                [sheet("bank_returns", f"{words}银行回盘", "batch date acct holder amount result reason", answers)],
            )


def _odd(rows: list[Payment]) -> bool:
    """Whether a batch has a row whose holder is not its recipient."""
    return any(p.holder != (p.shown_name or p.person.name) for p in rows)


def bank_files(data: TownData) -> Iterator[Delivery]:
    """Account changes and alias pairs."""
    t = data.town.name
    if data.changes:
        rows = [(c.person.name, c.person.id, c.old, c.new, c.day, c.reason, "柜员06") for c in data.changes]
        yield Delivery(
            "account_changes",
            "银行",
            f"{t}账户变更清单（{AS_OF_WORDS}）",
            [sheet("account_changes", f"{t}账户变更清单（{AS_OF_WORDS}）", "name id old new date reason clerk", rows)],
        )
    pairs = [(a.person.name, a.person.id, a.card, a.inner, a.opened, f"{BANK}{t}支行") for a in data.aliases]
    yield Delivery(
        "account_aliases",
        "银行",
        f"{t}社保卡账号对照表（{AS_OF_WORDS}）",
        [
            sheet(
                "account_aliases", f"{t}社保卡账号对照表（{AS_OF_WORDS}）", "name id card inner open_date branch", pairs
            )
        ],
    )
