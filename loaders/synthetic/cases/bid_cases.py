"""Planted and innocent: R33, R45, R46, R47 — suppliers, councils, committees, bidders."""

from __future__ import annotations

from datetime import date, timedelta

from loaders.synthetic.belongings import TaxYear
from loaders.synthetic.cases.casebook import Casebook
from loaders.synthetic.cases.funds_planted import DECIDERS, YUAN, kin_of_decider, new_supplier, next_village, pay_firm
from loaders.synthetic.cases.office_cases import relatives_apart
from loaders.synthetic.model import Company, Contract, Village
from loaders.synthetic.offices import LAST_END, LAST_TERM, MEMBER
from loaders.synthetic.papers import Bid

COUNCIL, OVERSEER = "股份经济合作社理事", "股份经济合作社监事"
_PARTS = ("北渠护坡", "南渠护坡", "东塘清淤", "西塘清淤", "果园围栏", "泵站翻新", "晒场修补", "桥栏更换", "凉亭翻修")


def young_and_dominant(b: Casebook) -> None:
    """A firm of four months gets most of what the village spends."""
    village = next_village(b)
    firm = b.registry.register(b.registry.outsider(), founded=date(2023, 11, 3))
    for k, part in enumerate(_PARTS):
        pay_firm(b, village, firm, date(2024, 2, 19) + timedelta(days=31 * k), f"付{part}款", 39100 + 10 * k)
    for limb in "ab":
        b.plant("R33", "yellow", "成立四个月的企业占全村支出过半", {}, limb=limb, village=village,
                organization=firm.code)


def idle_and_dominant(b: Casebook) -> None:
    """A firm without staff and without a tax record gets most of what the village spends."""
    village = next_village(b)
    firm = b.registry.register(b.registry.outsider(), founded=date(2018, 5, 9))
    b.use(firm.legal)
    b.untaxed.add(firm.code)
    for k, part in enumerate(_PARTS):
        pay_firm(b, village, firm, date(2023, 2, 21) + timedelta(days=31 * k), f"付{part}款", 38700 + 10 * k)
    for limb in "ac":
        b.plant("R33", "yellow", "没有职工和纳税记录的企业占全村支出过半", {}, limb=limb, village=village,
                organization=firm.code)


def young_only(b: Casebook) -> None:
    """A new firm, paid once and little."""
    village = next_village(b)
    firm = b.registry.register(b.registry.outsider(), founded=date(2023, 12, 6))
    pay_firm(b, village, firm, date(2024, 6, 13), "付沙画展板款", 4300)
    b.data.belongings.taxes.append(TaxYear(firm.name, firm.code, 2024, 86_000, 5))
    b.clear("R33", "one-limb", "blue", "企业成立不久，仅此一项", {}, village=village, organization=firm.code)


def only_two_of_the_trade(b: Casebook) -> None:
    """The only well-digger of the township gets most of a dry year's money."""
    village, firm = next_village(b), new_supplier(b)
    for k, part in enumerate(_PARTS):
        b.books.spend(village, date(2023, 2, 10) + timedelta(days=31 * k), f"付{part}打井款", (38300 + 10 * k) * YUAN,
                      firm.name, firm.account, "经营支出-打井")
    b.clear("R33", "few-suppliers", "blue", "本乡镇只有一家打井队", {}, village=village, organization=firm.code)


def _lot(b: Casebook, village: Village, name: str, firms: list[Company], signed: date) -> Contract:
    return b.books.contract(village, f"{village.name}{name}", firms[0], 96_000_00, signed, signed - timedelta(days=18),
                            "公开招标", [f.name for f in firms[1:]])


def wins_all(b: Casebook) -> None:
    """Bids in one village only and wins each time."""
    village, firm = next_village(b), new_supplier(b)
    for k, part in enumerate(("老街立面", "石板路", "水口公园")):
        rivals = b.rng.sample(b.registry.suppliers, 2)
        _lot(b, village, part + "工程", [firm, *rivals], date(2023, 3, 6) + timedelta(days=70 * k))
    b.plant("R33", "yellow", "一年三次投标都在一村且次次中标", {}, limb="d", village=village, organization=firm.code)


def kin_bids(b: Casebook) -> None:
    """A relative's firm bids and loses; a bookkeeper decides no bid."""
    o, village, p = kin_of_decider(b, ("PC", "C", "X", "XPC", "PPC", "PCC", "PPCC", "XP"), (DECIDERS,), busy=True)
    firm, winner = b.registry.register(p), new_supplier(b)
    deal = _lot(b, village, "游步道工程", [winner, firm, b.rng.choice(b.registry.suppliers)], date(2023, 10, 9))
    b.plant("R47", "orange", "投标单位的法定代表人是决策人亲属", {"cadre": o.person, "relative": p}, limb="a",
            village=village, organization=firm.code, contract=deal.number)


def _filed(b: Casebook, name: str, signed: date) -> tuple[Contract, Village, list[Bid]]:
    """A lot with three unrelated bidders and their bid files, which differ in everything."""
    village = next_village(b)
    firms = [new_supplier(b) for _ in range(3)]
    deal = _lot(b, village, name, firms, signed)
    bids = []
    for k, firm in enumerate(firms):
        phone = f"139{b.rng.randrange(10**7, 10**8)}"
        address = f"工业园{signed.month}号楼{k + 1}0{k + 3}室"
        bids.append(Bid(deal.number, village.name, firm.name, firm.code, phone, address,
                        f"10.{signed.month}.{signed.day}.{20 + k}", firm.account, deal.amount + k * 120_000))
    b.data.papers.bids += bids
    return deal, village, bids


def one_deposit(b: Casebook) -> None:
    """Two deposits came from one account."""
    deal, village, bids = _filed(b, "养老服务站工程", date(2024, 3, 18))
    bids[1].deposit = bids[2].deposit
    b.plant("R47", "red", "两个投标人的保证金由同一账户转出", {}, limb="b", village=village, contract=deal.number,
            organization=bids[1].code)


def one_phone(b: Casebook) -> None:
    """Two bids name one phone."""
    deal, village, bids = _filed(b, "泵房迁建工程", date(2023, 11, 20))
    bids[0].phone = bids[2].phone
    b.plant("R47", "orange", "两个投标人的联系电话相同", {}, limb="b", village=village, contract=deal.number,
            organization=bids[2].code)


def agency_address(b: Casebook) -> None:
    """All bidders gave the agency's address."""
    deal, village, bids = _filed(b, "校门口改造工程", date(2024, 5, 27))
    for bid in bids:
        bid.address = bid.agency_address = "县政务中心三楼招标代理室"
    b.clear("R47", "agency", "blue", "地址是招标代理机构的", {}, village=village, contract=deal.number)


def council_siblings(b: Casebook) -> None:
    """Two members of the council are siblings."""
    v, p, q = relatives_apart(b, ("PC",))
    b.appoint(p, v, COUNCIL)
    b.appoint(q, v, COUNCIL)
    b.plant("R45", "orange", "两名理事是兄弟姐妹（任期始于施行前）", {"council": p, "other": q}, limb="a")


def overseer_and_spouse(b: Casebook) -> None:
    """An overseer is the spouse of a member of the council."""
    v, p, q = relatives_apart(b, ("X",))
    b.appoint(p, v, COUNCIL)
    b.appoint(q, v, OVERSEER)
    b.plant("R45", "orange", "监事与理事是夫妻（任期始于施行前）", {"council": p, "supervisor": q}, limb="b")


def council_cousins(b: Casebook) -> None:
    """Cousins are not 近亲属 here."""
    v, p, q = relatives_apart(b, ("PPCC",))
    b.appoint(p, v, COUNCIL)
    b.appoint(q, v, COUNCIL)
    b.clear("R45", "scope", "blue", "堂（表）兄弟姐妹同任理事", {"council": p, "other": q})


def council_before_the_law(b: Casebook) -> None:
    """Siblings, but one left long before the law came into force."""
    v, p, q = relatives_apart(b, ("PC",))
    b.appoint(p, v, COUNCIL, LAST_TERM, LAST_END)
    b.appoint(q, v, OVERSEER)
    b.clear("R45", "F02", "blue", "一方在施行前早已离任", {"council": p, "supervisor": q})


def couple_on_the_committee(b: Casebook) -> None:
    """Husband and wife on one committee: on record where no provincial rule is named."""
    v, p, q = relatives_apart(b, ("X",))
    b.appoint(p, v, MEMBER)
    b.appoint(q, v, MEMBER)
    b.plant("R46", "blue", "夫妻同任村委会委员", {"member": p, "spouse": q})


def siblings_on_the_committee(b: Casebook) -> None:
    """Siblings on one committee are outside the rule."""
    v, p, q = relatives_apart(b, ("PC",))
    b.appoint(p, v, MEMBER)
    b.appoint(q, v, MEMBER)
    b.clear("R46", "scope", "blue", "兄弟姐妹同任委员，不在范围内", {"member": p, "other": q})


EARLY = (
    council_siblings,
    overseer_and_spouse,
    couple_on_the_committee,
    council_cousins,
    council_before_the_law,
    siblings_on_the_committee,
)
CASES = (
    young_and_dominant,
    wins_all,
    idle_and_dominant,
    one_deposit,
    one_phone,
    young_only,
    only_two_of_the_trade,
    agency_address,
)
LAST = (kin_bids,)
