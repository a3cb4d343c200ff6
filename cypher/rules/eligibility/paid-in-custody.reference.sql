WITH held AS (
  SELECT i.start AS person, c.full_from, c.full_to FROM IN_CUSTODY i JOIN Custody c ON c.key = i."end"
  WHERE c.kind IN ('prison', 'detention', 'other') AND c.full_to IS NOT NULL AND c.days >= $min_days
),
covers AS (
  SELECT v.start AS person, f.key AS file, f.program, coalesce(v.valid_from, DATE '0001-01-01') AS since,
         coalesce(v.valid_to, DATE '9999-12-31') AS until
  FROM COVERED_BY v JOIN BenefitFile f ON f.key = v."end" WHERE coalesce(v.covered, true)
),
payee AS (
  SELECT person, person AS recipient FROM held
  UNION
  SELECT h.person, v.start FROM held h JOIN covers c USING (person) JOIN COVERED_BY v ON v."end" = c.file
)
SELECT person, program, sum(amount_fen) AS amount_fen
FROM (
  SELECT DISTINCT h.person, p.program, p.key, p.amount_fen
  FROM held h JOIN payee y USING (person) JOIN Payment p ON p.recipient = y.recipient JOIN Program g ON g.key = p.program
  WHERE p.stands AND p.amount_fen > 0
    AND coalesce(p.period_from, p.paid_on) <= h.full_to AND coalesce(p.period_to, p.paid_on) >= h.full_from
    AND ((y.recipient = h.person AND coalesce(g.payee_unit, 'person') <> 'household')
      OR EXISTS (SELECT 1 FROM covers c WHERE c.person = h.person AND (c.program = g.key OR (c.program IS NULL AND g."class" = 'C'))
           AND coalesce(p.period_from, p.paid_on, p.decided_on) <= c.until AND coalesce(p.period_to, p.paid_on, p.decided_on) >= c.since
           AND (y.recipient = h.person OR EXISTS (SELECT 1 FROM COVERED_BY v WHERE v."end" = c.file AND v.start = y.recipient))))
)
GROUP BY ALL
