"""Village ledgers, contracts and market entities of a town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from loaders.synthetic.model import Company, TownData
from loaders.synthetic.tables import AS_OF_WORDS, Delivery, Row, sheet


def fund_files(data: TownData) -> Iterator[Delivery]:
    """Village ledgers by year, contracts, market entities with shareholders."""
    t = data.town.name
    years: dict[int, list[Row]] = defaultdict(list)
    order = {id(v): k for k, v in enumerate(data.town.villages)}
    for e in sorted(data.ledger, key=lambda e: (order.get(id(e.village), -1), e.day, e.voucher)):
        years[e.day.year].append(
            (
                e.village.name,
                e.day,
                e.voucher,
                e.summary,
                e.account,
                e.debit or None,
                e.credit or None,
                e.payee,
                e.payee_account,
                e.handler,
                e.approver,
                e.contract,
                e.mode,
            )
        )
    fields = "village date voucher summary account debit credit payee payee_acct handler approver contract_no pay_mode"
    for year, rows in sorted(years.items()):
        yield Delivery(
            "ledger",
            "农业农村局/三资台账",
            f"{t}{year}年村级三资台账",
            [sheet("ledger", f"{t}{year}年村级三资台账", fields, rows)],
        )
    deals = [
        (
            c.number,
            c.name,
            c.village.name + "村民委员会",
            c.party,
            c.party_code,
            "、".join(c.bidders),
            c.amount,
            c.signed,
            c.meeting,
            c.mode,
        )
        for c in data.contracts
    ]
    if deals:
        yield Delivery(
            "contracts",
            "农业农村局",
            f"{t}村级合同台账（{AS_OF_WORDS}）",
            [
                sheet(
                    "contracts",
                    f"{t}村级合同台账（{AS_OF_WORDS}）",
                    "no name owner party party_code bidders amount signed meeting mode",
                    deals,
                )
            ],
        )
    firms = [
        (c.code, c.name, c.kind, c.status, c.legal.name, c.legal.id, c.founded, c.closed, c.registered)
        for c in data.companies
    ]
    shares = [
        (
            c.code,
            c.name,
            c.status,
            c.legal.name,
            c.founded,
            h.name,
            h.code if isinstance(h, Company) else h.id,
            share,
            since,
            "股东",
        )
        for c in data.companies
        for h, share, since, until in c.holders
        if until is None
    ]
    yield Delivery(
        "organizations",
        "市场监管局",
        f"{t}市场主体登记信息（{AS_OF_WORDS}）",
        [
            sheet(
                "organizations",
                f"{t}市场主体登记（{AS_OF_WORDS}）",
                "uscc name kind status legal_name legal_id founded closed registered",
                firms,
                "主体",
            ),
            sheet(
                "shareholders",
                f"{t}股东信息（{AS_OF_WORDS}）",
                "uscc name status legal_name founded holder holder_id share from role",
                shares,
                "股东",
            ),
        ],
    )
