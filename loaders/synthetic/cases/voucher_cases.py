"""Planted and innocent: R36 — how a village paid, and what vouches for it."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.cases.casebook import Casebook
from loaders.synthetic.cases.funds_planted import YUAN, new_supplier, next_village
from loaders.synthetic.model import Entry, Village


def book(  # noqa: PLR0913, PLR0917 (a voucher has as many boxes to fill in)
    b: Casebook,
    village: Village,
    day: date,
    summary: str,
    yuan: int,
    payee: str = "",
    account: str = "",
    code: str = "公益支出",
    mode: str = "转账",
    attach: str = "",
) -> tuple[str, list[Entry]]:
    """A voucher of the village; returns its mark and its lines, to be changed by the case."""
    voucher = b.books.spend(village, day, summary, yuan * YUAN, payee, account, code, mode=mode, attach=attach)
    return voucher, b.books.lines(voucher)


def cash_purchase(b: Casebook) -> None:
    """A purchase paid in cash far above the limit."""
    village, shop = next_village(b), new_supplier(b)
    voucher, _ = book(b, village, date(2024, 4, 11), "付会议室窗帘款", 1860, shop.name, mode="现金")
    b.plant("R36", "yellow", "现金支付1860元", {}, limb="a", village=village, organization=shop.code, voucher=voucher,
            year=2024, amount_fen=186000)


def card_purchase(b: Casebook) -> None:
    """The village card swiped where a transfer was due."""
    village, shop = next_village(b), new_supplier(b)
    voucher, _ = book(b, village, date(2023, 9, 5), "付打印机款", 2680, shop.name, mode="村务卡")
    b.plant("R36", "yellow", "村务卡刷卡2680元", {}, limb="b", village=village, organization=shop.code, voucher=voucher,
            year=2023, amount_fen=268000)


def unbacked_transfer(b: Casebook) -> None:
    """A transfer to somebody without contract, roll or approval."""
    (person,) = b.people(1)
    account = b.bank.account(person)
    b.known(person, account)
    voucher, lines = book(b, person.village, date(2024, 6, 3), "付林地看护费", 3240, person.name, account)
    for line in lines:
        line.approver = ""
    b.plant("R36", "yellow", "向个人转账3240元，无合同、名册、审批", {"payee": person}, limb="c",
            village=person.village, voucher=voucher, year=2024, amount_fen=324000)


def white_slip(b: Casebook) -> None:
    """A slip of paper instead of an invoice."""
    village, shop = next_village(b), new_supplier(b)
    voucher, _ = book(b, village, date(2024, 8, 20), "付水泵配件款", 2150, shop.name, shop.account, attach="白条1张")
    b.plant("R36", "yellow", "附件为白条", {}, limb="d", village=village, organization=shop.code, voucher=voucher,
            year=2024, amount_fen=215000)


def nothing_attached(b: Casebook) -> None:
    """No attachment at all."""
    village, shop = next_village(b), new_supplier(b)
    voucher, _ = book(b, village, date(2023, 3, 9), "付宣传横幅款", 1490, shop.name, shop.account, attach="0")
    b.plant("R36", "yellow", "没有附件", {}, limb="d", village=village, organization=shop.code, voucher=voucher,
            year=2023, amount_fen=149000)


def gifts_against_signature(b: Casebook) -> None:
    """Presents for the old in cash, each signed for on the roll."""
    village = next_village(b)
    how = {"mode": "现金", "attach": "签字发放表"}
    voucher, _ = book(b, village, date(2024, 2, 2), "发放春节慰问金", 3600, "慰问金发放表", **how)
    b.clear("R36", "signed-roll", "blue", "慰问金按签字名册发放", {}, village=village, voucher=voucher, year=2024)


def lost_time_against_signature(b: Casebook) -> None:
    """Lost-time pay in cash against signatures."""
    village = next_village(b)
    voucher, _ = book(b, village, date(2023, 10, 21), "发放三季度代表误工补贴", 1400, "误工补贴发放表", mode="现金",
                      attach="签字发放表")
    b.clear("R36", "labour-roll", "blue", "误工补贴按签字名册发放", {}, village=village, voucher=voucher, year=2023)


def approved_transfer(b: Casebook) -> None:
    """The same kind of transfer, approved."""
    (person,) = b.people(1)
    account = b.bank.account(person)
    b.known(person, account)
    voucher, lines = book(b, person.village, date(2024, 5, 14), "付泵房看护费", 2980, person.name, account)
    for line in lines:
        line.approver = line.approver or "驻村会审组"
    b.clear("R36", "approved", "blue", "向个人转账，有审批人签字", {"payee": person}, village=person.village,
            voucher=voucher, year=2024)


def bank_charges(b: Casebook) -> None:
    """The bank takes its fee without any paper."""
    village = next_village(b)
    voucher, _ = book(b, village, date(2024, 6, 21), "银行账户管理费", 120, attach="0", code="财务费用")
    b.clear("R36", "bank-charge", "blue", "银行自动扣收的账户管理费", {}, village=village, voucher=voucher, year=2024)


CASES = (
    cash_purchase,
    card_purchase,
    unbacked_transfer,
    white_slip,
    nothing_attached,
    gifts_against_signature,
    lost_time_against_signature,
    approved_transfer,
    bank_charges,
)
