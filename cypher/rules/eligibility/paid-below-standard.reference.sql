WITH short AS (
  SELECT p.recipient AS person, p.program, p.year, p.period,
         max(coalesce(p.rate_fen, g.standard_fen) * coalesce(p.quantity, 1.0)) AS due
  FROM Payment p JOIN Program g ON g.key = p.program JOIN Person r ON r.key = p.recipient
  WHERE p.stands AND p.amount_fen > 0 AND (p.quantity IS NOT NULL OR g.payee_unit = 'person') AND g.standard_fen IS NOT NULL
    AND p.amount_fen < (1 - $tolerance) * coalesce(p.rate_fen, g.standard_fen) * coalesce(p.quantity, 1.0)
    AND NOT coalesce(list_contains(g.marks, 'instalment'), false)
    AND ((g.period LIKE '%月%' AND regexp_full_match(p.period, '[0-9]{4}-[0-9]{2}'))
      OR (g.period LIKE '%季%' AND regexp_full_match(p.period, '[0-9]{4}Q[1-4]'))
      OR (g.period LIKE '%年%' AND g.period NOT LIKE '%半%' AND regexp_full_match(p.period, '[0-9]{4}')))
    AND p.decided_on BETWEEN coalesce(g.valid_from, DATE '0001-01-01') AND coalesce(g.valid_to, DATE '9999-12-31')
    AND (r.death IS NULL OR r.death > p.period_to)
  GROUP BY ALL
)
SELECT person, program, year, sum(total) AS amount_fen
FROM (
  SELECT s.person, s.program, s.year, s.period, s.due, sum(q.amount_fen) AS total
  FROM short s JOIN Payment q ON q.recipient = s.person AND q.program = s.program AND q.year = s.year AND q.period = s.period
  WHERE q.stands AND q.amount_fen > 0 GROUP BY ALL)
WHERE total < (1 - $tolerance) * due
GROUP BY ALL
