// 没有装载死亡名单
MATCH (r:Person)
WITH count(r.death) AS deaths
WHERE deaths = 0
RETURN '全县' AS gap
ORDER BY gap
