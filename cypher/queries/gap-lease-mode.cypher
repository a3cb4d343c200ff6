// 合同台账没有写发包方式的村
MATCH (t:Contract)
WHERE t.purpose = 'lease' AND t.mode IS NULL AND t.village IS NOT NULL
RETURN DISTINCT t.village AS gap
ORDER BY gap
