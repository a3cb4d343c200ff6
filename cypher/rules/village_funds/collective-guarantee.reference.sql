WITH place AS (
  SELECT v.key AS village, v.key AS territory FROM Village v
  UNION SELECT w.start, w."end" FROM WITHIN w
  UNION SELECT w.start, u.parent FROM WITHIN w JOIN Village u ON u.key = w."end" WHERE u.parent IS NOT NULL
),
deal AS (
  SELECT t.key, o."end" AS village, w."end" AS debtor, t.start_year AS year, t.amount_fen, coalesce(t.signed, t.valid_from) AS day
  FROM Contract t JOIN WON_BY_PERSON w ON w.start = t.key JOIN OWNED_BY o ON o.start = t.key
  WHERE t.purpose = 'guarantee' OR (t.purpose = 'loan' AND t.valid_to IS NULL)
),
serving AS (
  SELECT s.start AS cadre, p.village, coalesce(s.valid_from, DATE '0001-01-01') AS since, coalesce(s.valid_to, DATE '9999-12-31') AS until
  FROM SERVES s JOIN place p ON p.territory = s."end" WHERE s.role <> 'other'
),
tie AS (
  SELECT start AS cadre, "end" AS person, coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM KIN WHERE near
  UNION ALL SELECT DISTINCT cadre, cadre, DATE '0001-01-01', DATE '9999-12-31' FROM serving
)
SELECT village, debtor, year, sum(amount_fen) AS amount_fen FROM (
  SELECT DISTINCT d.village, d.debtor, d.year, d.key, d.amount_fen
  FROM deal d JOIN tie k ON k.person = d.debtor AND d.day BETWEEN k.since AND k.until
  JOIN serving s ON s.cadre = k.cadre AND s.village = d.village AND d.day BETWEEN s.since AND s.until)
GROUP BY ALL
