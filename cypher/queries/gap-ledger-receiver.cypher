// 台账没有填写领款人的村
MATCH (e:LedgerEntry)
WITH e.village AS place, count(e.receiver) AS told
WITH sum(told) AS known, collect(CASE WHEN told = 0 THEN place END) AS silent
UNWIND CASE WHEN coalesce(known, 0) = 0 THEN ['全县'] ELSE silent END AS gap
RETURN gap AS gap
ORDER BY gap
