// 账户流水中没有村集体账户（户名不是村集体，或区划代码表中没有该村）
MATCH (f:Flow)
WITH count(f.key) AS flows
OPTIONAL MATCH (a:BankAccount)
WHERE a.village IS NOT NULL
WITH flows, count(a.key) AS own
WHERE own = 0
RETURN '全县' AS gap
ORDER BY gap
