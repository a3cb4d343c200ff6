WITH paid AS (
  SELECT key, recipient, program, amount_fen, year, coalesce(period_from, paid_on, decided_on) AS opens,
         coalesce(period_to, paid_on, decided_on) AS closes
  FROM Payment WHERE stands AND amount_fen > 0
),
pair AS (
  SELECT x.start AS program, x."end" AS other, x.level, x.unit, x.valid_from, x.valid_to FROM EXCLUDES x
),
pairing AS (
  SELECT p.recipient AS person, q.recipient AS partner, r.program, r.other, r.level, p.key AS one, q.key AS two,
         CASE WHEN r.unit = '年' THEN q.year ELSE greatest(p.year, q.year) END AS year, greatest(p.opens, q.opens) AS day
  FROM pair r JOIN paid p ON p.program = r.program JOIN paid q ON q.program = r.other
  WHERE p.key <> q.key
    AND ((r.unit = '月' AND p.opens <= q.closes AND p.closes >= q.opens)
      OR (r.unit = '年' AND abs(p.year - q.year) <= $n_years AND (r.program <> r.other OR p.year < q.year)))
    AND (r.valid_from IS NULL OR r.valid_from <= least(p.closes, q.closes))
    AND (r.valid_to IS NULL OR r.valid_to >= greatest(p.opens, q.opens))
    AND NOT EXISTS (SELECT 1 FROM PERMITTED_WITH w WHERE w.start = r.program AND w."end" = r.other
                    AND coalesce(w.valid_from, DATE '0001-01-01') <= greatest(p.opens, q.opens)
                    AND coalesce(w.valid_to, DATE '9999-12-31') >= greatest(p.opens, q.opens))
    AND (p.recipient = q.recipient OR EXISTS (
      SELECT 1 FROM COVERED_BY a JOIN COVERED_BY b ON b."end" = a."end"
      WHERE a.start = p.recipient AND b.start = q.recipient AND coalesce(b.covered, true)
        AND greatest(p.opens, q.opens) BETWEEN coalesce(a.valid_from, DATE '0001-01-01') AND coalesce(a.valid_to, DATE '9999-12-31')
        AND greatest(p.opens, q.opens) BETWEEN coalesce(b.valid_from, DATE '0001-01-01') AND coalesce(b.valid_to, DATE '9999-12-31'))
      OR (r.level = 'household' AND EXISTS (
      SELECT 1 FROM MEMBER_OF a JOIN MEMBER_OF b ON b."end" = a."end"
      WHERE a.start = p.recipient AND b.start = q.recipient
        AND greatest(p.opens, q.opens) BETWEEN coalesce(a.valid_from, DATE '0001-01-01') AND coalesce(a.valid_to, DATE '9999-12-31')
        AND greatest(p.opens, q.opens) BETWEEN coalesce(b.valid_from, DATE '0001-01-01') AND coalesce(b.valid_to, DATE '9999-12-31'))))
)
SELECT person, program, other, year, sum(amount_fen) AS amount_fen
FROM (SELECT DISTINCT b.person, b.program, b.other, b.year, k.key, k.amount_fen FROM pairing b JOIN paid k ON k.key IN (b.one, b.two))
GROUP BY ALL
