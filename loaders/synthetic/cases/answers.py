"""What a made-up town says about itself: the cases planted in it and the innocent look-alikes."""

from __future__ import annotations

from typing import Any

from loaders.synthetic.model import Person


class Answers:
    """The answers of one town, each with a number of its own; ``town`` is the town's index in its county."""

    def __init__(self, town: int) -> None:
        self._town = town
        self._numbers: dict[str, int] = {}
        self.planted: list[dict[str, Any]] = []
        self.innocent: list[dict[str, Any]] = []

    def _number(self, stem: str) -> str:
        self._numbers[stem] = self._numbers.get(stem, 0) + 1
        return f"{stem}-{self._town * 100 + self._numbers[stem]}"

    def plant(
        self,
        rule: str,
        tier: str,
        note: str,
        roles: dict[str, Person] | list[tuple[str, Person]],
        limb: str | None = None,
        also: tuple[str, ...] = (),
        **facts: Any,
    ) -> None:
        """Records a planted case; `also` names rules that the same facts may raise as well."""
        pairs = list(roles.items()) if isinstance(roles, dict) else roles
        self.planted.append(
            {
                "id": self._number(rule),
                "rule": rule,
                "limb": limb,
                "min_tier": tier,
                **_facts(pairs, facts),
                "also": list(also),
                "note": note,
            }
        )

    def clear(
        self,
        rule: str,
        cause: str,
        tier: str,
        note: str,
        roles: dict[str, Person] | list[tuple[str, Person]],
        also: tuple[str, ...] = (),
        **facts: Any,
    ) -> None:
        """Records an innocent look-alike: no warning of the rule above `tier` about these people."""
        pairs = list(roles.items()) if isinstance(roles, dict) else roles
        self.innocent.append(
            {
                "id": self._number(f"{rule}-{cause}"),
                "rule": rule,
                "filter": cause,
                "max_tier": tier,
                **_facts(pairs, facts),
                "also": list(also),
                "note": note,
            }
        )


def _facts(pairs: list[tuple[str, Person]], facts: dict[str, Any]) -> dict[str, Any]:
    people = [{"role": role, "name": p.name, "citizen_id": p.id} for role, p in pairs]
    village = facts.pop("village", None) or (pairs[0][1].village if pairs else None)
    return {"village": village.code if village else None, "persons": people, **facts}
