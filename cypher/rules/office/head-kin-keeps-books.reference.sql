WITH term AS (
  SELECT start AS person, "end" AS village, role = 'head' AS leads, coalesce(valid_from, DATE '0001-01-01') AS since,
         coalesce(valid_to, DATE '9999-12-31') AS until
  FROM SERVES WHERE role IN ('head', 'accountant', 'cashier')
),
tie AS (
  SELECT start, "end", coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM KIN WHERE near
  UNION ALL SELECT DISTINCT person, person, DATE '0001-01-01', DATE '9999-12-31' FROM term WHERE leads
)
SELECT DISTINCT h.village, least(h.person, b.person) AS first, greatest(h.person, b.person) AS second, 0 AS amount_fen
FROM term h JOIN term b ON b.village = h.village AND NOT b.leads JOIN tie k ON k.start = h.person AND k."end" = b.person
WHERE h.leads AND greatest(h.since, b.since, k.since) <= least(h.until, b.until, k.until)
