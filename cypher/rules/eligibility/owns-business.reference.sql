WITH paid AS (
  SELECT p.key, p.recipient, p.program, p.amount_fen, greatest(p.decided_on, coalesce(p.period_from, p.decided_on)) AS day
  FROM Payment p JOIN Program g ON g.key = p.program
  WHERE coalesce(g.asset_test, false) AND p.stands AND p.amount_fen > 0
),
held AS (
  SELECT start AS owner, "end" AS org, valid_from, valid_to FROM DIRECTS WHERE role = 'legal_rep'
  UNION ALL
  SELECT start, "end", valid_from, valid_to FROM OWNS
  WHERE coalesce(share, 1.0) >= $min_share AND coalesce(role, '') NOT IN ('合作社成员', '成员', '社员')
),
business AS (
  SELECT h.owner, o.key AS organization,
         greatest(coalesce(h.valid_from, DATE '0001-01-01'), coalesce(o.founded, DATE '0001-01-01')) AS since,
         least(coalesce(h.valid_to, DATE '9999-12-31'), coalesce(o.closed, DATE '9999-12-31')) AS until
  FROM held h JOIN Organization o ON o.key = h.org
  WHERE NOT coalesce(o.public, false) AND NOT coalesce(o.institution, false) AND (o.status <> 'closed' OR o.closed IS NOT NULL)
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
SELECT recipient AS person, organization, program, sum(amount_fen) AS amount_fen
FROM (
  SELECT DISTINCT p.recipient, b.organization, p.program, p.key, p.amount_fen
  FROM paid p JOIN family f USING (key) JOIN business b ON b.owner = f.member AND p.day BETWEEN b.since AND b.until
)
GROUP BY ALL
