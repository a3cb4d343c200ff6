// 村级账目没有载入分配方案批准后的整段时间、不能核对集体留存的村
MATCH (s:CompensationSplit)
WHERE s.collective_fen > 0 AND s.approved_day IS NOT NULL AND s.village IS NOT NULL
WITH s.village AS village, s.project AS project, max(CASE WHEN s.due_day > s.approved_day THEN s.due_day ELSE s.approved_day END) AS start_day
WHERE start_day + $window_days <= $as_of_day
OPTIONAL MATCH (v:Village)
WHERE v.key = village
OPTIONAL MATCH (b:LedgerEntry)-[:SPENT_BY]->(v)
WITH village, project, start_day, b.day AS day
WITH village, project, count(CASE WHEN day >= start_day AND day < start_day + $window_days / 3 THEN 1 END) AS early,
  count(CASE WHEN day >= start_day + $window_days / 3 AND day < start_day + 2 * $window_days / 3 THEN 1 END) AS middle,
  count(CASE WHEN day >= start_day + 2 * $window_days / 3 AND day < start_day + $window_days THEN 1 END) AS late,
  count(CASE WHEN day >= start_day + $window_days THEN 1 END) AS beyond
WHERE early = 0 OR middle = 0 OR late = 0 OR beyond = 0
RETURN DISTINCT village AS gap
ORDER BY gap
