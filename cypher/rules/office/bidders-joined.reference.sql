WITH pair AS (
  SELECT t.key AS contract, x.start AS first, y.start AS second, coalesce(t.signed, t.meeting, $as_of) AS day,
         x.deposit = y.deposit OR x.phone = y.phone OR x.ip = y.ip
           OR (x.address = y.address AND NOT coalesce(x.agency, false) AND NOT coalesce(y.agency, false)) AS one_hand
  FROM BID_FOR x JOIN BID_FOR y ON y."end" = x."end" AND x.start < y.start JOIN Contract t ON t.key = x."end"
),
head AS (
  SELECT start AS person, "end" AS org, coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM DIRECTS WHERE role = 'legal_rep'
),
tie AS (
  SELECT start, "end", coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM KIN WHERE near
  UNION ALL SELECT DISTINCT person, person, DATE '0001-01-01', DATE '9999-12-31' FROM head
),
owner AS (  -- who has the say in an organization by shares; each bidder has it in itself
  SELECT start AS owner, "end" AS org, coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM (SELECT start, "end", share, valid_from, valid_to FROM OWNS UNION ALL SELECT start, "end", share, valid_from, valid_to FROM ORG_OWNS)
  WHERE share > 0.5
  UNION ALL SELECT DISTINCT start, start, DATE '0001-01-01', DATE '9999-12-31' FROM BID_FOR
)
SELECT contract, first, second, 0 AS amount_fen FROM pair WHERE one_hand
UNION
SELECT p.contract, p.first, p.second, 0
FROM pair p JOIN head a ON a.org = p.first AND p.day BETWEEN a.since AND a.until
JOIN head b ON b.org = p.second AND p.day BETWEEN b.since AND b.until
JOIN tie k ON k.start = a.person AND k."end" = b.person AND p.day BETWEEN k.since AND k.until
UNION
SELECT p.contract, p.first, p.second, 0
FROM pair p JOIN owner a ON a.org = p.first AND p.day BETWEEN a.since AND a.until
JOIN owner b ON b.org = p.second AND b.owner = a.owner AND p.day BETWEEN b.since AND b.until
