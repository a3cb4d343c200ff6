WITH paid AS (
  SELECT p.key, p.recipient, p.program, p.amount_fen, p.decided_on, greatest(p.decided_on, coalesce(p.period_from, p.decided_on)) AS day
  FROM Payment p JOIN Program g ON g.key = p.program
  WHERE coalesce(g.asset_test, false) AND p.stands AND p.amount_fen > 0
),
title AS (
  SELECT h.start AS owner, v.key AS house, v."class" = 'commodity' AS bought, h.share, coalesce(v.owners, 1) AS owners, coalesce(h.valid_from, DATE '0001-01-01') AS since,
         coalesce(h.valid_to, DATE '9999-12-31') AS until
  FROM HAS_HOUSE h JOIN House v ON v.key = h."end"
  WHERE NOT coalesce(v.gone, false) AND NOT list_contains($exclude_types, coalesce(v."class", 'unknown'))
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
),
owning AS (
  SELECT p.key, p.recipient, p.program, p.amount_fen, p.day, p.decided_on
  FROM paid p JOIN (
    SELECT p.key, t.house, bool_or(t.bought) AS bought,
           coalesce(sum(t.share), 0) >= $small_share OR count(DISTINCT t.owner) >= max(t.owners) AS solid
    FROM paid p JOIN family f USING (key) JOIN title t ON t.owner = f.member AND p.day BETWEEN t.since AND t.until
    GROUP BY p.key, t.house) t USING (key)
  GROUP BY ALL HAVING bool_or(t.bought) OR count(*) FILTER (t.solid) >= $min_homes
)
SELECT coalesce((SELECT min(l.file) FROM listed l WHERE l.person = o.recipient AND o.day BETWEEN l.since AND l.until),
                (SELECT min(h.household) FROM home h WHERE h.person = o.recipient AND o.decided_on BETWEEN h.since AND h.until),
                o.recipient) AS unit, program, sum(amount_fen) AS amount_fen
FROM owning o GROUP BY ALL
