"""Village ledgers, contracts and market entities of a town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from loaders.synthetic.model import Company, TownData
from loaders.synthetic.tables import AS_OF_WORDS, Delivery, Row, sheet, snapshot

_LEDGER = ("village date voucher summary account debit credit payee payee_acct handler approver contract_no pay_mode "
           "receiver detail_signer invoice attach")
_CONTRACTS = "no name owner party party_code bidders amount signed meeting mode"
_INVOICES = "code number date seller seller_code buyer amount stub kind"
_LEASES = ("no name owner party party_code rent signed meeting from to mode received overdue overdue_days "
           "area unit type note")
_BIDS = "no owner bidder bidder_code phone address agency_address ip deposit price"
_LABOUR = "village voucher name id date site days labour_pay sign note"
_SPLITS = "no name village approved announced amount collective household document due"
_FIRMS = "uscc name kind status legal_name legal_id founded closed registered"
_SHARES = "uscc name status legal_name founded holder holder_id share from role"


def fund_files(data: TownData) -> Iterator[Delivery]:
    """Every file about village money and firms."""
    t = data.town.name
    for year, rows in sorted(_ledger(data).items()):
        stem = f"{t}{year}年村级三资台账"
        yield Delivery("ledger", "农业农村局/三资台账", stem, [sheet("ledger", stem, _LEDGER, rows)])
    for year, bills in sorted(_invoices(data).items()):
        stem = f"{t}{year}年村级取得发票明细"
        yield Delivery("invoices", "税务局", stem, [sheet("invoices", stem, _INVOICES, bills)])
    deals: list[Row] = [
        (
            *(c.number, c.name, c.village.name + "村民委员会", c.party, c.party_code),
            *("、".join(c.bidders), c.amount, c.signed, c.meeting, c.mode),
        )
        for c in data.contracts
    ]
    if deals:
        yield snapshot("contracts", "农业农村局", t, "村级合同台账", _CONTRACTS, deals)
    yield from _other_papers(data)
    stem = f"{t}市场主体登记信息（{AS_OF_WORDS}）"
    firms: list[Row] = [
        (c.code, c.name, c.kind, c.status, c.legal.name, c.legal.id, c.founded, c.closed, c.registered)
        for c in data.companies
    ]
    sheets = [
        sheet("organizations", stem, _FIRMS, firms, "主体"),
        sheet("shareholders", stem, _SHARES, _shares(data), "股东"),
    ]
    yield Delivery("organizations", "市场监管局", stem, sheets)


def _ledger(data: TownData) -> dict[int, list[Row]]:
    """Ledger lines by year, village by village in voucher order."""
    place = {id(v): k for k, v in enumerate(data.town.villages)}
    by_year: dict[int, list[Row]] = defaultdict(list)
    for e in sorted(data.ledger, key=lambda e: (place[id(e.village)], e.day, e.voucher)):
        what = (e.village.name, e.day, e.voucher, e.summary, e.account, e.debit or None, e.credit or None)
        who = (e.payee, e.payee_account, e.handler, e.approver, e.contract, e.mode)
        proof = (e.receiver, e.detail_signer, e.invoice, e.attach)
        by_year[e.day.year].append((*what, *who, *proof))
    return by_year


def _other_papers(data: TownData) -> Iterator[Delivery]:
    """Leases, bid files, splits of compensation, rolls of labour by year."""
    t = data.town.name
    lets: list[Row] = [
        (
            *(x.number, x.name, x.village + "村民委员会", x.party, x.party_code, x.rent, x.signed, x.meeting, x.start),
            *(x.end, x.mode, x.received or None, x.overdue or None, x.overdue_days or None),
            *(x.area, x.unit, x.kind, x.note),
        )
        for x in data.papers.leases
    ]
    if lets:
        yield snapshot("contracts", "农业农村局", t, "资产资源租赁台账", _LEASES, lets)
    bids: list[Row] = [
        (
            *(x.lot, x.village + "村民委员会", x.bidder, x.code, x.phone),
            *(x.address, x.agency_address, x.ip, x.deposit, x.price),
        )
        for x in data.papers.bids
    ]
    if bids:
        yield snapshot("bids", "公共资源交易中心", t, "投标文件登记", _BIDS, bids)
    splits: list[Row] = [
        (
            *(x.number, x.project, x.village, x.approved, x.announced),
            *(x.amount, x.collective, x.amount - x.collective, x.document, x.due),
        )
        for x in data.papers.splits
    ]
    if splits:
        yield snapshot("compensation", "自然资源局", t, "征地补偿费分配方案", _SPLITS, splits)
    by_year: dict[int, list[Row]] = defaultdict(list)
    for x in data.papers.labour:
        by_year[x.year].append((x.village, x.voucher, x.name, x.id, x.day, x.site, 1, x.amount, x.sign, x.note))
    for year, rows in sorted(by_year.items()):
        stem = f"{t}{year}年用工（误工）花名册"
        yield Delivery("labour", "农业农村局/用工花名册", stem, [sheet("labour", stem, _LABOUR, rows)])


def _invoices(data: TownData) -> dict[int, list[Row]]:
    """Invoices by the year they were made out."""
    by_year: dict[int, list[Row]] = defaultdict(list)
    for i in data.papers.invoices:
        seller = (i.code, i.number, i.day, i.seller, i.seller_code)
        by_year[i.day.year].append((*seller, i.buyer + "村民委员会", i.amount, i.stub or None, i.kind))
    return by_year


def _shares(data: TownData) -> list[Row]:
    """Present shareholders; a share that has ended is no longer in the register."""
    return [
        (
            *(c.code, c.name, c.status, c.legal.name, c.founded),
            *(h.name, h.code if isinstance(h, Company) else h.id, share, since, "股东"),
        )
        for c in data.companies
        for h, share, since, until in c.holders
        if until is None
    ]
