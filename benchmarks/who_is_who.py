"""WHO: how well the model finds who a mention without a number is, on labelled pairs of the loaded made-up place.

A labelled pair is a registered person and a mention of them as clerks write it: without a number, the name right or
with one character wrong, the account theirs, another or none. As many mentions are of people on no list at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from api.settings import resolve
from api.wiring import open_workspace
from benchmarks.ground import Ground
from benchmarks.measuring import Line
from loaders.resolve.people import Known, Likeness, alike

PAIRS = 1000
_PEOPLE = """MATCH (p:Person)
WHERE p.registered AND p.name_key IS NOT NULL AND p.village IS NOT NULL
OPTIONAL MATCH (p)-[:HOLDS]->(a:BankAccount)
RETURN p.key AS key, p.name_key AS name, p.village AS village, p.sex AS sex, collect(a.canonical) AS accounts
ORDER BY key"""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A mention and the person it is; None for somebody on no list."""

    mention: Known
    truth: str | None
    kind: str


def people(ground: Ground) -> list[Known]:
    """Registered people of the loaded place with their accounts."""
    with open_workspace(resolve(ground.home, environment={})) as workspace, workspace.store.reader() as reader:
        rows = reader.read(_PEOPLE)
    return [Known(str(r["key"]), str(r["name"]), str(r["village"]), sex=str(r["sex"]),
                  handles=frozenset(str(a) for a in r["accounts"]))  # type: ignore[union-attr]
            for r in rows]


def labelled(known: Sequence[Known], count: int = PAIRS, seed: int = 1) -> list[Labelled]:
    """``count`` mentions of known people and as many of strangers."""
    random, found = Random(seed), []  # noqa: S311 - seeded, for a table that repeats
    letters = sorted({c for p in known for c in p.name[1:]})
    for number, person in enumerate(random.sample(list(known), min(count, len(known)))):
        wrong, handle = random.random() < 0.3, random.choice(("own", "own", "other", "none"))
        handle = handle if person.handles else "none"
        name = _mistyped(person.name, letters, random) if wrong else person.name
        handles = {"own": person.handles, "other": frozenset({f"other{number}"}), "none": frozenset()}[handle]
        found.append(Labelled(Known(f"m{number}", name, person.village, handles=frozenset(handles)), person.key,
                              f"{'one character wrong' if wrong else 'name right'}, {handle} account"))
        stranger = person.name[0] + "".join(random.choice(letters) for _ in range(random.choice((1, 2))))
        found.append(Labelled(Known(f"s{number}", stranger, person.village), None, "on no list"))
    return found


def _mistyped(name: str, letters: list[str], random: Random) -> str:
    at = random.randrange(1, len(name))
    return name[:at] + random.choice([c for c in letters if c != name[at]]) + name[at + 1:]


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one kind of mention: how many, asked with the right person among the questions, right one first, asked."""

    count: int
    among: int
    first: int
    asked: int


def measured(pairs: Sequence[Labelled], questions: Sequence[Likeness]) -> dict[str, Measured]:
    """By kind of mention."""
    by_mention: dict[str, list[str]] = {}
    for question in questions:
        by_mention.setdefault(question.mention, []).append(question.person)
    found: dict[str, Measured] = {}
    for kind in sorted({p.kind for p in pairs}):
        own = [(p, by_mention.get(p.mention.key, [])) for p in pairs if p.kind == kind]
        found[kind] = Measured(len(own), sum(p.truth in asked for p, asked in own),
                               sum(asked[:1] == [p.truth] for p, asked in own), sum(bool(asked) for _, asked in own))
    return found


def measure(ground: Ground) -> list[Line]:
    """One line a kind of mention; no times: this is about being right."""
    known = people(ground)
    pairs = labelled(known)
    answers = measured(pairs, alike([p.mention for p in pairs], known))
    lines = []
    for kind, one in answers.items():
        line = Line("WHO", f"who is who: {kind}")
        line.note = (f"{one.count} mentions, {one.asked} asked about, {one.among / one.count:.0%} with the right "
                     f"person among the questions, {one.first / one.count:.0%} first")
        lines.append(line)
    return lines
