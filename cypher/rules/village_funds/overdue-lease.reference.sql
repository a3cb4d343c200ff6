SELECT key AS contract, overdue_fen AS amount_fen FROM Contract
WHERE purpose = 'lease' AND NOT coalesce(relief, false) AND CASE WHEN overdue_days IS NULL THEN overdue_fen > 0 ELSE overdue_days > $overdue_days END
