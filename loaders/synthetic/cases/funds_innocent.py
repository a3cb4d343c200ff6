"""Innocent: R31, R32, R35."""

from __future__ import annotations

from datetime import date, timedelta

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.funds_planted import DECIDERS, kin_of_decider, new_supplier, next_village, pay_firm
from loaders.synthetic.ledger import UTILITIES
from loaders.synthetic.model import Village
from loaders.synthetic.offices import LAST_TERM


def village_shop(b: Casebook) -> None:
    """The only shop, a few hundred yuan a year."""
    o, village, p = kin_of_decider(b, ("PC", "X", "C", "XPC"))
    shop = b.registry.register(p, "92")
    for year in (2022, 2023, 2024):
        pay_firm(b, village, shop, date(year, 1, 18), "付会议茶水款", 380)
    b.clear(
        "R31",
        "de-minimis",
        "yellow",
        "村内唯一小卖部，年付款低于起点",
        {"cadre": o.person, "relative": p},
        village=village,
        organization=shop.code,
    )


def land_compensation(b: Casebook) -> None:
    """Compensation and dividends everybody gets."""
    o, village, p = kin_of_decider(b, ("PC", "C", "P"))
    account = b.bank.account(p)
    b.known(p, account)
    b.books.spend(village, date(2023, 7, 7), "发放征地补偿款", 2380000, p.name, account, "征地补偿费")
    b.books.spend(village, date(2024, 1, 20), "发放成员收益分红", 120000, p.name, account, "应付股利（成员分红）")
    b.clear(
        "R31",
        "account-code",
        "yellow",
        "征地补偿款、成员分红",
        {"cadre": o.person, "relative": p},
        village=village,
        account=account,
    )


def after_office(b: Casebook) -> None:
    """The cadre had left office."""
    for o in b.cadres(start=LAST_TERM):
        p = next(
            (
                k
                for k, pat in b.kin.circle[o.person].items()
                if pat in ("PC", "C", "XPC", "PCX")
                and not k.death
                and k.registered
                and 20 <= k.age() < 70
                and k not in b.used_people
                and k not in b.kin.circle
                and len(b.kin.of[k]) == 1
            ),
            None,
        )
        if p and isinstance(o.unit, Village):
            b.use(o.person, p)
            b.want(o.person, p)
            company = b.registry.register(p)
            pay_firm(b, o.unit, company, date(2023, 5, 30), "付垃圾清运款", 14300)
            b.clear(
                "R31",
                "F02",
                "yellow",
                "干部早已离任",
                {"cadre": o.person, "relative": p},
                village=o.unit,
                organization=company.code,
            )
            return
    raise NoRoomError


def small_share(b: Casebook) -> None:
    """Three percent of a firm."""
    o, village, p = kin_of_decider(b, ("PC", "XPC", "PCX", "C"))
    company = b.registry.register(b.registry.outsider(), share=97)
    company.holders = [company.holders[0], (p, 3, company.founded, None)]
    pay_firm(b, village, company, date(2023, 6, 19), "付村志印刷款", 9800)
    b.clear(
        "R31",
        "min-share",
        "yellow",
        "亲属持股仅3%",
        {"cadre": o.person, "relative": p},
        village=village,
        organization=company.code,
    )


def borrowed_identity(b: Casebook) -> None:
    """Somebody else registered the firm in the relative's name; a revocation is pending."""
    o, village, p = kin_of_decider(b, ("PC", "XPC", "PCX", "C", "P"))
    company = b.registry.register(p, status="存续（被冒用登记，撤销申请受理中）")
    pay_firm(b, village, company, date(2024, 8, 8), "付防汛沙袋款", 6700)
    b.clear(
        "R31",
        "F06",
        "yellow",
        "被冒用身份登记的企业，已申请撤销",
        {"cadre": o.person, "relative": p},
        village=village,
        organization=company.code,
    )


def open_tender(b: Casebook) -> None:
    """Openly tendered, four unrelated bidders, published."""
    o, village, p = kin_of_decider(b, ("PC", "XPC", "PCX"))
    company = b.registry.register(p)
    others = [c.name for c in b.rng.sample(b.registry.suppliers, 4)]
    signed = date(2023, 4, 18)
    deal = b.books.contract(
        village,
        f"{village.name}村史馆布展",
        company,
        8860000,
        signed,
        signed - timedelta(days=15),
        "公开招标（已公示）",
        others,
    )
    pay_firm(b, village, company, date(2023, 7, 3), "付村史馆布展款", 88600, deal.number)
    b.clear(
        "R31",
        "tendered",
        "yellow",
        "公开招标、四家无关联投标人、已公示",
        {"cadre": o.person, "relative": p},
        also=("R47",),
        village=village,
        organization=company.code,
        contract=deal.number,
    )
    if o.post in DECIDERS:  # however open the tender: kin of who decides may not bid
        b.plant("R47", "orange", "公开招标，投标人是决策人亲属的企业", {"cadre": o.person, "relative": p}, limb="a",
                village=village, organization=company.code, contract=deal.number)


def former_wifes_firm(b: Casebook) -> None:
    """The firm of a woman divorced years before."""
    if "divorced" not in b.kept:
        raise NoRoomError
    o, _ = b.kept["divorced"]
    former = next(m.wife for m in o.marriages if m.divorced)
    company = b.registry.register(former)
    pay_firm(b, o.village, company, date(2024, 4, 22), "付春耕宣传牌款", 6200)
    b.clear(
        "R31",
        "divorced",
        "yellow",
        "前配偶的企业，离婚多年",
        {"cadre": o, "relative": former},
        village=o.village,
        organization=company.code,
    )


def utilities(b: Casebook) -> None:
    """A pumping station's electricity, month by month."""
    village = next_village(b)
    for month in (5, 6, 7):
        b.books.spend(
            village,
            date(2024, month, 26),
            f"付{month}月排灌站电费",
            100 * (43100 + month * 300),
            UTILITIES[0],
            b.books.utility_account(UTILITIES[0]),
            "经营支出-水电费",
        )
    b.clear("R32", "utilities", "yellow", "按月电费", {}, village=village, payee=UTILITIES[0])


def wages(b: Casebook) -> None:
    """Wages of the village works, month by month."""
    village = next_village(b)
    for month in (3, 4, 5):
        b.books.spend(
            village,
            date(2023, month, 28),
            f"发放{month}月务工人员工资",
            100 * (44200 + month * 200),
            "务工人员工资发放表",
            "",
            "应付工资",
        )
    b.clear("R32", "wages", "yellow", "按月工资", {}, village=village, payee="务工人员工资发放表")


def instalments(b: Casebook) -> None:
    """Three instalments of one tendered contract."""
    village, company = next_village(b), new_supplier(b)
    deal = b.books.contract(
        village, f"{village.name}污水管网工程", company, 13800000, date(2024, 4, 2), date(2024, 3, 12)
    )
    for k in range(3):
        pay_firm(
            b,
            village,
            company,
            date(2024, 5, 10) + timedelta(days=28 * k),
            f"付污水管网工程第{k + 1}笔进度款",
            46000,
            deal.number,
        )
    b.clear(
        "R32",
        "instalments",
        "yellow",
        "同一合同分期付款，总额已招标",
        {},
        village=village,
        organization=company.code,
        contract=deal.number,
    )


def far_apart(b: Casebook) -> None:
    """Two payments half a year apart."""
    village, company = next_village(b), new_supplier(b)
    pay_firm(b, village, company, date(2023, 1, 16), "付春节氛围布置款", 45600)
    pay_firm(b, village, company, date(2023, 9, 18), "付老年食堂设备款", 46100)
    b.clear("R32", "window", "yellow", "两笔相隔八个月", {}, village=village, organization=company.code)


def two_days_early(b: Casebook) -> None:
    """Paid two days before the contract was signed."""
    village, company = next_village(b), new_supplier(b)
    deal = b.books.contract(
        village, f"{village.name}卫生室改造", company, 5740000, date(2023, 8, 11), date(2023, 7, 20)
    )
    pay_firm(b, village, company, date(2023, 8, 9), "付卫生室改造款", 57400, deal.number)
    b.clear("R35", "grace", "yellow", "仅早两日", {}, village=village, organization=company.code, contract=deal.number)


def emergency(b: Casebook) -> None:
    """A dyke repaired in a flood; the meeting confirmed it ten days later."""
    village, company = next_village(b), new_supplier(b)
    deal = b.books.contract(
        village,
        f"{village.name}防汛抢险堤坝应急加固",
        company,
        7420000,
        date(2024, 7, 14),
        date(2024, 7, 26),
        "应急抢险（事后追认）",
    )
    pay_firm(b, village, company, date(2024, 7, 16), "付防汛抢险应急加固款", 74200, deal.number)
    b.clear(
        "R35",
        "emergency",
        "yellow",
        "抢险工程，十日内追认",
        {},
        village=village,
        organization=company.code,
        contract=deal.number,
    )


def wrong_year(b: Casebook) -> None:
    """The contract's year was typed one too high."""
    village, company = next_village(b), new_supplier(b)
    deal = b.books.contract(
        village, f"{village.name}2023年村道养护", company, 5980000, date(2023, 3, 5), date(2023, 2, 16)
    )
    deal.signed = date(2024, 3, 5)
    pay_firm(b, village, company, date(2023, 5, 22), "付2023年村道养护款", 59800, deal.number)
    b.clear(
        "R35",
        "year-typed-wrong",
        "yellow",
        "合同年份录错（编号为2023年）",
        {},
        village=village,
        organization=company.code,
        contract=deal.number,
    )


def below_limit(b: Casebook) -> None:
    """Below the limit a contract is not required."""
    village, company = next_village(b), new_supplier(b)
    voucher = pay_firm(b, village, company, date(2024, 10, 15), "付秋季绿化补植款", 36800)
    b.clear(
        "R35",
        "below-limit",
        "yellow",
        "低于限额，无需合同",
        {},
        village=village,
        organization=company.code,
        voucher=voucher,
    )


CASES = (
    village_shop,
    after_office,
    land_compensation,
    small_share,
    borrowed_identity,
    open_tender,
    former_wifes_firm,
    utilities,
    wages,
    instalments,
    far_apart,
    two_days_early,
    emergency,
    wrong_year,
    below_limit,
)
