// 卡号对照表没有连号标记（开户日期、网点、账号）
MATCH (a:BankAccount)
WITH count(CASE WHEN a.opened IS NOT NULL AND a.branch IS NOT NULL THEN 1 END) AS opened, count(a.run) AS marked
WHERE opened = 0 OR marked = 0
RETURN '全县' AS gap
ORDER BY gap
