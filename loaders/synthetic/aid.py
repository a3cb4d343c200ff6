"""低保 and 特困: who gets it, who decided it, and the near-relative filings due."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from loaders.synthetic.bank import Bank
from loaders.synthetic.kin_index import KinIndex
from loaders.synthetic.model import Aid, Filing, Household, Office, Person, Step, Town, TownData, Village
from loaders.synthetic.offices import COMMITTEE, DECIDE, GROUP, INTAKE, REVIEW
from loaders.synthetic.pedigree import kin_word

LOW_INCOME, DESTITUTE = "C01", "C02"
PROGRAM_WORDS = {
    LOW_INCOME: "农村低保",
    DESTITUTE: "特困供养",
    "C03": "临时救助",
    "C04": "农村危房改造",
    "C05": "产业奖补",
}


class AidOffice:
    """Grants benefits with approvals signed by people who are not kin of the family."""

    def __init__(self, data: TownData, rng: Random, index: KinIndex, bank: Bank) -> None:
        self.data, self.rng, self.index, self.bank = data, rng, index, bank
        self._serial = 0

    def case_number(self) -> str:
        """The next business number of the town."""
        self._serial += 1
        return f"{self.data.town.code[-3:]}{self.data.town.index:03d}S{self._serial:06d}"

    def signer(self, village: Village, family: list[Person], day: date, skip: set[Person]) -> Person | None:
        """A committee member of the village in office who is no kin of the family.

        None where the family is kin of anybody in the village's offices: the township then decides alone.
        """
        if any(not set(family).isdisjoint(self.index.circle.get(o.person, ())) for o in village.offices):
            return None
        for o in village.offices:
            if o.post in (*COMMITTEE, GROUP) and o.held_on(day) and o.person not in {*skip, *family}:
                return o.person
        return None

    def approve(
        self,
        program: str,
        applicant: Person,
        family: list[Person],
        day: date,
        signers: dict[str, Person] | None = None,
        only: tuple[str, ...] = (),
        notes: dict[str, tuple[str, str]] | None = None,
    ) -> str:
        """Writes the approval steps and returns the business number; `signers` overrides steps."""
        case, staff = self.case_number(), self.data.staff
        village = applicant.village
        used: set[Person] = set()
        visit = self.signer(village, family, day, used)
        used |= {visit} if visit else set()
        vote = self.signer(village, family, day, used) or visit
        plan = {
            "经办": staff[INTAKE][self._serial % 2],
            "入户": visit or staff[INTAKE][0],
            "评议": vote or staff[INTAKE][1],
            "审核": staff[REVIEW][0],
            "审批": staff[DECIDE][0],
        }
        plan.update(signers or {})
        for k, (step, person) in enumerate(plan.items()):
            if only and step not in only:
                continue
            result, recusal = (notes or {}).get(step, ("同意", "否"))
            at = day - timedelta(days=(len(plan) - 1 - k) * 3)
            self.data.steps.append(Step(case, program, applicant, step, person.name, person.id, at, result, recusal))
        return case

    def grant(
        self,
        kind: str,
        household: Household,
        start: date,
        end: date | None = None,
        signers: dict[str, Person] | None = None,
        members: list[Person] | None = None,
        unfiled: set[str] | None = None,
        head: Person | None = None,
    ) -> Aid:
        """A benefit household: file, approval 12 days before the first month, account of the head."""
        who = head or household.head
        family = members or [p for p in household.members if p.death is None or (end and p.death <= end)]
        approved = start - timedelta(days=12)
        case = self.approve(kind, who, family, approved, signers)
        monthly = 100000 if kind == DESTITUTE else (18000 + 500 * self.rng.randrange(44)) * min(len(family), 4)
        file_no = f"{household.village.code}{len(self.data.aids) + 1:05d}"
        aid = Aid(
            file_no,
            kind,
            who,
            family,
            start,
            end,
            monthly,
            self.bank.account(who),
            case,
            approved,
            household.village,
            unfiled or set(),
        )
        self.data.aids.append(aid)
        return aid

    def file_all(self) -> None:
        """A filing, with recusal, for every office-holder's kin on low-income aid except `aid.unfiled`."""
        done = {(f.staff.id, f.beneficiary.id) for f in self.data.filings}
        for aid in self.data.aids:
            for person in aid.members:
                for staff, pattern in self.index.of.get(person, []):
                    if staff.id in aid.unfiled or (staff.id, person.id) in done:
                        continue
                    done.add((staff.id, person.id))
                    self.file(staff, person, pattern, aid)

    def file(
        self,
        staff: Person,
        person: Person,
        pattern: str,
        aid: Aid,
        day: date | None = None,
        recusal: str = "已回避",
        with_id: bool = True,
    ) -> None:
        """One filing."""
        office = next(o for o in self.data.offices if o.person is staff)
        word = kin_word(staff, person, pattern)
        filed = day or aid.approved - timedelta(days=self.rng.randrange(1, 6))
        self.data.filings.append(
            Filing(
                staff, office.post, unit_name(office), person, word, PROGRAM_WORDS[aid.kind], filed, recusal, with_id
            )
        )


def unit_name(office: Office) -> str:
    """The name of the unit an office is in."""
    return office.unit.name + ("民政办" if isinstance(office.unit, Town) else "")


def eligible(household: Household, index: KinIndex, payroll: set[Person]) -> bool:
    """A household that may be poor: nobody in office, on the payroll, or recently dead in it."""
    people = household.members
    return bool(
        people
        and all(p.death is None for p in people)
        and not any(p in index.circle or p in payroll for p in people)
        and household.head.age() >= 18
    )


def poverty(household: Household, rng: Random) -> float:
    """A score of need: age, single parents and size count, chance decides most of it."""
    head = household.head
    adults = [p for p in household.members if 18 <= p.age() < 65]
    return rng.random() + 0.25 * (head.age() > 68) + 0.2 * (len(adults) == 0) + 0.1 * (len(household.members) > 5)


def give_aid(office: AidOffice, rng: Random, payroll: set[Person], villages: list[Village]) -> None:
    """低保 for about one household in forty and 特困 for bachelors, chosen by need, not by kin."""
    for village in villages:
        homes = [h for h in village.households if eligible(h, office.index, payroll)]
        homes.sort(key=lambda h: -poverty(h, rng))
        for h in homes[: max(2, round(len(village.households) * 0.024))]:
            start = date(rng.randrange(2021, 2025), rng.randrange(4, 12), 1)
            start = min(start, date(2024, 7, 1))
            end = date(2024, 1, 31) if start.year < 2023 and rng.random() < 0.12 else None
            office.grant(LOW_INCOME, h, start, end)
        singles = [h for h in homes if len(h.members) == 1 and h.head.age() > 55 and not h.head.children]
        for h in singles[:2]:
            if not any(a.head is h.head for a in office.data.aids):
                office.grant(DESTITUTE, h, date(2021, rng.randrange(4, 12), 1))
