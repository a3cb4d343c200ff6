WITH paid AS (
  SELECT key, recipient, program, amount_fen, year, coalesce(period_from, paid_on, decided_on) AS opens,
         coalesce(period_to, paid_on, decided_on) AS closes
  FROM Payment WHERE stands AND amount_fen > 0
),
pair AS (
  SELECT x.start AS program, x."end" AS other, x.level, x.unit, x.valid_from, x.valid_to FROM EXCLUDES x
),
peer AS (
  SELECT DISTINCT recipient AS person, recipient AS partner, '' AS through, NULL::DATE AS f, NULL::DATE AS t,
         NULL::DATE AS f2, NULL::DATE AS t2 FROM paid
  UNION ALL
  SELECT a.start, b.start, 'file', a.valid_from, a.valid_to, b.valid_from, b.valid_to
  FROM COVERED_BY a JOIN COVERED_BY b ON b."end" = a."end" AND b.start <> a.start WHERE coalesce(b.covered, true)
  UNION ALL
  SELECT a.start, b.start, 'home', a.valid_from, a.valid_to, b.valid_from, b.valid_to
  FROM MEMBER_OF a JOIN MEMBER_OF b ON b."end" = a."end" AND b.start <> a.start
),
pairing AS (
  SELECT p.recipient AS person, q.recipient AS partner, r.program, r.other, r.level, p.key AS one, q.key AS two,
         CASE WHEN r.unit = '年' THEN q.year ELSE greatest(p.year, q.year) END AS year, greatest(p.opens, q.opens) AS day
  FROM pair r JOIN paid p ON p.program = r.program
  JOIN peer y ON y.person = p.recipient AND (y.through <> 'home' OR r.level = 'household')
  JOIN paid q ON q.recipient = y.partner AND q.program = r.other
  WHERE p.key <> q.key
    AND ((r.unit = '月' AND p.opens <= q.closes AND p.closes >= q.opens)
      OR (r.unit = '年' AND abs(p.year - q.year) <= $n_years AND (r.program <> r.other OR p.year < q.year)))
    AND (r.valid_from IS NULL OR r.valid_from <= least(p.closes, q.closes))
    AND (r.valid_to IS NULL OR r.valid_to >= greatest(p.opens, q.opens))
    AND greatest(p.opens, q.opens) BETWEEN coalesce(y.f, DATE '0001-01-01') AND coalesce(y.t, DATE '9999-12-31')
    AND greatest(p.opens, q.opens) BETWEEN coalesce(y.f2, DATE '0001-01-01') AND coalesce(y.t2, DATE '9999-12-31')
    AND NOT EXISTS (SELECT 1 FROM PERMITTED_WITH w WHERE w.start = r.program AND w."end" = r.other
                    AND coalesce(w.valid_from, DATE '0001-01-01') <= greatest(p.opens, q.opens)
                    AND coalesce(w.valid_to, DATE '9999-12-31') >= greatest(p.opens, q.opens))
)
SELECT b.person, b.program, b.other, b.year, sum(k.amount_fen) AS amount_fen
FROM (SELECT person, program, other, year, one AS key FROM pairing UNION SELECT person, program, other, year, two FROM pairing) b
JOIN paid k ON k.key = b.key
GROUP BY ALL
