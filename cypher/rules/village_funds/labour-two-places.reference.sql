WITH work AS (
  SELECT w."end" AS person, d.date, d.village, d.year, d.site, d.days, d.amount_fen
  FROM LabourDay d JOIN WORKED w ON w.start = d.key WHERE d.date IS NOT NULL AND NOT d.duty
),
day AS (
  SELECT person, date, (count(DISTINCT site) > 1 OR count(DISTINCT village) > 1) AND sum(days) > 1 AS twice FROM work GROUP BY ALL
),
odd AS (  -- in two places, after the death, on a weekday in somebody's pay, or within whole months behind bars
  SELECT person, date FROM day WHERE twice
  UNION SELECT d.person, d.date FROM day d JOIN Person p ON p.key = d.person WHERE p.death_precision = 'day' AND d.date > p.death
  UNION SELECT d.person, d.date FROM day d JOIN EMPLOYED_AT j ON j.start = d.person
  WHERE isodow(d.date) <= 5 AND j.regular AND contains(j.post_type, '编') AND NOT contains(j.post_type, '离退休')
    AND d.date BETWEEN j.valid_from AND coalesce(j.valid_to, DATE '9999-12-31')
  UNION SELECT d.person, d.date FROM day d JOIN IN_CUSTODY i ON i.start = d.person JOIN Custody h ON h.key = i."end"
  WHERE h.kind IN ('prison', 'detention', 'other') AND d.date BETWEEN h.full_from AND h.full_to
    AND d.date > h.valid_from AND d.date < coalesce(h.valid_to, DATE '9999-12-31')
)
SELECT village, year, person, sum(amount_fen) AS amount_fen
FROM work SEMI JOIN odd USING (person, date) WHERE village IS NOT NULL GROUP BY ALL
