// 清册没有地块编码
MATCH (p:Payment)
WHERE p.area > 0
WITH p.program AS gap, count(p.parcel) AS placed
WHERE placed = 0 AND gap IS NOT NULL
RETURN gap AS gap
ORDER BY gap
