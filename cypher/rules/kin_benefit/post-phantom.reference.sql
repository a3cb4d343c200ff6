WITH wage AS (
  SELECT g.key, t."end" AS person, g.wage_fen, g.month, g.last_day, g.month_number, g.attendance
  FROM PostWage g JOIN WAGE_OF t ON t.start = g.key WHERE g.wage_fen > 0
),
empty AS (
  SELECT key FROM wage WHERE attendance = 0
  UNION
  SELECT w.key FROM wage w JOIN Person p ON p.key = w.person WHERE p.death_month < w.month_number
  UNION
  SELECT w.key FROM wage w JOIN IN_CUSTODY i ON i.start = w.person JOIN Custody h ON h.key = i."end"
  WHERE h.kind IN ('prison', 'detention', 'other') AND h.full_from <= w.month AND h.full_to >= w.last_day
  UNION
  SELECT w.key FROM wage w JOIN EMPLOYED_AT m ON m.start = w.person
  WHERE m.regular AND NOT regexp_matches(m.post_type, '离退|退休') AND coalesce(m.valid_from, w.month) <= w.month AND coalesce(m.valid_to, w.last_day) >= w.last_day
)
SELECT w.person, coalesce(j.post, '名册以外的公益岗') AS post, coalesce(j.village, p.village, '') AS village, sum(w.wage_fen) AS amount_fen
FROM wage w SEMI JOIN empty USING (key) JOIN Person p ON p.key = w.person
LEFT JOIN WAGE_FOR f ON f.start = w.key LEFT JOIN Post j ON j.key = f."end"
GROUP BY ALL
