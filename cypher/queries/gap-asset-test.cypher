// 目录没有写是否核对经济状况
MATCH (g:Program)
WITH count(CASE WHEN g.asset_test THEN 1 END) AS tested
WHERE tested = 0
RETURN '全县' AS gap
ORDER BY gap
