// 合同台账分不清租金是每亩还是合计的村
MATCH (t:Contract)
WHERE t.rent_unclear AND t.village IS NOT NULL
RETURN DISTINCT t.village AS gap
ORDER BY gap
