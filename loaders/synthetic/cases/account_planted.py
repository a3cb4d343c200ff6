"""Planted: R08, R09, R10, R11, R52 — whose account the money went to, and how often."""

from __future__ import annotations

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.model import Person
from loaders.synthetic.pedigree import kin_by

FLAT = ("A04", "A05")


def share_account(b: Casebook, account: str, recipients: list[Person], year: int = 2023) -> int:
    """Pays two flat programmes of one year for several people into one account; returns the sum."""
    total = 0
    b.known(b.bank.owner[account], account)
    for p in recipients:
        b.drop(p, lambda row: row.program in FLAT)
        for code in FLAT:
            row = b.treasury.flat(code, str(year), p)
            row.account, row.holder = account, b.bank.owner[account].name
            total += row.amount
    return total


def _roles(owner: Person, recipients: list[Person], first: str = "owner") -> list[tuple[str, Person]]:
    return [(first, owner), *(("recipient", p) for p in recipients)]


def unrelated_pair(b: Casebook) -> None:
    """One villager's card receives for two strangers."""
    owner, *others = b.people(3)
    account = b.bank.account(owner)
    total = share_account(b, account, others) + share_account(b, account, [owner])
    b.plant(
        "R08",
        "orange",
        "一个账户代收两名无亲属关系人员的补贴",
        _roles(owner, others),
        also=("R11",),
        account=account,
        amount_fen=total,
    )


def unrelated_six(b: Casebook) -> None:
    """One card receives for six strangers."""
    owner, *others = b.people(7)
    account = b.bank.account(owner)
    total = share_account(b, account, others)
    b.plant(
        "R08",
        "red",
        "一个账户代收六名无亲属关系人员的补贴",
        _roles(owner, others),
        also=("R11",),
        account=account,
        amount_fen=total,
    )


def over_card_and_inner(b: Casebook) -> None:
    """One account under two numbers (card and inner number) receives for strangers."""
    owner, *others = b.people(4)
    card, inner = b.bank.open(owner, card=True), b.bank.open(owner, card=False)
    b.bank.alias(owner, card, inner)
    total = share_account(b, card, others[:1]) + share_account(b, inner, others[1:])
    b.plant(
        "R08",
        "orange",
        "卡号与内部账号实为一户，代收多人补贴",
        _roles(owner, others),
        also=("R11",),
        account=card,
        amount_fen=total,
    )


def for_a_brother(b: Casebook) -> None:
    """A brother's account in another household."""
    for home in b.homes():
        owner = home.head
        for p in kin_by(owner, ("PC", "P", "C")):
            h = p.household
            if h and h is not home and b.quiet(h) and p.death is None and p.age() > 20 and b.kin.free_of_kin(h.members):
                b.use(owner, p)
                account = b.bank.account(owner)
                total = share_account(b, account, [p, owner])
                b.plant(
                    "R08",
                    "yellow",
                    "代收另一户近亲属的补贴",
                    _roles(owner, [p]),
                    also=("R11",),
                    account=account,
                    amount_fen=total,
                )
                return
    raise NoRoomError


def cadre_collects(b: Casebook) -> None:
    """A cadre's own account receives the money of two villagers."""
    o = b.cadre()
    others = b.people(2, o.person.village)
    account = b.bank.account(o.person)
    total = share_account(b, account, others)
    people = [("cadre", o.person), *(("recipient", p) for p in others)]
    b.plant("R09", "red", "村干部账户代收他人补贴", people, also=("R08", "R11"), account=account, amount_fen=total)
    b.plant("R08", "red", "代收账户属于村干部", people, also=("R09", "R11"), account=account, amount_fen=total)


def spouse_collects(b: Casebook) -> None:
    """The account belongs to the cadre's spouse."""
    for o in b.cadres():
        spouse = o.person.spouse
        if spouse and not spouse.death and spouse.household is o.person.household and spouse not in b.kin.circle:
            others = b.people(1, o.person.village)
            b.use(o.person)
            b.want(o.person, spouse)
            account = b.bank.account(spouse)
            total = share_account(b, account, others)
            b.plant(
                "R09",
                "red",
                "村干部配偶账户代收他人补贴",
                {"cadre": o.person, "owner": spouse, "recipient": others[0]},
                also=("R08", "R11"),
                account=account,
                amount_fen=total,
            )
            return
    raise NoRoomError


def child_collects(b: Casebook) -> None:
    """The account belongs to the cadre's grown child who keeps another household."""
    o, child = b.cadre_and_kin(("C", "P"), fits=lambda p: p.age() >= 20)
    others = b.people(2)
    account = b.bank.account(child)
    total = share_account(b, account, others)
    people = [("cadre", o.person), ("owner", child), *(("recipient", p) for p in others)]
    b.plant(
        "R09",
        "red",
        "村干部子女（父母）账户代收他人补贴",
        people,
        also=("R08", "R11"),
        account=account,
        amount_fen=total,
    )


def two_accounts_double(b: Casebook) -> None:
    """The same benefit twice, into two accounts of the person."""
    (p,) = b.people(1)
    second = b.bank.open(p)
    first = b.treasury.flat("A05", "2023", p)
    b.treasury.flat("A05", "2023", p).account = second
    people = {"recipient": p}
    b.plant(
        "R10",
        "orange",
        "同一项目同一年度进入两个账户，合计超额",
        people,
        also=("R52",),
        program="A05",
        account=second,
        amount_fen=first.amount * 2,
    )
    b.plant(
        "R52",
        "orange",
        "同一年度重复发放，第二笔进入另一账户",
        people,
        also=("R10",),
        program="A05",
        account=second,
        amount_fen=first.amount * 2,
    )


def two_accounts_split(b: Casebook) -> None:
    """One entitlement split over two live accounts."""
    (p,) = b.people(1)
    second = b.bank.open(p)
    for account in (b.bank.account(p), second):
        b.treasury.pay("A05", "2023", p, 19000, quantity=0.5, rate=38000, account=account)
    b.plant("R10", "yellow", "同一年度拆入两个账户", {"recipient": p}, also=("R52",), program="A05", account=second,
            amount_fen=38000)


def two_accounts_other(b: Casebook) -> None:
    """The second account belongs to somebody else."""
    p, other = b.people(2)
    b.treasury.flat("A05", "2024", p)
    row = b.treasury.flat("A05", "2024", p)
    row.account, row.holder = b.bank.open(other), other.name
    b.known(other, row.account)
    people = {"recipient": p, "holder": other}
    b.plant(
        "R10",
        "orange",
        "第二个账户属于他人",
        people,
        also=("R52", "R11"),
        program="A05",
        account=row.account,
        amount_fen=76000,
    )


def other_holder(b: Casebook) -> None:
    """The bank's holder is not the recipient, nor of the household."""
    p, other = b.people(2)
    row = b.treasury.flat("A05", "2022", p)
    row.account, row.holder = b.bank.open(other), other.name
    b.plant(
        "R11",
        "orange",
        "户名不是补贴对象本人",
        {"recipient": p, "holder": other},
        program="A05",
        account=row.account,
        amount_fen=row.amount,
    )


def paid_twice(b: Casebook) -> None:
    """The same row in a further batch."""
    (p,) = b.people(1)
    b.treasury.flat("A05", "2022", p)
    b.treasury.flat("A05", "2022", p).part = "第2批"
    b.plant("R52", "yellow", "同一年度重复发放两次", {"recipient": p}, program="A05", amount_fen=76000)


def paid_three_times(b: Casebook) -> None:
    """Three times."""
    (p,) = b.people(1)
    for part in ("", "第2批", "第3批"):
        b.treasury.flat("A05", "2022", p).part = part
    b.plant("R52", "orange", "同一年度重复发放三次", {"recipient": p}, program="A05", amount_fen=114000)


CASES = (
    cadre_collects,
    spouse_collects,
    unrelated_pair,
    unrelated_six,
    over_card_and_inner,
    for_a_brother,
    child_collects,
    two_accounts_double,
    other_holder,
    paid_twice,
    two_accounts_split,
    two_accounts_other,
    paid_three_times,
)
