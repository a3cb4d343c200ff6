// 合同台账只写欠缴金额、没有逾期天数的村
MATCH (t:Contract)
WHERE t.purpose = 'lease' AND t.overdue_fen > 0 AND t.overdue_days IS NULL AND t.village IS NOT NULL
RETURN DISTINCT t.village AS gap
ORDER BY gap
