WITH arrived AS (
  SELECT f.key AS arrival, t."end" AS person, f.payee AS account, f.day, f.amount_fen, min(g.key) AS wage
  FROM PostWage g JOIN WAGE_OF t ON t.start = g.key JOIN Flow f ON f.payee = g.canonical AND f.amount_fen = g.wage_fen
  WHERE g.wage_fen > 0 AND f.stands AND f.year * 12 + f.month - 1 BETWEEN g.month_number AND g.month_number + 2
  GROUP BY ALL
),
pay_day AS (
  SELECT a.person, a.account, a.day, coalesce(j.post, '名册以外的公益岗') AS post, coalesce(j.village, p.village, '') AS village,
         sum(a.amount_fen) AS wages, min(a.amount_fen) AS wage_fen
  FROM arrived a JOIN Person p ON p.key = a.person LEFT JOIN WAGE_FOR f ON f.start = a.wage LEFT JOIN Post j ON j.key = f."end"
  GROUP BY ALL
),
spell AS (
  SELECT d.person, d.account, d.post, d.village, d.day, d.wages, least(d.day + $flow_days, min(n.day) - 1) AS until
  FROM pay_day d LEFT JOIN Flow n ON n.payee = d.account AND n.amount_fen = d.wage_fen AND n.stands AND n.day BETWEEN d.day + 1 AND d.day + $flow_days
  GROUP BY d.person, d.account, d.post, d.village, d.day, d.wages
),
moved AS (
  SELECT s.person, s.post, s.village, s.day AS arrived, x.receiver, x.payee, max(x.date) AS day, sum(x.amount_fen) AS fen
  FROM spell s JOIN Flow x ON x.payer = s.account AND x.day BETWEEN s.day AND s.until
  WHERE x.stands AND x.receiver IS DISTINCT FROM s.person
  GROUP BY s.person, s.account, s.post, s.village, s.day, s.wages, x.receiver, x.payee
  HAVING sum(x.amount_fen) >= $flow_share * s.wages
),
placed AS (
  SELECT * FROM moved m
  WHERE NOT EXISTS (SELECT 1 FROM MEMBER_OF a JOIN MEMBER_OF b ON b."end" = a."end" WHERE a.start = m.person AND b.start = m.receiver
    AND coalesce(a.valid_to, m.day) >= m.day AND coalesce(b.valid_to, m.day) >= m.day)
),
place AS (SELECT key AS village, key AS unit FROM Village UNION SELECT start, "end" FROM WITHIN),
serving AS (
  SELECT s.start AS cadre, p.village, coalesce(s.valid_from, DATE '0001-01-01') AS since, coalesce(s.valid_to, DATE '9999-12-31') AS until
  FROM SERVES s JOIN place p ON p.unit = s."end" WHERE s.role <> 'other'
)
SELECT person, post, village, sum(fen) AS amount_fen FROM placed m
WHERE EXISTS (SELECT 1 FROM BankAccount b JOIN place p ON p.unit = b.village WHERE b.canonical = m.payee AND p.village = m.village)
   OR EXISTS (SELECT 1 FROM serving s WHERE s.cadre = m.receiver AND s.village = m.village AND m.day BETWEEN s.since AND s.until)
   OR EXISTS (SELECT 1 FROM KIN k JOIN serving s ON s.cadre = k.start
      WHERE k."end" = m.receiver AND k.start <> m.person AND list_contains(k.scopes, $scope)
        AND m.day BETWEEN coalesce(k.valid_from, DATE '0001-01-01') AND coalesce(k.valid_to, DATE '9999-12-31')
        AND s.village = m.village AND m.day BETWEEN s.since AND s.until)
GROUP BY ALL
