WITH term AS (  -- who sat on which side, and from when to when; a village's clerk is no member of its committee
  SELECT start AS person, "end" AS village, body = 'committee' AS watched, coalesce(valid_from, DATE '0001-01-01') AS since,
         coalesce(valid_to, DATE '9999-12-31') AS until
  FROM SERVES
  WHERE body = 'supervision' OR (body = 'natural_supervision' AND $natural_village) OR (body = 'committee' AND role <> 'clerk')
),
tie AS (
  SELECT start, "end", coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM KIN WHERE near
  UNION ALL SELECT DISTINCT person, person, DATE '0001-01-01', DATE '9999-12-31' FROM term WHERE NOT watched
)
SELECT DISTINCT s.village, least(s.person, t.person) AS first, greatest(s.person, t.person) AS second, 0 AS amount_fen
FROM term s JOIN term t ON t.village = s.village AND t.watched JOIN tie k ON k.start = s.person AND k."end" = t.person
WHERE NOT s.watched AND greatest(s.since, t.since, k.since) <= least(s.until, t.until, k.until)
