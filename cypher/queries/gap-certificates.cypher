// 项目要求证件而没有装载这种证件
OPTIONAL MATCH (c:Certificate)
WITH collect(DISTINCT c.kind) AS told
MATCH (g:Program)
WHERE g.certificate IS NOT NULL AND NOT g.certificate IN told
RETURN g.key AS gap
ORDER BY gap
