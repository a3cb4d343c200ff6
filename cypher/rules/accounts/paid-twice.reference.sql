WITH paid AS (
  SELECT p.recipient AS person, p.program, p.year, coalesce(p.period, '') AS period, count(*) AS times,
         sum(p.amount_fen) AS total, sum(DISTINCT p.amount_fen) AS once, sum(DISTINCT p.quantity) AS units,
         count(p.quantity) AS measured, max(p.amount_fen / coalesce(p.quantity, 1.0)) AS dearest
  FROM Payment p
  WHERE p.stands AND p.amount_fen > 0 AND (p.period IS NOT NULL OR NOT coalesce(p.arrears, false))
  GROUP BY ALL HAVING count(*) > 1
),
judged AS (
  SELECT p.*, g.payee_unit, coalesce(list_contains(g.marks, 'instalment'), false) AS instalment,
         coalesce(list_has_any(g.marks, ['instalment', 'two_accounts']), false) AS divided,
         CASE WHEN p.dearest <= g.standard_fen * (1 + $tolerance) THEN g.standard_fen END AS standard
  FROM paid p JOIN Program g ON g.key = p.program
  WHERE (p.period <> '' OR (g.period LIKE '%年%' AND g.period NOT LIKE '%半%'))
    AND NOT (regexp_full_match(p.period, '[0-9]{4}') AND coalesce(regexp_matches(g.period, '[月季]'), false))
)
SELECT person, program, year, sum(total) AS amount_fen
FROM judged
WHERE total > (1 + $tolerance) * CASE
    WHEN standard IS NOT NULL AND measured = times AND divided AND payee_unit = 'person' AND units < 1 THEN standard
    WHEN standard IS NOT NULL AND measured = times THEN standard * units
    WHEN standard IS NOT NULL AND measured = 0 AND payee_unit = 'person' THEN standard
    WHEN instalment THEN total ELSE once END
GROUP BY ALL
