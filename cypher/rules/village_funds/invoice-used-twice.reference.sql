WITH used AS (
  SELECT b."end" AS invoice, e.village, e.year, e.voucher, sum(e.amount_fen) AS fen
  FROM LedgerEntry e JOIN BILLED b ON b.start = e.key
  WHERE e.direction = 'out' AND e.voucher IS NOT NULL
  GROUP BY ALL
)
SELECT invoice, sum(fen) AS amount_fen FROM used GROUP BY invoice
HAVING count(*) FILTER (fen > 0) - count(*) FILTER (fen < 0) >= 2
