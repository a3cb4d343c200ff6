// 村级账目的年份
MATCH (e:LedgerEntry)
RETURN DISTINCT e.year AS year
ORDER BY year
