SELECT contract, sum(amount_fen) AS amount_fen
FROM (
  SELECT DISTINCT t.key AS contract, e.key, e.amount_fen
  FROM LedgerEntry e JOIN UNDER_CONTRACT u ON u.start = e.key JOIN Contract t ON t.key = u."end"
  WHERE e.direction = 'out' AND e.amount_fen > 0
    AND (t.signed > e.date + CAST($grace AS INTEGER) OR t.meeting > e.date + CAST($grace AS INTEGER))
)
GROUP BY contract
