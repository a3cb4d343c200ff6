// 补偿清册没有写确权登记中的地块编码
MATCH (p:Payment)
WHERE p.stands
WITH p.program AS program, count(p.key) AS paid, count(p.parcel) AS placed
WHERE placed = 0
MATCH (g:Program)
WHERE g.key = program AND (g.name CONTAINS '征地' OR g.name CONTAINS '青苗' OR g.name CONTAINS '附着物')
RETURN g.key AS gap
ORDER BY gap
