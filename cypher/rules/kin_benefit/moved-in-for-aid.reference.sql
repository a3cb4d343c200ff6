WITH moved AS (
  SELECT x.key AS person, f.key AS file, f.program, v.valid_from AS counted_on, m."end" AS household, m.valid_from AS moved_on, w.start AS recipient
  FROM COVERED_BY v JOIN Person x ON x.key = v.start JOIN BenefitFile f ON f.key = v."end"
  JOIN COVERED_BY w ON w."end" = f.key AND w.head AND w.start <> x.key
  JOIN MEMBER_OF m ON m.start = x.key JOIN MEMBER_OF n ON n."end" = m."end" AND n.start = w.start
  WHERE coalesce(v.covered, true) AND f.program IS NOT NULL AND NOT coalesce(m.head, false) AND m.valid_from <= v.valid_from
    AND m.valid_from > coalesce(x.birth, DATE '1970-01-01') + CAST($event_days AS INTEGER)
    AND (n.valid_from IS NULL OR n.valid_from < m.valid_from)
    AND NOT EXISTS (SELECT 1 FROM SPOUSE_OF s WHERE x.key IN (s.start, s."end")
      AND (abs(s.valid_from - m.valid_from) <= $event_days OR abs(s.valid_to - m.valid_from) <= $event_days))
),
near_one AS (
  SELECT person, household, moved_on, p.start AS other FROM moved JOIN PARENT_OF p ON p."end" = person
  UNION
  SELECT person, household, moved_on, CASE WHEN s.start = person THEN s."end" ELSE s.start END
  FROM moved JOIN SPOUSE_OF s ON person IN (s.start, s."end") WHERE s.valid_to IS NULL OR s.valid_to >= moved_on
),
living AS (
  SELECT n.person, n.household, n.moved_on, bool_or(r."end" = n.household) AS here, bool_or(r."end" <> n.household) AS elsewhere
  FROM near_one n JOIN MEMBER_OF r ON r.start = n.other
  WHERE coalesce(r.valid_from, n.moved_on) <= n.moved_on AND (r.valid_to IS NULL OR r.valid_to > n.moved_on) GROUP BY ALL
),
paid AS (
  SELECT m.person, m.household, m.program, m.file, m.moved_on, sum(p.amount_fen) AS amount_fen, min(coalesce(p.period_from, p.paid_on)) AS started
  FROM moved m JOIN living l USING (person, household, moved_on)
  JOIN Payment p ON p.recipient = m.recipient AND p.program = m.program AND p.stands AND p.amount_fen > 0
   AND coalesce(p.period_from, p.paid_on) >= m.counted_on
  WHERE NOT l.here AND l.elsewhere GROUP BY ALL
)
SELECT person, household, program, max(amount_fen) AS amount_fen FROM paid
WHERE (started - moved_on) * 12 <= $window_months * 366 GROUP BY ALL
