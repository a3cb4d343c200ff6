"""Planted and innocent: R13, R39 — where money goes after it has arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from loaders.synthetic.cases.casebook import Casebook
from loaders.synthetic.cases.funds_planted import YUAN, kin_of_decider
from loaders.synthetic.model import Company, Payment, Person, Village
from loaders.synthetic.statements import at

BATCH = "A05"
"""医保参保补助: a flat sum paid per head in one batch, 380 yuan."""


def _batch(b: Casebook, people: Sequence[Person], year: int) -> list[Payment]:
    """The same benefit for all, on their statements too."""
    rows = []
    for p in people:
        b.drop(p, lambda row: row.program == BATCH)
        row = b.treasury.flat(BATCH, str(year), p)
        b.statements.received(row)
        rows.append(row)
    return rows


def _send(b: Casebook, rows: Sequence[Payment], to: Person, fen: int, words: str) -> str:
    """Everybody sends part of it to one person within five days; returns that person's account."""
    account = b.bank.account(to)
    b.known(to, account)
    for n, row in enumerate(rows):
        when = at(row.paid + timedelta(days=1 + n % 4), 10 + n % 6, n)
        b.statements.move(when, b.statements.person(row.person, row.account), (to.name, account), fen, words)
    return account


def _roles(collector: Person, people: Sequence[Person]) -> list[tuple[str, Person]]:
    return [("collector", collector), *(("recipient", p) for p in people)]


def accountant_collects(b: Casebook) -> None:
    """Six villagers pass most of a benefit on to a cadre."""
    o = b.cadre()
    people = b.people(6, o.person.village)
    account = _send(b, _batch(b, people, 2023), o.person, 300 * YUAN, "转账")
    b.plant(
        "R13", "red", "补贴到账后六人转给在任村干部", _roles(o.person, people), limb="a", program=BATCH, account=account
    )


def neighbour_collects(b: Casebook) -> None:
    """Five villagers pass it on to somebody without any post."""
    collector, *people = b.people(6)
    account = _send(b, _batch(b, people, 2022), collector, 200 * YUAN, "还款")
    b.plant(
        "R13",
        "yellow",
        "补贴到账后五人转给同一村民",
        _roles(collector, people),
        limb="a",
        program=BATCH,
        account=account,
    )


def brother_collects(b: Casebook) -> None:
    """The collector is a cadre's kin."""
    o, kin = b.cadre_and_kin(("PC", "C", "P", "PCC", "PPC"))
    people = b.people(5, kin.village)
    account = _send(b, _batch(b, people, 2024), kin, 250 * YUAN, "转账")
    b.plant(
        "R13",
        "red",
        "补贴到账后五人转给在任村干部的亲属",
        [("cadre", o.person), *_roles(kin, people)],
        limb="a",
        program=BATCH,
        account=account,
    )


def cards_emptied(b: Casebook) -> None:
    """A cadre empties six cards at one machine within a quarter of an hour."""
    o = b.cadre()
    people = b.people(6, o.person.village)
    for n, row in enumerate(_batch(b, people, 2024)):
        when = at(row.paid + timedelta(days=2), 15, 2 + 2 * n)
        b.statements.draw(when, row.person, row.account, 380 * YUAN, f"{b.data.town.name}支行09号机", o.person)
    b.plant("R13", "red", "村干部在同一终端连续代取六人补贴", _roles(o.person, people), limb="b", program=BATCH)


def premiums(b: Casebook) -> None:
    """A cadre collects next year's medical premium, 380 yuan a head, in December."""
    o = b.cadre()
    people = b.people(6, o.person.village)
    account = _send(b, _batch(b, people, 2024), o.person, 380 * YUAN, "代缴医保")
    b.clear("R13", "F12", "yellow", "村干部代收医保个人缴费", _roles(o.person, people), program=BATCH, account=account)


def shop_debts(b: Casebook) -> None:
    """Villagers settle their debts at a farm shop that a cadre's kin runs."""
    o, kin = b.cadre_and_kin(("PC", "C", "PCX", "PCC"))
    b.registry.register(kin, "92")
    people = b.people(5, kin.village)
    account = _send(b, _batch(b, people, 2022), kin, 260 * YUAN, "化肥货款")
    roles = [("cadre", o.person), *_roles(kin, people)]
    b.clear("R13", "shop", "yellow", "收获后向农资店归还货款", roles, program=BATCH, account=account)


def agent_point(b: Casebook) -> None:
    """The whole village draws its cash at a shop's agent point; a group leader runs it."""
    v = next(v for v in b.data.town.villages if v.name not in b.statements.points)
    operator, *people = b.people(6, v)
    point = f"{v.name}助农取款服务点"
    b.statements.points[v.name] = (point, operator)
    users = [p for p in v.people if p.account and p.death is None and p not in (operator, *people)][:40]
    for n, p in enumerate(users):
        b.statements.draw(
            at(date(2023, 5, 3) + timedelta(days=n * 4), 10, n), p, p.account, 200 * YUAN, point, operator
        )
    for n, row in enumerate(_batch(b, people, 2023)):
        b.statements.draw(
            at(row.paid + timedelta(days=1), 9, 4 * n), row.person, row.account, 380 * YUAN, point, operator
        )
    b.clear("R13", "agent-point", "yellow", "全村共用的助农取款点", _roles(operator, people), program=BATCH)


# -- money that returns --------------------------------------------------------------------------


def _pays(b: Casebook, village: Village, firm: Company, day: date, yuan: int) -> None:
    b.books.spend(village, day, "付沟渠整修款", yuan * YUAN, firm.name, firm.account)
    b.statements.move(
        at(day, 10), b.statements.village(village), (firm.name, firm.account), yuan * YUAN, "付沟渠整修款"
    )


def _middleman(b: Casebook) -> tuple[Person, str]:
    man = b.home().head
    account = b.bank.account(man)
    b.known(man, account)
    return man, account


def returns_to_cadre(b: Casebook) -> None:
    """Village, firm, a villager, the cadre: three transfers in twelve days."""
    o = b.cadre()
    village, firm = _unit(o.unit), b.registry.register(b.registry.outsider())
    man, account = _middleman(b)
    own = b.bank.account(o.person)
    b.known(o.person, own)
    _pays(b, village, firm, date(2023, 5, 8), 42_000)
    b.statements.move(at(date(2023, 5, 11), 14), b.statements.firm(firm), (man.name, account), 40_000 * YUAN, "劳务")
    last = at(date(2023, 5, 20), 16)
    b.statements.move(last, b.statements.person(man, account), (o.person.name, own), 36_000 * YUAN, "转账")
    b.plant(
        "R39",
        "red",
        "村账户付给企业的钱经他人转到在任村干部",
        {"payee": o.person},
        limb="a",
        village=village,
        account=own,
        organization=firm.code,
    )


def returns_to_son(b: Casebook) -> None:
    """Village, firm, the cadre's near kin, on one day."""
    o, village, p = kin_of_decider(b, ("C", "X", "PC"))
    firm = b.registry.register(b.registry.outsider())
    account = b.bank.account(p)
    b.known(p, account)
    _pays(b, village, firm, date(2024, 9, 3), 28_000)
    b.statements.arrive(
        at(date(2024, 9, 3), 15, 30), b.statements.person(p, account), (firm.name, firm.account), 26_000 * YUAN, "转账"
    )
    b.plant(
        "R39",
        "red",
        "村账户付给企业的钱当日转到村干部近亲属",
        {"cadre": o.person, "payee": p},
        limb="a",
        village=village,
        account=account,
        organization=firm.code,
    )


def wage_of_kin(b: Casebook) -> None:
    """The last transfer calls itself a wage."""
    o, village, p = kin_of_decider(b, ("C", "X", "PC"))
    firm = b.registry.register(b.registry.outsider())
    account = b.bank.account(p)
    b.known(p, account)
    _pays(b, village, firm, date(2023, 8, 2), 9_000)
    b.statements.move(at(date(2023, 8, 20), 9), b.statements.firm(firm), (p.name, account), 7_000 * YUAN, "8月工资")
    b.plant(
        "R39",
        "orange",
        "村账户付给企业的钱以工资名义到村干部近亲属",
        {"cadre": o.person, "payee": p},
        limb="a",
        village=village,
        account=account,
        organization=firm.code,
    )


def returns_to_village(b: Casebook) -> None:
    """Village, firm, a villager, the village again."""
    village, firm = b.rng.choice(b.data.town.villages), b.registry.register(b.registry.outsider())
    man, account = _middleman(b)
    _pays(b, village, firm, date(2022, 11, 7), 38_000)
    b.statements.move(at(date(2022, 11, 9), 11), b.statements.firm(firm), (man.name, account), 37_000 * YUAN, "往来")
    home = b.statements.village(village)
    b.statements.move(at(date(2022, 11, 16), 11), b.statements.person(man, account), home[:2], 35_000 * YUAN, "往来款")
    b.plant(
        "R39",
        "red",
        "村账户付给企业的钱经他人又转回村账户",
        {},
        limb="b",
        village=village,
        account=account,
        organization=firm.code,
    )


def deposit_refunded(b: Casebook) -> None:
    """A firm pays its deposit back to the village by mistake of the first transfer."""
    village, firm = b.rng.choice(b.data.town.villages), b.registry.register(b.registry.outsider())
    _pays(b, village, firm, date(2024, 4, 2), 16_000)
    home = b.statements.village(village)
    b.statements.move(at(date(2024, 4, 12), 10), b.statements.firm(firm), home[:2], 16_000 * YUAN, "退误付款")
    b.clear("R39", "refund", "yellow", "企业退回误付款", {}, village=village, organization=firm.code)


def bought_at_kins_shop(b: Casebook) -> None:
    """A builder paid by the village buys material at a shop of a cadre's kin, into the shop's own account."""
    o, village, p = kin_of_decider(b, ("PC", "C", "X"))
    firm, shop = b.registry.register(b.registry.outsider()), b.registry.register(p, "91")
    _pays(b, village, firm, date(2022, 6, 6), 21_000)
    b.statements.move(
        at(date(2022, 6, 9), 10), b.statements.firm(firm), (shop.name, shop.account), 16_000 * YUAN, "货款"
    )
    roles = {"cadre": o.person, "payee": p}
    b.clear("R39", "account-code", "blue", "在亲属店铺购买材料，钱进对公账户", roles, village=village)


def through_payroll(b: Casebook) -> None:
    """A labour firm pays the wages of two hundred people, a cadre's kin among them."""
    o, village, p = kin_of_decider(b, ("PC", "C", "X"))
    firm = b.registry.register(b.registry.outsider())
    account = b.bank.account(p)
    b.known(p, account)
    day = date(2022, 10, 11)
    _pays(b, village, firm, day, 12_000)
    crowd = [x for v in b.data.town.villages for x in v.people if x.account and x is not p][:210]
    for n, x in enumerate(crowd):
        when = at(day + timedelta(days=3), 9, n % 60)
        b.statements.move(when, b.statements.firm(firm), (x.name, x.account), (2_000 + n) * YUAN, "代发")
    b.statements.move(at(day + timedelta(days=3), 10), b.statements.firm(firm), (p.name, account), 9_000 * YUAN, "代发")
    roles = {"cadre": o.person, "payee": p}
    b.clear("R39", "hub", "blue", "代发工资账户往来很多，不追踪", roles, village=village)


def _unit(unit: object) -> Village:
    assert isinstance(unit, Village)  # noqa: S101  (cadres() hands out village offices only)
    return unit


CASES = (
    accountant_collects,
    cards_emptied,
    returns_to_cadre,
    returns_to_village,
    premiums,
    deposit_refunded,
    neighbour_collects,
    brother_collects,
    shop_debts,
    agent_point,
    returns_to_son,
    wage_of_kin,
    bought_at_kins_shop,
    through_payroll,
)
