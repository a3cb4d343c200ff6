// 补贴所属年份
MATCH (p:Payment)
WHERE p.stands
RETURN DISTINCT p.year AS year
ORDER BY year
