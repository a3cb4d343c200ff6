// 用工花名册没有领款签字一栏的村
MATCH (d:LabourDay)
WITH d.village AS place, count(d.signer_key) AS told
WITH sum(told) AS known, collect(CASE WHEN told = 0 THEN place END) AS silent
UNWIND CASE WHEN coalesce(known, 0) = 0 THEN ['全县'] ELSE silent END AS gap
RETURN gap AS gap
ORDER BY gap
