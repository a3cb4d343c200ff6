WITH paid AS (
  SELECT p.key, p.recipient, p.program, p.amount_fen, greatest(p.decided_on, coalesce(p.period_from, p.decided_on)) AS day
  FROM Payment p JOIN Program g ON g.key = p.program
  WHERE coalesce(g.asset_test, false) AND p.stands AND p.amount_fen > 0
),
car AS (
  SELECT h.start AS owner, v.key AS vehicle, coalesce(h.valid_from, DATE '0001-01-01') AS since,
         coalesce(h.valid_to, DATE '9999-12-31') AS until
  FROM HAS_VEHICLE h JOIN Vehicle v ON v.key = h."end"
  WHERE v.passenger AND NOT coalesce(v.gone, false) AND (v.price_fen IS NULL OR v.price_fen > $value)
),
listed AS (
  SELECT start AS person, "end" AS file, coalesce(valid_from, DATE '0001-01-01') AS since,
         coalesce(valid_to, DATE '9999-12-31') AS until
  FROM COVERED_BY
),
home AS (
  SELECT start AS person, "end" AS household, coalesce(valid_from, DATE '0001-01-01') AS since,
         coalesce(valid_to, DATE '9999-12-31') AS until
  FROM MEMBER_OF
),
family AS (
  SELECT p.key, p.recipient AS member FROM paid p
  UNION
  SELECT p.key, y.person FROM paid p JOIN listed x ON x.person = p.recipient AND p.day BETWEEN x.since AND x.until
  JOIN listed y ON y.file = x.file AND p.day BETWEEN y.since AND y.until
  UNION
  SELECT p.key, y.person FROM paid p JOIN home x ON x.person = p.recipient AND p.day BETWEEN x.since AND x.until
  JOIN home y ON y.household = x.household AND p.day BETWEEN y.since AND y.until
  WHERE NOT EXISTS (SELECT 1 FROM listed l WHERE l.person = p.recipient AND p.day BETWEEN l.since AND l.until)
)
SELECT recipient AS person, vehicle, program, sum(amount_fen) AS amount_fen
FROM (
  SELECT DISTINCT p.recipient, c.vehicle, p.program, p.key, p.amount_fen
  FROM paid p JOIN family f USING (key) JOIN car c ON c.owner = f.member AND p.day BETWEEN c.since AND c.until
)
GROUP BY ALL
