WITH paid AS (
  SELECT p.recipient, p.program, p.year, p.village, p.area, p.amount_fen, p.decided_on, coalesce(p.paid_on, p.decided_on) AS paid_on,
         coalesce((SELECT min(m."end") FROM MEMBER_OF m WHERE m.start = p.recipient AND m.valid_to IS NULL), p.recipient) AS household
  FROM Payment p WHERE p.area > 0 AND p.stands AND p.amount_fen > 0 AND p.recipient IS NOT NULL AND p.village IS NOT NULL
),
summed AS (
  SELECT household, program, year, sum(area) AS mu, sum(amount_fen) AS amount_fen, min(decided_on) AS first_on, max(paid_on) AS last_on,
         bool_or(village IN (SELECT village FROM Parcel)) AS covered
  FROM paid GROUP BY ALL
),
inside AS (
  SELECT DISTINCT s.household, coalesce(m.start, s.household) AS person
  FROM summed s LEFT JOIN MEMBER_OF m ON m."end" = s.household AND m.valid_to IS NULL
),
held AS (
  SELECT s.household, s.program, s.year, sum(c.measured) + sum(CASE WHEN coalesce(c.valid_from, s.last_on) <= s.last_on
           AND coalesce(c.valid_to, s.first_on) >= s.first_on THEN coalesce(c.moved_in, 0) - coalesce(c.moved_out, 0) ELSE 0 END) AS mu
  FROM summed s JOIN inside i USING (household) JOIN CONTRACTS c ON c.start = i.person GROUP BY ALL
),
taken AS (
  SELECT s.household, s.program, s.year, sum(g.area) AS mu
  FROM summed s JOIN inside i USING (household) JOIN GIVEN_OVER g ON g."end" = i.person
  WHERE coalesce(g.valid_from, s.last_on) <= s.last_on AND coalesce(g.valid_to, s.first_on) >= s.first_on GROUP BY ALL
),
leased AS (
  SELECT s.household, s.program, s.year, sum(t.area) AS mu
  FROM summed s JOIN inside i USING (household) JOIN WON_BY_PERSON w ON w."end" = i.person JOIN Contract t ON t.key = w.start
  WHERE t.purpose = 'lease' AND t.unit = '亩' AND coalesce(t.valid_from, s.last_on) <= s.last_on
    AND coalesce(t.valid_to, s.first_on) >= s.first_on GROUP BY ALL
),
confirmed AS (
  SELECT s.household, s.program, s.year, coalesce(h.mu, 0) + coalesce(t.mu, 0) + coalesce(l.mu, 0) AS mu
  FROM summed s LEFT JOIN held h USING (household, program, year) LEFT JOIN taken t USING (household, program, year)
  LEFT JOIN leased l USING (household, program, year)
)
SELECT s.household, s.program, s.year, s.amount_fen
FROM summed s JOIN confirmed c USING (household, program, year)
WHERE s.covered AND s.mu > c.mu * $ratio AND s.mu - c.mu >= $min_excess
