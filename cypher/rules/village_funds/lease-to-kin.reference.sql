WITH place AS (
  SELECT v.key AS village, v.key AS territory FROM Village v
  UNION SELECT w.start, w."end" FROM WITHIN w
  UNION SELECT w.start, u.parent FROM WITHIN w JOIN Village u ON u.key = w."end" WHERE u.parent IS NOT NULL
),
let AS (
  SELECT t.key AS contract, w."end" AS village, t.signed AS day, t.rent_fen
  FROM Contract t JOIN OWNED_BY w ON w.start = t.key WHERE t.purpose = 'lease' AND t.signed IS NOT NULL
),
share AS (
  SELECT start, "end", coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM ORG_OWNS WHERE share >= $min_share
),
won AS (SELECT l.*, w."end" AS org FROM let l JOIN WON_BY_ORG w ON w.start = l.contract),
owned AS (SELECT w.* REPLACE (s.start AS org) FROM won w JOIN share s ON s."end" = w.org AND w.day BETWEEN s.since AND s.until),
behind AS (  -- the lessee, who owns it, and who owns that
  SELECT * FROM won
  UNION SELECT * FROM owned
  UNION SELECT o.* REPLACE (s.start AS org) FROM owned o JOIN share s ON s."end" = o.org AND o.day BETWEEN s.since AND s.until
),
part AS (  -- who runs, owns or works at an organization; a public body is nobody's own
  SELECT p.person, p.org, coalesce(p.valid_from, DATE '0001-01-01') AS since, coalesce(p.valid_to, DATE '9999-12-31') AS until
  FROM (SELECT start AS person, "end" AS org, valid_from, valid_to FROM DIRECTS WHERE list_contains($posts, role)
        UNION ALL SELECT start, "end", valid_from, valid_to FROM OWNS WHERE share >= $min_share
        UNION ALL SELECT start, "end", valid_from, valid_to FROM EMPLOYED_AT) p
  JOIN Organization o ON o.key = p.org WHERE NOT coalesce(o.public, false)
),
person AS (
  SELECT l.*, w."end" AS person FROM let l JOIN WON_BY_PERSON w ON w.start = l.contract
  UNION SELECT b.* EXCLUDE (org), p.person FROM behind b JOIN part p ON p.org = b.org AND b.day BETWEEN p.since AND p.until
),
serving AS (
  SELECT s.start AS cadre, p.village, coalesce(s.valid_from, DATE '0001-01-01') AS since, coalesce(s.valid_to, DATE '9999-12-31') AS until
  FROM SERVES s JOIN place p ON p.territory = s."end" WHERE s.role <> 'other'
),
tie AS (
  SELECT start AS cadre, "end" AS person, coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM KIN WHERE list_contains(scopes, $scope)
  UNION ALL SELECT DISTINCT cadre, cadre, DATE '0001-01-01', DATE '9999-12-31' FROM serving
)
SELECT DISTINCT q.contract, q.rent_fen AS amount_fen
FROM person q JOIN tie k ON k.person = q.person AND q.day BETWEEN k.since AND k.until
JOIN serving s ON s.cadre = k.cadre AND s.village = q.village AND q.day BETWEEN s.since AND s.until
