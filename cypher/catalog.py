"""All rules of the package, checked against one another and against the lock."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cypher.errors import RuleFileWrong
from cypher.frontmatter import read_rule
from cypher.rule import FAMILIES, Rule
from graph.errors import NotFound

RULES = Path(__file__).parent / "rules"
LOCK = Path(__file__).parent / "rules.lock.json"


@dataclass(frozen=True, slots=True)
class Catalog:
    """Rules in the order of id and limb."""

    rules: tuple[Rule, ...]

    def running(self) -> list[Rule]:
        """Rules a sweep runs: active and trial."""
        return [r for r in self.rules if r.meta.status in ("active", "trial")]

    def named(self, name: str) -> list[Rule]:
        """Rules of an id (``R02``: every limb), a name (``R02a``) or a slug. Raises NotFound."""
        found = [r for r in self.rules if name in (r.id, r.name, r.slug)]
        if not found:
            raise NotFound(f"没有规则 {name}；现有：{'、'.join(r.name for r in self.rules)}")
        return found

    def by_name(self) -> dict[str, Rule]:
        """Rules by name (``R02a``)."""
        return {r.name: r for r in self.rules}


@cache
def load_catalog(folder: Path = RULES) -> Catalog:
    """Reads every rule file. Raises RuleFileWrong when two files claim one id and limb."""
    paths = [p for family in [*FAMILIES, "_retired"] for p in sorted((folder / family).glob("*.cypher"))]
    rules = sorted((read_rule(p) for p in paths), key=lambda r: r.name)
    for name, count in Counter(r.name for r in rules).items():
        if count > 1:
            raise RuleFileWrong(f"规则 {name} 有 {count} 个文件；编号加分支（limb）要唯一")
    limbs = {r.id for r in rules if r.limb}
    for rule in rules:
        if rule.id in limbs and rule.limb is None:
            raise RuleFileWrong(f"{rule.path.name}：{rule.id} 的其他文件有 limb，这个文件也要写")
    return Catalog(tuple(rules))


def read_lock(path: Path = LOCK) -> dict[str, dict[str, object]]:
    """Version and fingerprint of each rule as last released."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def lock_complaints(rules: Iterable[Rule], lock: dict[str, dict[str, object]]) -> list[str]:
    """A text that changed without a new version, a version that went down, a rule that is not locked or gone."""
    found, rules = [], list(rules)
    for rule in rules:
        locked = lock.get(rule.name)
        if locked is None:
            found.append(f"{rule.name} 不在 rules.lock.json 中：运行 qinqing rules lint --lock")
        elif rule.fingerprint != locked["sha256"] and rule.meta.version <= int(str(locked["version"])):
            found.append(f"{rule.name} 的文本变了，version 仍是 {rule.meta.version}：请加一，"
                         "再运行 qinqing rules lint --lock")
        elif rule.fingerprint != locked["sha256"]:
            found.append(f"{rule.name} 的新版本还没有锁定：运行 qinqing rules lint --lock")
    gone = sorted(set(lock) - {r.name for r in rules})
    return found + [f"{name} 在 rules.lock.json 中，文件却没有了：停用的规则移到 _retired/" for name in gone]


def write_lock(rules: Iterable[Rule], path: Path = LOCK) -> None:
    """Locks the rules as they are."""
    lock = {r.name: {"version": r.meta.version, "sha256": r.fingerprint} for r in rules}
    path.write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8")
