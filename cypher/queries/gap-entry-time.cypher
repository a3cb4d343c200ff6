// 清册没有录入时间（时分秒）或录入人
MATCH (p:Payment)
WHERE p.program IS NOT NULL
WITH p.program AS gap, count(p.entered) AS timed, count(p.clerk) AS named
WHERE timed = 0 OR named = 0
RETURN gap AS gap
ORDER BY gap
