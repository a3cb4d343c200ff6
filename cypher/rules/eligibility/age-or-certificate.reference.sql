WITH told AS (SELECT DISTINCT kind FROM Certificate),
judged AS (
  SELECT p.key, p.recipient AS person, p.program, p.amount_fen,
         coalesce(datediff('month', r.birth, p.period_to), (p.paid_on - r.birth) / 30.4375) AS months, g.age_min, g.age_max,
         g.certificate IN (SELECT kind FROM told) AND NOT EXISTS (
           SELECT 1 FROM CERTIFIED h JOIN Certificate c ON c.key = h."end"
           WHERE h.start = p.recipient AND c.kind = g.certificate AND coalesce(c.grade, 1) <= coalesce(g.grade_max, 99)
             AND coalesce(c.valid_from, DATE '0001-01-01') <= coalesce(p.period_to, p.paid_on, p.decided_on)
             AND (c.valid_to IS NULL OR c.valid_to + $renewal_grace_days::INT >= coalesce(p.period_from, p.paid_on, p.decided_on))
         ) AS unproved
  FROM Payment p JOIN Program g ON g.key = p.program JOIN Person r ON r.key = p.recipient
  WHERE p.stands AND p.amount_fen > 0 AND NOT coalesce(p.arrears, false)
    AND (g.age_min IS NOT NULL OR g.age_max IS NOT NULL OR g.certificate IS NOT NULL)
)
SELECT person, program, sum(amount_fen) AS amount_fen FROM judged
WHERE coalesce(months < age_min * 12, false) OR coalesce(months >= (age_max + 1) * 12, false) OR coalesce(unproved, false)
GROUP BY ALL
