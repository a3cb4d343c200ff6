// 发票明细没有存根联金额
MATCH (i:Invoice)
WITH count(i.stub_fen) AS told
WHERE told = 0
RETURN '全县' AS gap
ORDER BY gap
