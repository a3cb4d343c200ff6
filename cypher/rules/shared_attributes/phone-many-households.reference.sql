WITH listed AS (
  SELECT u."end" AS phone, u.village, u.start AS person, u.year, u.first_month, u.last_month
  FROM GIVES_PHONE u JOIN Phone x ON x.key = u."end"
  WHERE u.village IS NOT NULL AND u.origin <> 'cadres' AND NOT coalesce(x.office, false)
),
often AS (SELECT phone, village FROM listed GROUP BY ALL HAVING count(DISTINCT person) >= $min),
kept AS (SELECT l.* FROM listed l SEMI JOIN often USING (phone, village)),
home AS (
  SELECT start AS person, min("end") AS home FROM MEMBER_OF
  WHERE valid_to IS NULL AND start IN (SELECT person FROM kept) GROUP BY start
),
seen AS (  -- the two months of each listing that are known
  SELECT DISTINCT k.phone, k.village, coalesce(h.home, k.person) AS home, unnest([k.first_month, k.last_month]) AS month
  FROM kept k LEFT JOIN home h USING (person)
),
span AS (SELECT DISTINCT phone, village, year, last_month AS until, last_month - $window_months AS before FROM kept)
SELECT DISTINCT phone, village, year, 0 AS amount_fen FROM (
  SELECT s.phone, s.village, s.year, s.until FROM span s JOIN seen a USING (phone, village)
  WHERE a.month > s.before AND a.month <= s.until
  GROUP BY ALL HAVING count(DISTINCT a.home) >= $min)
