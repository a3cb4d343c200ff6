WITH owed AS (
  SELECT DISTINCT coalesce(e.subject, '') AS subject
  FROM LedgerEntry e, unnest($owed_subjects) AS x(word)
  WHERE starts_with(coalesce(e.subject, ''), word) OR (word >= 'A' AND contains(coalesce(e.subject, ''), word))
),
line AS (
  SELECT p."end" AS debtor, e.village, e.date, CASE WHEN e.direction = 'out' THEN e.amount_fen ELSE 0 END AS lent,
         CASE WHEN e.direction = 'in' THEN e.amount_fen ELSE 0 END AS back
  FROM LedgerEntry e JOIN PAYS_PERSON p ON p.start = e.key
  WHERE e.direction IS NOT NULL AND e.date <= $as_of AND e.village IS NOT NULL
    AND (coalesce(e.subject, '') IN (SELECT subject FROM owed)
         OR (regexp_matches(e.summary, '借款|借支|借给|出借') AND NOT regexp_matches(coalesce(e.subject, ''), '借入|短期借款|长期借款|应付')))
),
closing AS (SELECT DISTINCT year, least(make_date(year, 12, 31), $as_of) AS day FROM LedgerEntry),
balance AS (
  SELECT debtor, village, year, sum(lent - back) FILTER (date <= day) AS amount_fen,
         coalesce(sum(lent) FILTER (day - date > $advance_days), 0) - coalesce(sum(back) FILTER (date <= day), 0) AS stale,
         max(date) FILTER (date <= day AND lent > 0) AS lent_on
  FROM line, closing GROUP BY ALL
),
place AS (
  SELECT v.key AS village, v.key AS territory FROM Village v
  UNION SELECT w.start, w."end" FROM WITHIN w
  UNION SELECT w.start, u.parent FROM WITHIN w JOIN Village u ON u.key = w."end" WHERE u.parent IS NOT NULL
),
tie AS (
  SELECT start AS cadre, "end" AS person, coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM KIN WHERE near
  UNION ALL SELECT DISTINCT start, start, DATE '0001-01-01', DATE '9999-12-31' FROM SERVES
)
SELECT DISTINCT b.village, b.debtor, b.year, b.amount_fen
FROM balance b JOIN tie t ON t.person = b.debtor AND b.lent_on BETWEEN t.since AND t.until
JOIN place ON place.village = b.village
JOIN SERVES s ON s.start = t.cadre AND s."end" = place.territory AND s.role <> 'other'
 AND b.lent_on BETWEEN coalesce(s.valid_from, DATE '0001-01-01') AND coalesce(s.valid_to, DATE '9999-12-31')
WHERE b.stale > 0
