// 干部花名册里没有集体经济组织理事会、监事会的任职
MATCH (:Person)-[s:SERVES]->(:Village)
WITH count(CASE WHEN s.body = 'council' OR s.body = 'council_supervision' THEN 1 END) AS told
WHERE told = 0
RETURN '全县' AS gap
ORDER BY gap
