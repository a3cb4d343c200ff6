SELECT contract, sum(amount_fen) AS amount_fen
FROM (
  SELECT DISTINCT t.key AS contract, t.amount_fen AS agreed, e.key, e.amount_fen
  FROM LedgerEntry e JOIN UNDER_CONTRACT u ON u.start = e.key JOIN Contract t ON t.key = u."end"
  WHERE t.meeting IS NULL AND e.direction = 'out' AND e.amount_fen > 0
)
GROUP BY contract
HAVING greatest(sum(amount_fen), coalesce(max(agreed), 0)) > list_min($limits)
