WITH paid AS MATERIALIZED (
  SELECT key, recipient, program, amount_fen, year, coalesce(period_from, paid_on, decided_on) AS opens,
         coalesce(period_to, paid_on, decided_on) AS closes
  FROM Payment WHERE stands AND amount_fen > 0 AND program IN (SELECT start FROM EXCLUDES UNION SELECT "end" FROM EXCLUDES)
),
takes AS MATERIALIZED (SELECT DISTINCT recipient AS person, program FROM paid),
pair AS (
  SELECT x.start AS program, x."end" AS other, x.level, x.unit, x.valid_from, x.valid_to FROM EXCLUDES x
),
peer AS (
  SELECT DISTINCT person, person AS partner, '' AS through, NULL::DATE AS f, NULL::DATE AS t,
         NULL::DATE AS f2, NULL::DATE AS t2 FROM takes
  UNION ALL
  SELECT a.start, b.start, 'file', a.valid_from, a.valid_to, b.valid_from, b.valid_to
  FROM COVERED_BY a JOIN COVERED_BY b ON b."end" = a."end" AND b.start <> a.start WHERE coalesce(b.covered, true)
  UNION ALL
  SELECT a.start, b.start, 'home', a.valid_from, a.valid_to, b.valid_from, b.valid_to
  FROM MEMBER_OF a JOIN MEMBER_OF b ON b."end" = a."end" AND b.start <> a.start
),
meeting AS MATERIALIZED (
  SELECT r.*, y.* FROM pair r JOIN takes m ON m.program = r.program
  JOIN peer y ON y.person = m.person AND (y.through <> 'home' OR r.level = 'household')
  JOIN takes n ON n.person = y.partner AND n.program = r.other
),
pairing AS (
  SELECT p.recipient AS person, q.recipient AS partner, r.program, r.other, r.level, p.key AS one, q.key AS two,
         CASE WHEN r.unit = '年' THEN q.year ELSE greatest(p.year, q.year) END AS year, greatest(p.opens, q.opens) AS day
  FROM meeting r JOIN paid p ON p.recipient = r.person AND p.program = r.program
  JOIN paid q ON q.recipient = r.partner AND q.program = r.other
  WHERE p.key <> q.key
    AND ((r.unit = '月' AND p.opens <= q.closes AND p.closes >= q.opens)
      OR (r.unit = '年' AND abs(p.year - q.year) <= $n_years AND (r.program <> r.other OR p.year < q.year)))
    AND (r.valid_from IS NULL OR r.valid_from <= least(p.closes, q.closes))
    AND (r.valid_to IS NULL OR r.valid_to >= greatest(p.opens, q.opens))
    AND greatest(p.opens, q.opens) BETWEEN coalesce(r.f, DATE '0001-01-01') AND coalesce(r.t, DATE '9999-12-31')
    AND greatest(p.opens, q.opens) BETWEEN coalesce(r.f2, DATE '0001-01-01') AND coalesce(r.t2, DATE '9999-12-31')
    AND NOT EXISTS (SELECT 1 FROM PERMITTED_WITH w WHERE w.start = r.program AND w."end" = r.other
                    AND coalesce(w.valid_from, DATE '0001-01-01') <= greatest(p.opens, q.opens)
                    AND coalesce(w.valid_to, DATE '9999-12-31') >= greatest(p.opens, q.opens))
)
SELECT b.person, b.program, b.other, b.year, sum(k.amount_fen) AS amount_fen
FROM (SELECT person, program, other, year, one AS key FROM pairing UNION SELECT person, program, other, year, two FROM pairing) b
JOIN paid k ON k.key = b.key
GROUP BY ALL
