// 卡号对照表没有代办人电话
MATCH (a:BankAccount)
WITH count(CASE WHEN a.opened IS NOT NULL AND a.branch IS NOT NULL THEN 1 END) AS opened, count(a.agent_phone) AS marked
WHERE opened = 0 OR marked = 0
RETURN '全县' AS gap
ORDER BY gap
