"""A new rule to fill in: a draft file and one example, in the folder of a family."""

from __future__ import annotations

import re
from pathlib import Path

from cypher.catalog import RULES, load_catalog
from cypher.rule import FAMILIES
from graph.errors import InputError

_RULE = """// 规则名称
// /// rule
// id = "{id}"
// status = "draft"
// version = 1
// tier = "yellow"
// subject = "person"
// identity = ["person", "program", "year"]
// evidence = ["eligibility"]
// needs = ["PAID_TO", "UNDER"]
// legal = ["fiscal-violations-2011:14"]
// heading = "{{person}}领取{{program}}"
// explanation = "{{year}}年，{{person}}领取{{program}}{{amount_fen}}。"
// verify = ["到现场核对什么"]
//
// [params]
// classes = {{ type = "texts", default = ["C"], words = "项目类别" }}
// ///
MATCH (p:Payment)-[:PAID_TO]->(r:Person)
WHERE p.stands AND p.amount_fen > 0
MATCH (p)-[:UNDER]->(g:Program)
WHERE g.class IN $classes
RETURN r.key AS person, g.key AS program, p.year AS year, collect(DISTINCT p.village) AS villages,
  collect(DISTINCT p.key) AS payments, coalesce(sum(p.amount_fen), 0) AS amount_fen, max(p.decided_on) AS last_on
ORDER BY person, program, year
"""
_CASES = """[[case]]
name = "命中的例子"
graph = \"\"\"
Program 低保 class=C
Payment p recipient=b program=低保 village=v amount_fen=60000 decided_on=2024-03-01
\"\"\"
expect = [{ person = "b", program = "低保", year = 2024, amount_fen = 60000 }]
"""


def new_rule(slug: str, family: str, rule_id: str | None = None, folder: Path = RULES) -> list[Path]:
    """Writes a draft that lints as far as a draft can; returns the files. Raises InputError."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", slug):
        raise InputError(f"规则的英文短名只用小写字母、数字和连字符：{slug}")
    if family not in FAMILIES:
        raise InputError(f"没有规则类别 {family}；可用：{'、'.join(FAMILIES)}")
    target = folder / family / f"{slug}.cypher"
    if target.exists():
        raise InputError(f"规则文件已经存在：{target.name}")
    cases = target.with_name(f"{slug}.cases.toml")
    target.write_text(_RULE.format(id=rule_id or _free_id()), encoding="utf-8")
    cases.write_text(_CASES, encoding="utf-8")
    return [target, cases]


def _free_id() -> str:
    taken = {r.id for r in load_catalog().rules}
    return next(f"R{n:02d}" for n in range(56, 100) if f"R{n:02d}" not in taken)
