WITH term AS (  -- the part of a term that the law covers
  SELECT start AS person, "end" AS village, greatest(coalesce(valid_from, $law_day), $law_day) AS since,
         least(coalesce(valid_to, $as_of), $as_of) AS until
  FROM SERVES WHERE body = 'council'
)
SELECT DISTINCT a.village, a.person AS first, b.person AS second, 0 AS amount_fen
FROM term a JOIN term b ON b.village = a.village AND a.person < b.person
JOIN KIN k ON k.start = a.person AND k."end" = b.person AND k.near
WHERE greatest(a.since, b.since, coalesce(k.valid_from, $law_day)) <= least(a.until, b.until, coalesce(k.valid_to, $as_of))
