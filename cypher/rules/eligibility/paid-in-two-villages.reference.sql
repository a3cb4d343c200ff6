WITH paid AS (
  SELECT recipient AS person, program, year, coalesce(period, '') AS period, village, amount_fen
  FROM Payment WHERE stands AND amount_fen > 0 AND (period IS NOT NULL OR NOT coalesce(arrears, false)) AND village IS NOT NULL
),
doubled AS (
  SELECT d.person, d.program, d.year, d.period
  FROM (SELECT person, program, year, period FROM paid GROUP BY ALL HAVING min(village) <> max(village)) d
  JOIN Program g ON g.key = d.program
  WHERE (d.period <> '' OR (g.period LIKE '%年%' AND g.period NOT LIKE '%半%'))
    AND NOT (regexp_full_match(d.period, '[0-9]{4}') AND coalesce(regexp_matches(g.period, '[月季]'), false))
),
place AS (SELECT DISTINCT p.person, p.program, p.year, p.period, coalesce(v.merged_into, p.village) AS village
  FROM paid p LEFT JOIN Village v ON v.key = p.village SEMI JOIN doubled d USING (person, program, year, period)),
apart AS (
  SELECT person, program, year, period FROM place p
  WHERE p.village IN (SELECT key FROM Village) AND NOT EXISTS (
    SELECT 1 FROM WITHIN w JOIN place o ON o.village = w."end"
    WHERE w.start = p.village AND o.person = p.person AND o.program = p.program AND o.year = p.year AND o.period = p.period)
  GROUP BY ALL HAVING count(*) >= 2
)
SELECT person, program, year, sum(amount_fen) AS amount_fen
FROM paid SEMI JOIN apart USING (person, program, year, period) GROUP BY ALL
