WITH employed AS (
  SELECT e.start AS person, coalesce(e.valid_from, DATE '0001-01-01') AS since, coalesce(e.valid_to, DATE '9999-12-31') AS until
         
  FROM EMPLOYED_AT e
  WHERE coalesce(e.regular, false) OR e.post_type IS NULL
)
SELECT person, program, year, sum(amount_fen) AS amount_fen
FROM (
  SELECT DISTINCT e.person, p.program, p.year, p.key, p.amount_fen
  FROM employed e JOIN Payment p ON p.recipient = e.person JOIN Program g ON g.key = p.program
  WHERE p.stands AND p.amount_fen > 0 AND coalesce(p.period_from, p.paid_on) BETWEEN e.since AND e.until
    AND g.class IS NOT NULL AND NOT coalesce(g."exempt", false))
GROUP BY ALL
