"""Planted and innocent: R37 b to e — labour and lost-time pay."""

from __future__ import annotations

from datetime import date, timedelta

from loaders.synthetic.cases.casebook import Casebook, NoRoomError
from loaders.synthetic.cases.funds_planted import next_village
from loaders.synthetic.cases.voucher_cases import book
from loaders.synthetic.model import Person, Village
from loaders.synthetic.offices import BOTH, HEAD, SECRETARY, SUPERVISOR
from loaders.synthetic.papers import LabourRow


def roll(b: Casebook, village: Village, people: list[Person], day: date, site: str, note: str = "") -> list[LabourRow]:
    """A day's roll with the voucher that pays it; everybody signs for themselves."""
    paid, fen = day + timedelta(days=9), 120 * len(people)
    voucher, _ = book(b, village, paid, f"付{site}用工款", fen, "用工花名册", code="劳务支出")
    rows = [LabourRow(village.name, day.year, voucher, p.name, p.id, day, site, 120_00, p.name, note) for p in people]
    b.data.papers.labour += rows
    return rows


def everyday_rolls(b: Casebook) -> None:
    """Rolls of every village with nothing to ask about."""
    for k, village in enumerate(b.data.town.villages):
        people = [h.head for h in b.homes(village)][:4]
        if len(people) == 4:
            roll(b, village, people, date(2023, 3, 6) + timedelta(days=7 * k), "春季植树")


def two_sites(b: Casebook) -> None:
    """On one day at two works."""
    person, *others = b.people(4)
    day = date(2024, 7, 10)
    roll(b, person.village, [person, others[0]], day, "渠道除草")
    roll(b, person.village, [person, others[1]], day, "道路补坑")
    b.plant("R37", "orange", "同一天在两处出工", {"person": person}, limb="b", village=person.village)


def half_days(b: Casebook) -> None:
    """Both works on one day, ordered against the flood."""
    person, other = b.people(2)
    day = date(2024, 7, 22)
    roll(b, person.village, [person, other], day, "大堤防汛值守")
    roll(b, person.village, [person, other], day, "涵闸防汛值守")
    b.clear("R37", "duty", "blue", "防汛值守两处", {"person": person}, limb="b", village=person.village)


def before_the_feasts(b: Casebook) -> None:
    """Lost time is paid just before the feasts."""
    village = next_village(b)
    for day in (date(2022, 1, 27), date(2022, 5, 31), date(2022, 9, 6)):
        book(b, village, day, "发放代表误工补贴", 4600, "误工补贴发放表", code="管理费用-误工")
    book(b, village, date(2022, 7, 15), "发放代表误工补贴", 1200, "误工补贴发放表", code="管理费用-误工")
    b.plant("R37", "yellow", "误工补贴集中在三个节日前发放", {}, limb="c", village=village, year=2022)


def every_quarter(b: Casebook) -> None:
    """Paid each quarter."""
    village = next_village(b)
    for month in (3, 7, 8, 11):
        book(b, village, date(2022, month, 28), "发放季度误工补贴", 1600, "误工补贴发放表", code="管理费用-误工")
    b.clear("R37", "quarters", "blue", "误工补贴按季度发放", {}, limb="c", village=village, year=2022)


def one_hand_for_all(b: Casebook) -> None:
    """One hand signs for everybody."""
    people = b.people(5)
    village = people[0].village
    rows = roll(b, village, people, date(2023, 5, 17), "河岸清障")
    for row in rows:
        row.sign = "葛守田"
    b.plant("R37", "orange", "花名册由一人签字", {}, limb="d", village=village,
            voucher=rows[0].voucher, year=2023)


def leader_with_mandate(b: Casebook) -> None:
    """The group leader signs with everybody's mandate."""
    people = b.people(5)
    rows = roll(b, people[0].village, people, date(2023, 8, 23), "秋灌放水", "受托代签")
    for row in rows:
        row.sign = "葛守田"
    b.clear("R37", "mandate", "blue", "组长受托代签", {}, limb="d", village=people[0].village,
            voucher=rows[0].voucher, year=2023)


def _pay_holder(b: Casebook, posts: tuple[str, ...], day: date) -> tuple[Person, Village]:
    o = b.any_cadre(posts)
    if not isinstance(o.unit, Village):
        raise NoRoomError
    account = b.bank.account(o.person)
    b.known(o.person, account)
    book(b, o.unit, day, "付误工补贴", 1800, o.person.name, account, code="管理费用-误工补贴")
    return o.person, o.unit


def salaried(b: Casebook) -> None:
    """The head draws lost-time pay beside the salary."""
    person, village = _pay_holder(b, (HEAD, BOTH, SECRETARY), date(2024, 8, 6))
    b.plant("R37", "orange", "领固定报酬的村主任又领误工补贴", {"cadre": person}, limb="e", village=village)


def unsalaried(b: Casebook) -> None:
    """The supervisor has no salary and may draw it."""
    person, village = _pay_holder(b, (SUPERVISOR,), date(2024, 8, 13))
    b.clear("R37", "no-salary", "blue", "监督委员无固定报酬，领误工补贴", {"cadre": person}, limb="e", village=village)


CASES = (
    two_sites,
    before_the_feasts,
    one_hand_for_all,
    salaried,
    half_days,
    every_quarter,
    leader_with_mandate,
    unsalaried,
    everyday_rolls,
)
