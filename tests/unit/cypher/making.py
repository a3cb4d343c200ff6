"""Rules made up for tests of the lint and of composition."""

from pathlib import Path

from cypher.frontmatter import parse_rule
from cypher.rule import Rule

HEAD = """// 规则名称
// /// rule
// id = "{name}"
// status = "active"
// version = 1
// tier = "{tier}"
// subject = "person"
// identity = ["person", "program"]
// evidence = {evidence}
// needs = ["PAID_TO", "UNDER"]
// legal = ["ccp-discipline-2023:124"]
// verify = ["看一看"]
// heading = "{{person}}"
// explanation = "{{person}}领取{{amount_fen}}"
{extra}// ///
"""
BODY = """MATCH (g:Program)<-[:UNDER]-(p:Payment)-[:PAID_TO]->(r:Person)
RETURN r.key AS person, g.key AS program, collect(DISTINCT p.village) AS villages, collect(p.key) AS payments,
  coalesce(sum(p.amount_fen), 0) AS amount_fen, max(p.decided_on) AS last_on
ORDER BY person, program
"""


def made_rule(name: str = "R90", *, evidence: str = '["kin"]', tier: str = "blue", extra: str = "",
              body: str = BODY) -> Rule:
    head = HEAD.format(name=name, tier=tier, evidence=evidence, extra=extra)
    return parse_rule(head + body, Path("kin_benefit/made-up.cypher"))
