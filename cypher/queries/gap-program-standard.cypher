// 项目目录中没有补助标准的项目
MATCH (p:Payment)
WITH DISTINCT p.program AS code
MATCH (g:Program)
WHERE g.key = code AND g.standard_fen IS NULL
RETURN g.key AS gap
ORDER BY gap
