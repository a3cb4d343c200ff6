"""Planted: R31, R32, R35 — what a village pays, to whom, in which pieces, and in which order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.model import Company, Office, Person, Village
from loaders.synthetic.offices import BOTH, HEAD, MEMBER, SECRETARY

DECIDERS = (SECRETARY, HEAD, BOTH, MEMBER)
YUAN = 100


def kin_of_decider(
    b: Casebook, patterns: tuple[str, ...], ranks: tuple[tuple[str, ...], ...] = (DECIDERS, ()), busy: bool = False
) -> tuple[Office, Village, Person]:
    """A cadre who decides about village money, and a grown relative anywhere in the town.

    ``ranks``: the posts to look among, one after the other; the empty one is any post. ``busy``: where every cadre
    has a case, one of them again whom no look-alike names.
    """
    for posts in ranks:
        for o in b.cadres_again(posts) if busy else b.cadres(posts):
            for p, pattern in b.kin.circle[o.person].items():
                good = pattern in patterns and p.death is None and p.registered and 20 <= p.age() <= 70
                free = p not in b.used_people and p not in b.kin.circle and not b.has_aid(p)
                if good and free and isinstance(o.unit, Village):
                    b.use(o.person, p)
                    b.want(o.person, p)
                    return o, o.unit, p
    raise NoRoomError


def pay_firm(
    b: Casebook, village: Village, company: Company, day: date, summary: str, yuan: int, contract: str = ""
) -> str:
    """The village pays a firm by transfer; returns the voucher's mark."""
    return b.books.spend(village, day, summary, yuan * YUAN, company.name, company.account, "公益支出", contract)


def brothers_firm(b: Casebook) -> None:
    """The firm's legal representative is the cadre's near kin."""
    o, village, p = kin_of_decider(b, ("PC", "X", "C"))
    company = b.registry.register(p)
    pay_firm(b, village, company, date(2023, 4, 6), "付村北绿化养护款", 18600)
    pay_firm(b, village, company, date(2023, 10, 16), "付敬老活动物资款", 7350)
    b.plant(
        "R31",
        "orange",
        "村里向干部近亲属任法定代表人的企业付款",
        {"cadre": o.person, "relative": p},
        village=village,
        organization=company.code,
        amount_fen=2595000,
    )


def in_laws_share(b: Casebook) -> None:
    """A brother-in-law holds thirty percent."""
    o, village, p = kin_of_decider(b, ("XPC", "PCX"))
    company = b.registry.register(b.registry.outsider(), share=70)
    company.holders = [company.holders[0], (p, 30, company.founded, None)]
    pay_firm(b, village, company, date(2024, 5, 9), "付村部维修材料款", 12800)
    b.plant(
        "R31",
        "orange",
        "收款企业由干部近姻亲持股30%",
        {"cadre": o.person, "relative": p},
        village=village,
        organization=company.code,
        amount_fen=1280000,
    )


def paid_in_person(b: Casebook) -> None:
    """The payee is the cadre's kin in person, into an account the bank knows."""
    o, village, p = kin_of_decider(b, ("PC", "C", "P"))
    account = b.bank.account(p)
    b.known(p, account)
    b.books.spend(village, date(2023, 8, 21), "付村西废旧房屋拆除费用", 960000, p.name, account, "公益支出")
    b.plant(
        "R31",
        "orange",
        "村里直接向干部近亲属付款",
        {"cadre": o.person, "relative": p},
        village=village,
        account=account,
        amount_fen=960000,
    )


def own_business(b: Casebook) -> None:
    """The cadre's own trading firm."""
    o = next(iter(b.cadres(DECIDERS)), None) or next(iter(b.cadres()), None)
    if o is None or not isinstance(o.unit, Village):
        raise NoRoomError
    b.use(o.person)
    company = b.registry.register(o.person, "92")
    pay_firm(b, o.unit, company, date(2024, 3, 12), "付便民服务站用品款", 5400)
    b.plant(
        "R31",
        "orange",
        "村里向在任干部本人的个体户付款",
        {"cadre": o.person},
        village=o.unit,
        organization=company.code,
        amount_fen=540000,
    )


def two_steps_of_ownership(b: Casebook) -> None:
    """The payee belongs to a firm that belongs to the cadre's kin."""
    o, village, p = kin_of_decider(b, ("X", "C", "PC"))
    mother = b.registry.register(p)
    company = b.registry.register(b.registry.outsider(), share=40)
    company.holders = [(company.legal, 40, company.founded, None), (mother, 60, company.founded, None)]
    pay_firm(b, village, company, date(2024, 6, 18), "付村内监控安装款", 15200)
    b.plant(
        "R31",
        "orange",
        "收款企业的控股公司属于干部近亲属",
        {"cadre": o.person, "relative": p},
        village=village,
        organization=company.code,
        amount_fen=1520000,
    )


def kin_without_contract(b: Casebook) -> None:
    """A large payment to a kin's firm without contract or meeting."""
    o, village, p = kin_of_decider(b, ("PC", "C", "P", "X"))
    company = b.registry.register(p)
    voucher = pay_firm(b, village, company, date(2023, 9, 14), "付村东晒场平整工程款", 71300)
    people = {"cadre": o.person, "relative": p}
    facts: dict[str, Any] = {
        "village": village,
        "organization": company.code,
        "voucher": voucher,
        "amount_fen": 7130000,
    }
    b.plant("R31", "red", "向干部近亲属企业付款且无合同", people, also=("R35",), **facts)
    b.plant("R35", "orange", "超限额付款无合同无决议，收款方与干部有关", people, also=("R31",), **facts)


def kin_in_pieces(b: Casebook) -> None:
    """Two payments just below the limit to a kin's firm."""
    o, village, p = kin_of_decider(b, ("PC", "C", "X", "XPC"))
    company = b.registry.register(p)
    pay_firm(b, village, company, date(2024, 4, 3), "付东片沟渠衬砌款", 46900)
    pay_firm(b, village, company, date(2024, 5, 20), "付西片沟渠衬砌款", 47600)
    people = {"cadre": o.person, "relative": p}
    facts: dict[str, Any] = {"village": village, "organization": company.code, "amount_fen": 9450000}
    b.plant("R32", "red", "拆分支付给干部亲属企业", people, also=("R31",), **facts)
    b.plant("R31", "red", "向干部亲属企业拆分付款", people, also=("R32",), **facts)


def new_supplier(b: Casebook) -> Company:
    """A new supplier nobody else buys from."""
    return b.registry.register(b.registry.outsider())


def next_village(b: Casebook) -> Village:
    """The villages in turn."""
    turn = int(b.kept.get("turn", -1)) + 1
    b.kept["turn"] = turn
    return b.data.town.villages[turn % len(b.data.town.villages)]


def three_pieces(b: Casebook) -> None:
    """Three payments just below the limit within sixty days."""
    village, company = next_village(b), new_supplier(b)
    for k, (what, yuan) in enumerate((("村口绿地", 46200), ("广场花坛", 44800), ("路肩整修", 47900))):
        pay_firm(b, village, company, date(2023, 5, 8) + timedelta(days=27 * k), f"付{what}施工款", yuan)
    b.plant(
        "R32", "orange", "六十日内三笔均略低于限额", {}, village=village, organization=company.code, amount_fen=13890000
    )


def same_words(b: Casebook) -> None:
    """One work in three parts to three payees, each below the limit."""
    village = next_village(b)
    companies = [new_supplier(b) for _ in range(3)]
    for k, company in enumerate(companies):
        pay_firm(
            b, village, company, date(2024, 7, 2) + timedelta(days=20 * k), f"付村中河道清淤工程款{k + 1}期", 24600
        )
    for company in companies:
        b.plant("R32", "orange", "同一事由分三期、三家收款", {}, village=village, organization=company.code,
                amount_fen=7380000)


def one_controller(b: Casebook) -> None:
    """Two firms with one legal representative."""
    village, owner = next_village(b), b.registry.outsider()
    companies = [b.registry.register(owner), b.registry.register(owner)]
    for k, company in enumerate(companies):
        pay_firm(
            b,
            village,
            company,
            date(2023, 11, 6) + timedelta(days=30 * k),
            ("付南街铺砖款", "付南街砌墙款")[k],
            45300 + k * 900,
        )
    b.plant(
        "R32",
        "orange",
        "两家企业同一法定代表人，分别付款",
        {},
        village=village,
        organization=companies[0].code,
        organizations=[c.code for c in companies],
        amount_fen=9150000,
    )


def below_the_second_limit(b: Casebook) -> None:
    """Two payments just below the second limit, each with its own contract."""
    village, company = next_village(b), new_supplier(b)
    for k, part in enumerate(("东段", "西段")):
        signed = date(2024, 3, 5) + timedelta(days=30 * k)
        deal = b.books.contract(
            village, f"{village.name}环村路{part}工程", company, 18500000, signed, signed - timedelta(days=12)
        )
        pay_firm(b, village, company, signed + timedelta(days=25), f"付环村路{part}工程款", 185000, deal.number)
    b.plant(
        "R32", "orange", "两笔均略低于第二档限额", {}, village=village, organization=company.code, amount_fen=37000000
    )


def _late_contract(b: Casebook, days: int, tier: str, note: str) -> None:
    village, company = next_village(b), new_supplier(b)
    paid = date(2023, 6, 12)
    signed = paid + timedelta(days=days)
    what = {30: "灌溉渠修复", 95: "仓库改造"}[days]
    deal = b.books.contract(village, f"{village.name}{what}", company, 6240000, signed, paid - timedelta(days=20))
    pay_firm(b, village, company, paid, f"付{what}款", 62400, deal.number)
    b.plant("R35", tier, note, {}, village=village, organization=company.code, contract=deal.number, amount_fen=6240000)


def contract_afterwards(b: Casebook) -> None:
    """Contracts signed one month and three months after the payment."""
    _late_contract(b, 30, "yellow", "付款一个月后才签合同")
    _late_contract(b, 95, "orange", "付款三个月后才签合同")


def meeting_afterwards(b: Casebook) -> None:
    """The meeting that had to decide came after the payment."""
    village, company = next_village(b), new_supplier(b)
    deal = b.books.contract(village, f"{village.name}文化墙制作", company, 5660000, date(2024, 4, 8), date(2024, 6, 1))
    pay_firm(b, village, company, date(2024, 5, 6), "付文化墙制作款", 56600, deal.number)
    b.plant(
        "R35",
        "yellow",
        "付款后才召开决议会议",
        {},
        village=village,
        organization=company.code,
        contract=deal.number,
        amount_fen=5660000,
    )


def no_contract(b: Casebook) -> None:
    """Above the limit without any contract."""
    village, company = next_village(b), new_supplier(b)
    voucher = pay_firm(b, village, company, date(2023, 7, 25), "付村部屋面防水款", 58700)
    b.plant(
        "R35",
        "yellow",
        "超限额付款无合同",
        {},
        village=village,
        organization=company.code,
        voucher=voucher,
        amount_fen=5870000,
    )


def no_minutes(b: Casebook) -> None:
    """A contract, but no meeting on record."""
    village, company = next_village(b), new_supplier(b)
    deal = b.books.contract(village, f"{village.name}太阳能路灯采购", company, 6830000, date(2023, 3, 15), None)
    pay_firm(b, village, company, date(2023, 4, 28), "付太阳能路灯采购款", 68300, deal.number)
    b.plant(
        "R35",
        "yellow",
        "超限额事项无会议决议",
        {},
        village=village,
        organization=company.code,
        contract=deal.number,
        amount_fen=6830000,
    )


CASES = (
    brothers_firm,
    three_pieces,
    contract_afterwards,
    own_business,
    in_laws_share,
    paid_in_person,
    two_steps_of_ownership,
    kin_without_contract,
    kin_in_pieces,
    same_words,
    one_controller,
    below_the_second_limit,
    meeting_afterwards,
    no_contract,
    no_minutes,
)
