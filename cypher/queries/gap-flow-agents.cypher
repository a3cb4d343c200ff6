// 账户流水没有终端、时间或代办人
MATCH (f:Flow)
WHERE f.kind = 'withdrawal'
WITH count(CASE WHEN f.terminal IS NOT NULL AND f.moment IS NOT NULL THEN 1 END) AS placed, count(f.receiver) AS named
WHERE placed = 0 OR named = 0
RETURN '全县' AS gap
ORDER BY gap
