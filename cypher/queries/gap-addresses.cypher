// 户籍登记没有写到门牌号的地址
MATCH (h:Household)
WITH count(h.address) AS placed
WHERE placed = 0
RETURN '全县' AS gap
ORDER BY gap
