"""What a rule could not judge though it ran: programmes without a class, villages without a list.

A gap is a small query ``queries/gap-<name>.cypher`` that returns ``gap`` (a programme or village code, 全县 for the
whole county); its first line says in words what is missing. It may name the rule's parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cypher.errors import RuleFileWrong
from cypher.rule import Rule
from graph.port import GraphReader

QUERIES = Path(__file__).parent / "queries"
WHOLE = "全县"


@dataclass(frozen=True, slots=True)
class Gaps:
    """Codes the rule left out and the sentence that says why."""

    names: tuple[str, ...]
    reason: str

    @property
    def whole(self) -> bool:
        """Whether nothing of the county could be judged."""
        return WHOLE in self.names


def gaps_of(rule: Rule, reader: GraphReader, bound: Callable[[str], Mapping[str, object]]) -> Gaps | None:
    """Gaps of the queries named in the rule's ``gaps``; None when there are none.

    ``bound`` gives a query those of the rule's parameters that it names.
    """
    names: list[str] = []
    reasons = []
    for gap in rule.meta.gaps:
        words, text = _query(gap)
        found = [str(row["gap"]) for row in reader.read(text, bound(text))]
        if found:
            names += found
            reasons.append(f"{words}：{'、'.join(found[:5])}{'等' if len(found) > 5 else ''}")
    return Gaps(tuple(names), "；".join(reasons)) if names else None


@cache
def _query(name: str) -> tuple[str, str]:
    path = QUERIES / f"gap-{name}.cypher"
    if not path.exists():
        raise RuleFileWrong(f"没有名为 {name} 的缺口查询（{path.name}）")
    text = path.read_text(encoding="utf-8")
    return text.splitlines()[0].removeprefix("//").strip(), text
