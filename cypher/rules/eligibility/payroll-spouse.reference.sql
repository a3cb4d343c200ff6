WITH employed AS (
  SELECT m.person, coalesce(e.valid_from, DATE '0001-01-01') AS since, coalesce(e.valid_to, DATE '9999-12-31') AS until
         , m.since AS wed, m.until AS parted
  FROM EMPLOYED_AT e
  JOIN (
    SELECT start AS spouse, "end" AS person, coalesce(valid_from, DATE '0001-01-01') AS since,
           coalesce(valid_to, DATE '9999-12-31') AS until FROM SPOUSE_OF WHERE confidence <> 'candidate'
    UNION ALL SELECT "end", start, coalesce(valid_from, DATE '0001-01-01'), coalesce(valid_to, DATE '9999-12-31')
    FROM SPOUSE_OF WHERE confidence <> 'candidate') m ON m.spouse = e.start
  WHERE coalesce(e.regular, false) OR e.post_type IS NULL
)
SELECT person, program, year, sum(amount_fen) AS amount_fen
FROM (
  SELECT DISTINCT e.person, p.program, p.year, p.key, p.amount_fen
  FROM employed e JOIN Payment p ON p.recipient = e.person JOIN Program g ON g.key = p.program
  WHERE p.stands AND p.amount_fen > 0 AND coalesce(p.period_from, p.paid_on) BETWEEN e.since AND e.until
    AND coalesce(p.period_from, p.paid_on) BETWEEN e.wed AND e.parted AND g.class = 'C' AND NOT coalesce(g."exempt", false))
GROUP BY ALL
