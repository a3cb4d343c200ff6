"""From a household register to primitive kin edges.

The register says only what each member is to the head. One step is an edge; a longer relation is walked
through members already placed when exactly one of them fits (`derived`), else through anonymous virtual
persons that keep the path's class right. Nothing is guessed between two candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.kinship.codes import HouseholdRelation, one_digit_column, read_relation
from graph.kinship.edges import Confidence, EdgeKind, KinEdge, VirtualPerson
from graph.kinship.letters import KinError, Sex, Step, letters, parse

GENERATION_YEARS = 15
"""Least years between the birth of a parent and of a child (this project's own proposal)."""
ADULT_YEARS = 18
_PARTNER = {"72": "71", "74": "73", "76": "75", "78": "77", "82": "81", "84": "83"}
"""嫂 is the wife of 兄, not of 弟: the code of whose spouse a member is."""
_UNIQUE = frozenset({"F", "M", "P", "H", "W", "X"})


@dataclass(frozen=True, slots=True)
class Member:
    """One row of a household: the person's key, the relation as written, sex and birth where known."""

    person: str
    relation: str | None
    sex: Sex | None = None
    birth: date | None = None


@dataclass(frozen=True, slots=True)
class HouseholdIssue:
    """What could not be read: a code (no_head, two_heads, unknown_relation …), whose row, and a sentence."""

    code: str
    person: str | None
    message: str


@dataclass(frozen=True, slots=True)
class HouseholdKin:
    """The edges of one household, its virtual persons, and what could not be read."""

    edges: tuple[KinEdge, ...]
    virtual: tuple[VirtualPerson, ...]
    issues: tuple[HouseholdIssue, ...]
    head: str | None


def infer_household(
    household: str,
    members: Sequence[Member],
    *,
    collective: bool = False,
    one_digit: bool | None = None,
    married: Mapping[str, str] | None = None,
    on: date | None = None,
    dialect: Mapping[str, tuple[str, ...]] | None = None,
) -> HouseholdKin:
    """The primitive edges of one household.

    `household` is village and household number: virtual persons are named after it. `collective` households
    (集体户) give no edges. `one_digit` says which code table the column uses (default: judged from these
    members; better from the whole column). `married` holds spouses known elsewhere, `on` is the day of the
    register, for who is adult.
    """
    if collective:
        return HouseholdKin((), (), (HouseholdIssue("collective", None, "集体户：不建立亲属边"),), None)
    if one_digit is None:
        one_digit = one_digit_column(member.relation or "" for member in members)
    issues: list[HouseholdIssue] = []
    read = list(_read(members, one_digit, dialect, issues))
    head = _head(read, issues)
    if head is None:
        return HouseholdKin((), (), tuple(issues), None)
    builder = _Household(household, head, {m.person: m for m in members}, dict(married or {}), on)
    others = [(member, relation) for member, relation in read if member is not head]
    for member, relation in sorted(others, key=lambda row: len(parse(row[1].chain)) if row[1].chain else 0):
        _check_sex(member, relation, issues)
        if relation.chain and not relation.head:
            builder.place(member, relation)
    builder.presume()
    return HouseholdKin(tuple(builder.edges.values()), tuple(builder.virtual.values()), tuple(issues), head.person)


def _read(
    members: Sequence[Member],
    one_digit: bool,
    dialect: Mapping[str, tuple[str, ...]] | None,
    issues: list[HouseholdIssue],
) -> Iterator[tuple[Member, HouseholdRelation]]:
    for member in members:
        try:
            yield member, read_relation(member.relation, one_digit=one_digit, dialect=dialect)
        except KinError as error:
            code = "combined_code" if "combined_code" in str(error) else "unknown_relation"
            issues.append(HouseholdIssue(code, member.person, str(error)))


def _head(read: Sequence[tuple[Member, HouseholdRelation]], issues: list[HouseholdIssue]) -> Member | None:
    """The head by code or word; a blank cell counts only where no row says it."""
    heads = [member for member, relation in read if relation.head]
    said = [member for member in heads if (member.relation or "").strip()]
    blank = [member for member in heads if member not in said]
    chosen = said or blank
    if said:
        issues += [
            HouseholdIssue("no_relation", member.person, "与户主关系为空：不建立亲属边，请补填") for member in blank
        ]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        issues.append(HouseholdIssue("two_heads", None, f"本户有 {len(chosen)} 个户主：不建立亲属边，请核对户号"))
    else:
        issues.append(HouseholdIssue("no_head", None, "本户没有户主：不建立亲属边，请核对户号"))
    return None


def _check_sex(member: Member, relation: HouseholdRelation, issues: list[HouseholdIssue]) -> None:
    told = parse(relation.chain)[-1].sex if relation.chain else None
    if told and member.sex and told != member.sex:
        issues.append(
            HouseholdIssue("sex_conflict", member.person, f"关系“{relation.label}”与证件号码的性别不符，请核对")
        )


@dataclass(slots=True)
class _Household:
    """Edges as they are built, and who stands where seen from the head."""

    key: str
    head: Member
    members: dict[str, Member]
    married: dict[str, str]
    on: date | None
    edges: dict[str, KinEdge] = field(default_factory=dict)
    virtual: dict[str, VirtualPerson] = field(default_factory=dict)
    at: dict[str, list[str]] = field(default_factory=dict)
    """Persons by their chain in canonical letters, as far as the register says it."""
    coded: dict[str, str | None] = field(default_factory=dict)
    """The relation code each member was placed by."""

    def place(self, member: Member, relation: HouseholdRelation) -> None:
        """Lay the edges from the head to one member."""
        moves = _moves(relation.chain)
        wide = relation.code in ("93", "94") and self.head.sex == "F"
        confidence: Confidence = "presumed" if relation.presumed or wide else "asserted"
        person, chain = self.head.person, ""
        for at, move in enumerate(moves[:-1]):
            chain += move
            through = self._through(chain, move, member, moves[at + 1 :], _PARTNER.get(relation.code or ""))
            if through is None:
                through, derived = self._virtual(chain, move, member), False
            else:
                derived = True
            self._join(person, through, move, _weaker(confidence, "derived" if derived else "asserted"))
            person = through
            if derived and confidence == "asserted":
                confidence = "derived"
        last = moves[-1]
        basis = None if relation.basis_open else relation.basis or ("marriage" if last in "HWX" else "blood")
        self._join(person, member.person, last, confidence, basis=basis)
        self.at.setdefault(chain + last, []).append(member.person)
        self.coded[member.person] = relation.code

    def presume(self) -> None:
        """What the register does not say but is usual: the other parent, the parents' marriage."""
        fathers, mothers = self._parents("M"), self._parents("F")
        if len(fathers) == len(mothers) == 1:
            self._join(fathers[0], mothers[0], "X", "presumed", basis="marriage")
        spouses = [p for letter in "HWX" for p in self.at.get(letter, ())]
        if len(spouses) == 1:
            for child in (p for letter in "SDC" for p in self.at.get(letter, ())):
                if not self._open(self.head.person, child):
                    self._join(spouses[0], child, "C", "presumed")
        for sibling in (p for chain in ("B", "Z", "PC") for p in self.at.get(chain, ())):
            for parent in (*fathers, *mothers):
                if not self._open(parent, self.head.person):
                    self._join(parent, sibling, "C", "presumed")

    def _parents(self, sex: Sex) -> list[str]:
        own = [p for letter in ("F", "M", "P") for p in self.at.get(letter, ())]
        return [p for p in own if self._sex(p) == sex or p in self.at.get("F" if sex == "M" else "M", ())]

    def _open(self, parent: str, child: str) -> bool:
        """Whether this parenthood is adoptive or step: then nothing is presumed from it."""
        edge = self.edges.get(f"parent:{parent}:{child}")
        return edge is None or edge.basis != "blood"

    def _through(self, chain: str, move: str, member: Member, beyond: Sequence[str], partner: str | None) -> str | None:
        """The one member who can stand between, None where there is none or more than one."""
        fitting = [p for c in _same_place(chain) for p in self.at.get(c, ()) if p != member.person]
        fitting = [p for p in fitting if self._can_stand(p, move, member, beyond)]
        if partner and beyond[0] in "HWX":
            fitting = [p for p in fitting if self.coded.get(p) in (partner, None)]
        return fitting[0] if len(fitting) == 1 else None

    def _can_stand(self, person: str, move: str, member: Member, beyond: Sequence[str]) -> bool:
        wanted = parse(move)[-1].sex
        sex = self._sex(person)
        if wanted and sex and sex != wanted:
            return False
        if move in "SDCBZ" and beyond[0] in "SDC" and not self._adult(person):
            return False
        if beyond[0] in "HWX":
            other = self.married.get(person)
            return self._adult(person) and other in (None, member.person) and not self._has_spouse(person)
        rises = sum(_rise(step) for step in beyond)
        return self._years_fit(person, member.person, rises)

    def _years_fit(self, person: str, other: str, rises: int) -> bool:
        """At least fifteen years for each generation between two persons, where both births are known."""
        first = self.members[person].birth if person in self.members else None
        second = self.members[other].birth if other in self.members else None
        if first is None or second is None or rises == 0:
            return True
        older, younger = (second, first) if rises > 0 else (first, second)
        return younger.year - older.year >= GENERATION_YEARS * abs(rises)

    def _adult(self, person: str) -> bool:
        birth = self.members[person].birth if person in self.members else None
        return birth is None or self.on is None or self.on.year - birth.year >= ADULT_YEARS

    def _has_spouse(self, person: str) -> bool:
        return any(e.kind == "spouse" and person in (e.a, e.b) for e in self.edges.values())

    def _sex(self, person: str) -> Sex | None:
        if person in self.virtual:
            return self.virtual[person].sex
        return self.members[person].sex

    def _virtual(self, chain: str, move: str, member: Member) -> str:
        """An anonymous person at that place: one for parents and spouses, one per member for others."""
        role = chain if set(_moves(chain)) <= _UNIQUE else f"{chain}:{member.person}"
        key = f"virtual:{self.key}:{role}"
        self.virtual.setdefault(key, VirtualPerson(key, parse(move)[-1].sex))
        return key

    def _join(self, a: str, b: str, move: str, confidence: Confidence, *, basis: str | None = "blood") -> None:
        kind, first, second = _edge_ends(move, a, b)
        key = f"{kind}:{first}:{second}"
        known = self.edges.get(key)
        edge = KinEdge(kind, first, second, "marriage" if kind == "spouse" else basis, confidence, key=key)
        if known is None:
            self.edges[key] = edge
        elif _weaker(known.confidence, confidence) == known.confidence != confidence:
            self.edges[key] = replace(known, confidence=confidence)


def _moves(chain: str) -> list[str]:
    """A chain as edges from person to person: letters, with PC as one sibling edge."""
    text, moves = letters(parse(chain)), []
    while text:
        size = 2 if text.startswith("PC") else 1
        moves.append(text[:size])
        text = text[size:]
    return moves


def _same_place(chain: str) -> tuple[str, ...]:
    """Chains that members may carry who can stand at this place: a child of either sex at C, and so on."""
    steps = parse(chain)
    places: list[list[Step]] = [[]]
    for step in steps:
        sexes: tuple[Sex | None, ...] = (step.sex, None) if step.sex else ("M", "F", None)
        places = [[*place, Step(step.kind, sex)] for place in places for sex in sexes]
    return tuple(dict.fromkeys(letters(place) for place in places))


def _rise(move: str) -> int:
    return {"F": 1, "M": 1, "P": 1, "S": -1, "D": -1, "C": -1}.get(move, 0)


def _edge_ends(move: str, a: str, b: str) -> tuple[EdgeKind, str, str]:
    if move in ("F", "M", "P"):
        return "parent", b, a
    if move in ("S", "D", "C"):
        return "parent", a, b
    first, second = sorted((a, b))
    return ("spouse" if move in ("H", "W", "X") else "sibling"), first, second


def _weaker(one: Confidence, other: Confidence) -> Confidence:
    order: tuple[Confidence, ...] = ("asserted", "derived", "presumed", "candidate")
    return max(one, other, key=order.index)
