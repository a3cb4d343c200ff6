"""Planted and innocent: R34 and R41 — invoices, and who signed."""

from __future__ import annotations

from datetime import date

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.funds_planted import YUAN, new_supplier, next_village
from loaders.synthetic.cases.voucher_cases import book
from loaders.synthetic.model import Company, Village
from loaders.synthetic.offices import BOTH, HEAD, LAST_TERM, SECRETARY
from loaders.synthetic.papers import Invoice


def _invoice(b: Casebook, village: Village, firm: Company, day: date, yuan: int, skip: int = 0) -> Invoice:
    return b.books.invoices.make(firm.name, firm.code, village.name, day, yuan * YUAN, skip)


def consecutive(b: Casebook) -> None:
    """Two invoices next to each other, made out ten weeks apart."""
    village, firm = next_village(b), new_supplier(b)
    _invoice(b, village, firm, date(2024, 3, 4), 6400)
    _invoice(b, village, firm, date(2024, 5, 17), 5900, skip=1)
    b.plant("R34", "yellow", "同一销方两张连号发票相隔两个多月", {}, limb="a", village=village, organization=firm.code)


def used_twice(b: Casebook) -> None:
    """One invoice in two vouchers."""
    village, firm = next_village(b), new_supplier(b)
    _, first = book(b, village, date(2023, 4, 12), "付水渠闸门款", 8300, firm.name, firm.account)
    _, second = book(b, village, date(2023, 10, 25), "付闸门安装款", 8300, firm.name, firm.account)
    for line in second:
        line.invoice = first[0].invoice
    b.plant("R34", "orange", "同一张发票在两张凭证里报销", {}, limb="b", village=village, organization=firm.code)


def other_seller(b: Casebook) -> None:
    """Paid to one firm on the invoice of another."""
    village, firm, seller = next_village(b), new_supplier(b), new_supplier(b)
    _, lines = book(b, village, date(2024, 9, 9), "付监控维护款", 7100, firm.name, firm.account)
    mark = _invoice(b, village, seller, date(2024, 9, 5), 7100).mark
    for line in lines:
        line.invoice = mark
    b.plant("R34", "yellow", "发票销方不是收款单位", {}, limb="c", village=village, organization=firm.code)


def big_head(b: Casebook) -> None:
    """The stub says a tenth of what the invoice says."""
    village, firm = next_village(b), new_supplier(b)
    _, lines = book(b, village, date(2023, 6, 30), "付活动室装修款", 18600, firm.name, firm.account)
    invoice = next(i for i in b.data.papers.invoices if i.mark == lines[0].invoice)
    invoice.stub = 186000
    b.plant("R34", "orange", "发票联与存根联金额不一致", {}, limb="d", village=village, organization=firm.code)


def stubs_agree(b: Casebook) -> None:
    """Both halves say the same."""
    village, firm = next_village(b), new_supplier(b)
    _, lines = book(b, village, date(2023, 7, 14), "付宣传册印刷款", 5200, firm.name, firm.account)
    invoice = next(i for i in b.data.papers.invoices if i.mark == lines[0].invoice)
    invoice.stub = invoice.amount
    b.clear("R34", "same-stub", "blue", "发票联与存根联一致", {}, village=village, organization=firm.code)


def fixed_block(b: Casebook) -> None:
    """A block of fixed sums runs on by design."""
    village, firm = next_village(b), new_supplier(b)
    for k, day in enumerate((date(2024, 2, 6), date(2024, 6, 20), date(2024, 11, 8))):
        _invoice(b, village, firm, day, 100, skip=1 if k else 0).kind = "定额发票"
    b.clear("R34", "fixed-block", "blue", "定额发票本来连号", {}, village=village, organization=firm.code)


def made_out_by_the_tax_office(b: Casebook) -> None:
    """The tax office makes out invoices for somebody who cannot."""
    (person,) = b.people(1)
    account = b.bank.account(person)
    b.known(person, account)
    _, lines = book(b, person.village, date(2024, 7, 18), "付拖拉机耕作费", 3800, person.name, account)
    invoice = b.books.invoices.make("青和县税务局", "", person.village.name, date(2024, 7, 16), 3800 * YUAN)
    invoice.kind = "税务代开"
    for line in lines:
        line.invoice = invoice.mark
    b.clear("R34", "tax-office", "blue", "税务代开，销方是税务机关", {"payee": person}, village=person.village)


def paid_in_parts(b: Casebook) -> None:
    """One invoice paid in two parts."""
    village, firm = next_village(b), new_supplier(b)
    _, first = book(b, village, date(2024, 4, 16), "付太阳能板款（首付）", 6000, firm.name, firm.account)
    _, second = book(b, village, date(2024, 8, 15), "付太阳能板余款", 4000, firm.name, firm.account)
    next(i for i in b.data.papers.invoices if i.mark == first[0].invoice).amount = 10000 * YUAN
    for line in second:
        line.invoice = first[0].invoice
    b.clear("R34", "parts", "blue", "一张发票分两次付款", {}, village=village, organization=firm.code)


def digger_work(b: Casebook) -> None:
    """The digger's work of the early rice: invoice and list signed by different people."""
    village, firm = next_village(b), new_supplier(b)
    voucher, lines = book(b, village, date(2022, 6, 28), "付早稻生产挖机作业费", 12600, firm.name, firm.account)
    for line in lines:
        line.receiver, line.detail_signer = "邱德安", "熊长水"
    b.plant("R41", "yellow", "早稻生产挖机作业费，领款与明细由不同的人签字", {}, limb="a", village=village,
            organization=firm.code, voucher=voucher, year=2022, amount_fen=1260000)


def one_hand(b: Casebook) -> None:
    """The same name handles, approves and is paid."""
    village = next_village(b)
    voucher, lines = book(b, village, date(2023, 12, 4), "付外出考察费", 4700, "齐学文")
    for line in lines:
        line.handler = line.approver = "齐学文"
    b.plant("R41", "orange", "经手人、审批人、收款人同一姓名", {}, limb="b", village=village,
            voucher=voucher, year=2023)


def approved_after_leaving(b: Casebook) -> None:
    """Approved by somebody who had left office."""
    for o in b.cadres(start=LAST_TERM):
        if isinstance(o.unit, Village) and o.end and not any(
            x.person.name == o.person.name and x.person is not o.person for x in b.data.offices
        ):
            b.use(o.person)
            firm = new_supplier(b)
            voucher, lines = book(b, o.unit, date(2022, 9, 15), "付旧账清欠款", 5300, firm.name, firm.account)
            for line in lines:
                line.approver = o.person.name
            b.plant("R41", "yellow", "审批人早已离任", {}, limb="c", village=o.unit, organization=firm.code,
                    voucher=voucher, year=2022)
            return
    raise NoRoomError


def fetched_by_mandate(b: Casebook) -> None:
    """Somebody fetched the money for the payee with a mandate."""
    (person,) = b.people(1)
    account = b.bank.account(person)
    b.known(person, account)
    what = "付秸秆打捆费（受委托代领）"
    voucher, lines = book(b, person.village, date(2024, 10, 10), what, 2600, person.name, account)
    for line in lines:
        line.receiver = "孟广利"
    b.clear("R41", "mandate", "blue", "写明受委托代领", {"payee": person}, village=person.village,
            voucher=voucher, year=2024)


def approved_in_office(b: Casebook) -> None:
    """The head approves while in office; somebody else handles."""
    for o in b.cadres((HEAD, BOTH, SECRETARY)):
        if isinstance(o.unit, Village):
            firm = new_supplier(b)
            voucher, lines = book(b, o.unit, date(2024, 10, 22), "付冬季管护款", 3700, firm.name, firm.account)
            for line in lines:
                line.approver, line.receiver, line.detail_signer = o.person.name, "汤文轩", "汤文轩"
            b.clear("R41", "in-office", "blue", "在任审批，签字一致", {}, village=o.unit, organization=firm.code,
                    voucher=voucher, year=2024)
            return
    raise NoRoomError


CASES = (
    digger_work,
    consecutive,
    used_twice,
    other_seller,
    big_head,
    one_hand,
    approved_after_leaving,
    stubs_agree,
    fixed_block,
    made_out_by_the_tax_office,
    paid_in_parts,
    fetched_by_mandate,
    approved_in_office,
)
