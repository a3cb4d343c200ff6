WITH paid AS (
  SELECT p.recipient, p.program, p.year, p.village, p.area, p.amount_fen, p.decided_on, coalesce(p.paid_on, p.decided_on) AS paid_on,
         coalesce((SELECT min(m."end") FROM MEMBER_OF m WHERE m.start = p.recipient AND m.valid_to IS NULL), p.recipient) AS household
  FROM Payment p WHERE p.area > 0 AND p.stands AND p.amount_fen > 0 AND p.recipient IS NOT NULL AND p.village IS NOT NULL
),
summed AS (
  SELECT household, program, year, sum(area) AS mu, sum(amount_fen) AS amount_fen, max(decided_on) AS decided_on, max(paid_on) AS last_on,
         min(village) AS village FROM paid GROUP BY ALL
),
own AS (SELECT recipient, household, program, year, sum(area) AS mu FROM paid GROUP BY ALL),
risen AS (
  SELECT DISTINCT b.household, b.program, b.year FROM own a JOIN own b ON b.recipient = a.recipient AND b.program = a.program AND b.year = a.year + 1
  WHERE b.mu > a.mu * (1 + $growth) AND b.mu - a.mu >= $min_excess
),
grown AS (
  SELECT b.household, b.program, b.year, b.amount_fen, a.decided_on AS before_on, b.last_on, least(a.village, b.village) AS village
  FROM summed a JOIN summed b ON b.household = a.household AND b.program = a.program AND b.year = a.year + 1
  JOIN risen r ON r.household = b.household AND r.program = b.program AND r.year = b.year
  WHERE b.mu > a.mu * (1 + $growth) AND b.mu - a.mu >= $min_excess
),
total AS (
  SELECT g.household, g.program, g.year,
         sum(CASE WHEN coalesce(c.valid_from, g.before_on) <= g.before_on AND coalesce(c.valid_to, g.before_on) >= g.before_on THEN c.measured ELSE 0 END) AS before_mu,
         sum(CASE WHEN coalesce(c.valid_from, g.last_on) <= g.last_on AND coalesce(c.valid_to, g.last_on) >= g.last_on THEN c.measured ELSE 0 END) AS now_mu
  FROM grown g JOIN Parcel l ON l.village = g.village JOIN CONTRACTS c ON c."end" = l.key GROUP BY ALL
)
SELECT g.household, g.program, g.year, g.amount_fen FROM grown g JOIN total t USING (household, program, year)
WHERE t.before_mu > 0 AND abs(t.now_mu - t.before_mu) < $still * t.before_mu
