WITH term AS (  -- the part of a term that the law covers; somebody may be on both sides
  SELECT start AS person, "end" AS village, body = 'council_supervision' AS watches,
         body = 'council' OR role IN ('accountant', 'cashier') AS watched, greatest(coalesce(valid_from, $law_day), $law_day) AS since,
         least(coalesce(valid_to, $as_of), $as_of) AS until
  FROM SERVES WHERE body IN ('council_supervision', 'council') OR role IN ('accountant', 'cashier')
),
tie AS (
  SELECT start, "end", coalesce(valid_from, $law_day) AS since, coalesce(valid_to, $as_of) AS until FROM KIN WHERE near
  UNION ALL SELECT DISTINCT person, person, $law_day, $as_of FROM term WHERE watches
)
SELECT DISTINCT s.village, least(s.person, t.person) AS first, greatest(s.person, t.person) AS second, 0 AS amount_fen
FROM term s JOIN term t ON t.village = s.village AND t.watched JOIN tie k ON k.start = s.person AND k."end" = t.person
WHERE s.watches AND greatest(s.since, t.since, k.since) <= least(s.until, t.until, k.until)
