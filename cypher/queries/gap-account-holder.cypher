// 清册和银行回盘都没有户名的项目
MATCH (p:Payment)
WHERE p.program IS NOT NULL
WITH p.program AS gap, count(p.holder_key) AS named
WHERE named = 0
RETURN gap AS gap
ORDER BY gap
