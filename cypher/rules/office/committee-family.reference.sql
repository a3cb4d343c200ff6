WITH term AS (
  SELECT start AS person, "end" AS village, coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM SERVES WHERE body = 'committee' AND role <> 'clerk'
)
SELECT DISTINCT a.village, a.person AS first, b.person AS second, 0 AS amount_fen
FROM term a JOIN term b ON b.village = a.village AND a.person < b.person
JOIN KIN k ON k.start = a.person AND k."end" = b.person AND k.class IN ('spouse', 'lineal')
WHERE greatest(a.since, b.since, coalesce(k.valid_from, DATE '0001-01-01')) <= least(a.until, b.until, coalesce(k.valid_to, DATE '9999-12-31'))
