// 没有装载银行回盘，清册也没有发放状态
MATCH (p:Payment)
WITH count(CASE WHEN p.status = 'returned' OR p.status = 'failed' OR p.holder_key IS NOT NULL THEN 1 END) AS known
WHERE known = 0
RETURN '全县' AS gap
ORDER BY gap
