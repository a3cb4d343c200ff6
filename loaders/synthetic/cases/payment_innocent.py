"""Innocent: R10, R11, R52 — payments that look doubled or misdirected and are not."""

from __future__ import annotations

from datetime import date, timedelta

from loaders.synthetic.bank_model import AccountChange
from loaders.synthetic.cases.account_innocent import already_has
from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.model import Person

TRADITIONAL = {
    "国": "國",
    "华": "華",
    "东": "東",
    "红": "紅",
    "军": "軍",
    "庆": "慶",
    "兰": "蘭",
    "凤": "鳳",
    "云": "雲",
    "龙": "龍",
    "丽": "麗",
    "爱": "愛",
    "贵": "貴",
    "义": "義",
    "学": "學",
    "长": "長",
    "泽": "澤",
    "宝": "寶",
    "万": "萬",
    "叶": "葉",
}


def _house_in_two(b: Casebook, person: Person, accounts: tuple[str, str], second: date) -> None:
    """Rebuilding aid in two instalments."""
    approved = date(2023, 5, 15)
    family = person.household.members if person.household else [person]
    b.office.approve("C04", person, family, approved)
    b.treasury.pay("C04", "2023", person, 1000000, account=accounts[0], paid=date(2023, 6, 10), approved=approved)
    b.treasury.pay("C04", "2023", person, 800000, account=accounts[1], paid=second, approved=approved, part="第2批")


def card_and_passbook(b: Casebook) -> None:
    """Card number one time, inner account number the next: one account."""
    p = b.home().head
    card, inner = b.bank.open(p, card=True), b.bank.open(p, card=False)
    b.bank.alias(p, card, inner)
    _house_in_two(b, p, (card, inner), date(2023, 11, 20))
    b.clear("R10", "F10", "yellow", "卡号与存折号实为同一账户", {"recipient": p}, program="C04", account=card)
    b.clear("R52", "instalments", "yellow", "危房改造分期发放", {"recipient": p}, program="C04")


def replaced_card(b: Casebook) -> None:
    """A lost card was replaced between two instalments."""
    p = b.home().head
    old, new = b.bank.account(p), b.bank.open(p, card=True)
    for row in b.treasury.of.get(p, ()):
        if row.paid >= date(2023, 8, 2):
            row.account = new
    b.data.changes.append(AccountChange(p, old, new, date(2023, 8, 2), "挂失换卡"))
    _house_in_two(b, p, (old, new), date(2023, 11, 21))
    p.account = new
    b.clear("R52", "instalments", "yellow", "危房改造分期发放", {"recipient": p}, program="C04")
    b.clear("R10", "replaced", "yellow", "挂失换卡，新旧账户不重叠", {"recipient": p}, program="C04", account=new)


def two_cards_by_policy(b: Casebook) -> None:
    """A programme that by policy pays into two accounts."""
    (p,) = b.people(1)
    for account, paid in ((b.bank.account(p), date(2023, 8, 16)), (b.bank.open(p), date(2023, 8, 18))):
        b.treasury.pay("A04", "2023", p, 30000, quantity=0.5, rate=60000, account=account, paid=paid)
    b.clear("R10", "marks", "yellow", "政策规定两卡两折", {"recipient": p}, program="A04")


def traditional_name(b: Casebook) -> None:
    """The bank writes the name in traditional characters, with a space."""
    for home in b.homes():
        p = home.head
        if any(ch in TRADITIONAL for ch in p.name) and not already_has(b.treasury, p, "A05"):
            b.use(p)
            row = b.treasury.flat("A05", "2023", p)
            row.holder = "".join(TRADITIONAL.get(ch, ch) for ch in p.name)
            row.holder = row.holder[0] + "\u3000" + row.holder[1:]
            b.clear("R11", "variant", "yellow", "户名为繁体、含空格", {"recipient": p}, program="A05")
            return
    raise NoRoomError


def rare_character(b: Casebook) -> None:
    """The bank's system has no such character and prints a question mark."""
    (p,) = b.people(1)
    b.rename(p, p.name[0] + "䶮" + p.name[1])
    b.treasury.flat("A05", "2023", p).holder = p.name.replace("䶮", "?")
    b.clear("R11", "rare", "yellow", "生僻字在银行系统中显示为问号", {"recipient": p}, program="A05")


def long_name(b: Casebook) -> None:
    """A long name cut by the bank's field."""
    (p,) = b.people(1)
    b.rename(p, "阿卜杜热合曼·买买提江")
    b.treasury.flat("A05", "2023", p).holder = p.name[:8]
    b.clear("R11", "cut", "yellow", "少数民族姓名被银行字段截断", {"recipient": p}, program="A05")


def reissued(b: Casebook) -> None:
    """Returned by the bank, issued again after three weeks."""
    (p,) = b.people(1)
    b.treasury.bounce(b.treasury.flat("A05", "2023", p), 21)
    b.clear("R52", "F14", "yellow", "退票后补发", {"recipient": p}, program="A05")
    b.clear("R53", "reissued", "yellow", "六十日内已补发", {"recipient": p}, program="A05")


def reversed_row(b: Casebook) -> None:
    """Paid twice by mistake and taken back within the month."""
    (p,) = b.people(1)
    first = b.treasury.flat("A05", "2022", p)
    b.treasury.flat("A05", "2022", p).part = "第2批"
    back = b.treasury.pay(
        "A05", "2022", p, -first.amount, rate=38000, paid=first.paid + timedelta(days=25), part="冲销"
    )
    b.clear("R52", "F14", "yellow", "重复后已冲销", {"recipient": p}, program="A05", amount_fen=back.amount)


def arrears(b: Casebook) -> None:
    """Last year's money arrives in this year's batch beside this year's."""
    (p,) = b.people(1)
    b.treasury.flat("A05", "2024", p)
    late = b.treasury.pay("A05", "2023", p, 38000, rate=38000, paid=b.treasury.of[p][-1].paid)
    late.batch = "2024"
    b.clear("R52", "arrears", "yellow", "补发上年度资金（所属期不同）", {"recipient": p}, program="A05")


CASES = (
    card_and_passbook,
    replaced_card,
    two_cards_by_policy,
    traditional_name,
    rare_character,
    long_name,
    reissued,
    reversed_row,
    arrears,
)
