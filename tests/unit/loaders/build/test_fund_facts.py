"""What becomes of invoices, vouchers' papers, leases, bids, rolls and investigators in the graph."""

from datetime import date
from pathlib import Path

from loaders.build.pipeline import festivals
from tests.unit.loaders.build.county import account_key, base, built, source

FIRM = {
    "uscc": "91371621MA0123453D",
    "name": "大浦建筑有限公司",
    "status": "存续",
    "legal_name": "钱经理",
    "legal_id": 51,
    "founded": date(2015, 1, 1),
}
LINE = {
    "date": date(2024, 5, 1),
    "village": "上杨村",
    "town": "大浦镇",
    "account": "公益支出",
    "debit": 500_00,
    "summary": "付工程款",
}
INVOICE = {
    "code": "037002300111",
    "number": "10234501",
    "date": date(2024, 4, 1),
    "seller": "大浦建筑有限公司",
    "buyer": "上杨村",
    "amount": 500_00,
    "kind": "普通",
}


def test_a_voucher_names_an_invoice_in_any_of_the_ways_people_write_it(tmp_path: Path) -> None:
    written = ["037002300111-10234501", "03700230011110234501", "10234501", "代码037002300111 号码10234501"]
    lines = [
        {**LINE, "voucher": str(k), "invoice": text, "payee": "大浦建筑有限公司"} for k, text in enumerate(written)
    ]
    lines += [
        {**LINE, "voucher": "8", "invoice": "10234501", "invoice_code": "037002300111"},
        {**LINE, "voucher": "9", "invoice": "99999999", "payee": "大浦建筑有限公司"},
    ]
    with built(
        [*base(), source("organizations", [FIRM]), source("ledger", lines), source("invoices", [INVOICE])], tmp_path
    ) as b:
        assert b.rows("MATCH (e:LedgerEntry)-[:BILLED]->(i:Invoice) RETURN e.voucher, i.code, i.number, i.listed") == [
            *[(v, "037002300111", "10234501", True) for v in ("0", "1", "2", "3", "8")],
            ("9", None, "99999999", False),
        ]
        assert b.rows("MATCH (i:Invoice)-[:SOLD_BY]->(o:Organization) RETURN i.serial, i.year, o.credit_code") == [
            (10234501, 2024, "91371621MA0123453D")
        ]


def test_a_short_number_that_two_sellers_use_is_not_guessed(tmp_path: Path) -> None:
    other = {**INVOICE, "code": "037002300222", "seller": "别家商店", "amount": 500_00}
    line = {**LINE, "voucher": "1", "invoice": "10234501", "payee": "第三家"}
    with built([*base(), source("ledger", [line]), source("invoices", [INVOICE, other])], tmp_path) as b:
        assert b.rows("MATCH (e:LedgerEntry)-[:BILLED]->(i:Invoice) RETURN i.listed, i.seller") == [(False, None)]


def test_the_attachment_box_is_read_as_people_fill_it(tmp_path: Path) -> None:
    read = {"3": "paper", "0": "none", "无": "none", "白条1张": "iou", "签字发放表": "roll", "发票、合同": "paper",
            "1张收条": "iou", "未附": "none"}
    lines = [{**LINE, "voucher": box, "attach": box} for box in read]
    with built([*base(), source("ledger", lines)], tmp_path) as b:
        assert dict(b.rows("MATCH (e:LedgerEntry) RETURN e.voucher, e.proof")) == read


def test_a_blank_attachment_box_means_nothing_only_where_the_file_fills_the_box(tmp_path: Path) -> None:
    filled = [{**LINE, "voucher": str(k), "attach": "2"} for k in range(9)] + [{**LINE, "voucher": "bare"}]
    with built([*base(), source("ledger", filled)], tmp_path) as b:
        assert ("bare", "none") in b.rows("MATCH (e:LedgerEntry) RETURN e.voucher, e.proof")
    rarely = [{**LINE, "voucher": str(k)} for k in range(9)] + [{**LINE, "voucher": "bare", "attach": "2"}]
    with built([*base(), source("ledger", rarely)], tmp_path) as b:
        assert ("0", None) in b.rows("MATCH (e:LedgerEntry) RETURN e.voucher, e.proof")


def test_how_a_voucher_was_paid_is_told_by_its_box_or_else_by_the_line_on_the_till(tmp_path: Path) -> None:
    lines = [
        {**LINE, "voucher": "1", "pay_mode": "村务卡"},
        {**LINE, "voucher": "2", "pay_mode": "网银转账"},
        {**LINE, "voucher": "3"},
        {**LINE, "voucher": "3", "account": "101库存现金", "debit": None, "credit": 500_00},
        {**LINE, "voucher": "4"},
    ]
    with built([*base(), source("ledger", lines)], tmp_path) as b:
        assert b.rows("MATCH (e:LedgerEntry) WHERE e.direction = 'out' RETURN e.voucher, e.means") == [
            ("1", "card"),
            ("2", "transfer"),
            ("3", "cash"),
            ("4", None),
        ]


def test_an_untold_rent_basis_leaves_the_rent_open_and_a_told_one_gives_rent_and_unit_rent(tmp_path: Path) -> None:
    lease = {
        "name": "机动地承包",
        "type": "机动地",
        "village": "上杨村",
        "town": "大浦镇",
        "party": "张甲",
        "party_id": 1,
        "amount": 6000_00,
        "signed": date(2020, 1, 5),
        "from": date(2020, 1, 1),
        "to": date(2024, 12, 31),
        "area": 10,
    }
    rows = [
        {**lease, "no": "total", "rent_basis": "total"},
        {**lease, "no": "unit", "rent_basis": "unit"},
        {**lease, "no": "unclear", "rent_basis": "unclear"},
        {**lease, "no": "whole"},
        {**lease, "no": "works", "name": "村道硬化工程承包", "type": None},
    ]
    with built([*base(), source("contracts", rows)], tmp_path) as b:
        assert b.rows("MATCH (c:Contract) RETURN c.no, c.purpose, c.rent_fen, c.unit_rent_fen, c.rent_unclear") == [
            ("total", "lease", 6000_00, 600_00, False),
            ("unclear", "lease", None, None, True),
            ("unit", "lease", 60000_00, 6000_00, False),
            ("whole", "lease", 1200_00, 120_00, False),
            ("works", "works", None, None, False),
        ]


def test_bids_are_joined_by_the_number_of_the_lot_and_keep_what_tells_hands_apart(tmp_path: Path) -> None:
    lot = {
        "no": "H1",
        "name": "路灯安装工程",
        "village": "上杨村",
        "town": "大浦镇",
        "party": "大浦建筑有限公司",
        "party_code": "91371621MA0123453D",
        "amount": 1,
        "signed": date(2024, 1, 1),
        "bidders": ["大浦建筑有限公司", "乙方建设有限公司"],
    }
    bid = {
        "no": "H1",
        "bidder": "乙方建设有限公司",
        "deposit": 5,
        "address": "代理路 9 号",
        "agency_address": "代理路9号",
    }
    with built([*base(), source("organizations", [FIRM]), source("contracts", [lot], bids=[bid])], tmp_path) as b:
        assert b.rows("MATCH (o:Organization)-[x:BID_FOR]->(:Contract) RETURN o.name, x.deposit, x.agency") == [
            ("乙方建设有限公司", account_key(5), True),
            ("大浦建筑有限公司", None, None),
        ]


def test_a_roll_and_an_investigator_name_persons(tmp_path: Path) -> None:
    row = {
        "village": "上杨村",
        "town": "大浦镇",
        "voucher": "记-3",
        "name": "周一",
        "id": 35,
        "date": date(2024, 7, 1),
        "site": "大堤防汛值守",
        "amount": 120_00,
        "sign": "周二",
        "note": "受托代签",
    }
    sources = [
        source("labour", [row, {**row, "name": "周三", "id": 37}]),
        source("investigators", [{"user": "w1", "name": "周一", "id": 35}]),
    ]
    with built([*base(), *sources], tmp_path) as b:
        assert b.rows("MATCH (d:LabourDay)-[:WORKED]->(p:Person) RETURN p.name, d.signer, d.mandate, d.duty") == [
            ("周一", "周二", True, True),
            ("周三", "周二", True, True),
        ]
        assert b.rows("MATCH (d:LabourDay) RETURN DISTINCT d.voucher, d.year") == [("记-3", 2024)]
        assert b.rows("MATCH (i:Investigator)-[:IDENTIFIED_AS]->(p:Person) RETURN i.user, p.name") == [("w1", "周一")]


def test_the_table_of_feasts_holds_three_a_year_in_their_seasons() -> None:
    days = festivals()
    assert len(days) == 3 * 31
    for spring, boats, moon in zip(days[::3], days[1::3], days[2::3], strict=True):
        assert spring.year == boats.year == moon.year
        assert (1, 21) <= (spring.month, spring.day) <= (2, 21)
        assert boats.month in (5, 6)
        assert moon.month in (9, 10)
