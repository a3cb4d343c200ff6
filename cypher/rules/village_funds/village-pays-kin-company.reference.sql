WITH exempt AS (
  SELECT DISTINCT coalesce(e.subject, '') AS subject
  FROM LedgerEntry e, unnest($exempt_subjects) AS x(word)
  WHERE starts_with(coalesce(e.subject, ''), word) OR (word >= 'A' AND contains(coalesce(e.subject, ''), word))
),
place AS (
  SELECT v.key AS village, v.key AS territory FROM Village v
  UNION SELECT w.start, w."end" FROM WITHIN w
  UNION SELECT w.start, u.parent FROM WITHIN w JOIN Village u ON u.key = w."end" WHERE u.parent IS NOT NULL
),
tie AS (
  SELECT start AS cadre, "end" AS person, coalesce(valid_from, DATE '0001-01-01') AS since,
         coalesce(valid_to, DATE '9999-12-31') AS until
  FROM KIN WHERE list_contains(scopes, $scope)
  UNION ALL SELECT DISTINCT start, start, DATE '0001-01-01', DATE '9999-12-31' FROM SERVES
),
part AS (  -- who runs, owns or works at an organization
  SELECT start AS person, "end" AS org, valid_from, valid_to FROM DIRECTS WHERE list_contains($posts, role)
  UNION ALL SELECT start, "end", valid_from, valid_to FROM OWNS WHERE share >= $min_share
  UNION ALL SELECT start, "end", valid_from, valid_to FROM EMPLOYED_AT
),
share AS (
  SELECT w.start, w."end", coalesce(w.valid_from, DATE '0001-01-01') AS since, coalesce(w.valid_to, DATE '9999-12-31') AS until
  FROM ORG_OWNS w JOIN Organization o ON o.key = w."end"
  WHERE w.share >= $min_share AND NOT coalesce(o.public, false)
),
one AS (
  SELECT p.person, p.org, coalesce(p.valid_from, DATE '0001-01-01') AS since, coalesce(p.valid_to, DATE '9999-12-31') AS until
  FROM part p JOIN Organization o ON o.key = p.org WHERE NOT coalesce(o.public, false)
),
two AS (
  SELECT o.person, s."end" AS org, greatest(o.since, s.since) AS since, least(o.until, s.until) AS until
  FROM one o JOIN share s ON s.start = o.org WHERE $hops >= 2
),
three AS (
  SELECT o.person, s."end" AS org, greatest(o.since, s.since) AS since, least(o.until, s.until) AS until
  FROM two o JOIN share s ON s.start = o.org WHERE $hops >= 3
),
hold AS (SELECT * FROM one UNION ALL SELECT * FROM two UNION ALL SELECT * FROM three),
paid AS (
  SELECT DISTINCT t.cadre, p."end" AS organization, b."end" AS village, e.year, e.key, e.amount_fen
  FROM LedgerEntry e
  JOIN PAYS_ORG p ON p.start = e.key
  JOIN SPENT_BY b ON b.start = e.key
  LEFT JOIN UNDER_CONTRACT u ON u.start = e.key
  LEFT JOIN Contract k ON k.key = u."end"
  JOIN hold h ON h.org = p."end" AND coalesce(k.signed, e.date) BETWEEN h.since AND h.until
  JOIN tie t ON t.person = h.person AND coalesce(k.signed, e.date) BETWEEN t.since AND t.until
  JOIN place ON place.village = b."end"
  JOIN SERVES s ON s.start = t.cadre AND s."end" = place.territory AND s.role <> 'other'
   AND coalesce(k.signed, e.date) BETWEEN coalesce(s.valid_from, DATE '0001-01-01')
                                      AND coalesce(s.valid_to, DATE '9999-12-31')
  WHERE e.direction = 'out' AND coalesce(e.subject, '') NOT IN (SELECT subject FROM exempt)
)
SELECT cadre, organization, village, year, sum(amount_fen) AS amount_fen
FROM paid GROUP BY ALL HAVING sum(amount_fen) >= $de_minimis
