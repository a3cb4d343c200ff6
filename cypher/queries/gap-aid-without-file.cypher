// 领救助的人不在享受人口名单上、无从知道人口增减的村
MATCH (f:BenefitFile)
WHERE f.program IS NOT NULL
WITH DISTINCT f.program AS program
MATCH (p:Payment)
WHERE p.program = program AND p.stands AND p.amount_fen > 0 AND p.village IS NOT NULL AND p.recipient IS NOT NULL
WITH DISTINCT p.recipient AS person, p.village AS village
MATCH (x:Person)
WHERE x.key = person
WITH village, x
OPTIONAL MATCH (x)-[b:COVERED_BY]->(:BenefitFile)
WITH village, x.key AS person, count(b.key) AS files
WHERE files = 0
RETURN DISTINCT village AS gap
ORDER BY gap
