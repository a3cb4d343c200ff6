WITH arrived AS (
  SELECT f.key AS arrival, t."end" AS person, f.payee AS account, f.day, f.amount_fen, min(g.key) AS wage
  FROM PostWage g JOIN WAGE_OF t ON t.start = g.key JOIN Flow f ON f.payee = g.canonical AND f.amount_fen = g.wage_fen
  WHERE g.wage_fen > 0 AND f.stands AND f.year * 12 + f.month - 1 BETWEEN g.month_number AND g.month_number + 2
  GROUP BY ALL
),
moved AS (
  SELECT a.person, a.arrival, a.wage, x.receiver, x.payee, max(x.date) AS day, sum(x.amount_fen) AS fen
  FROM arrived a JOIN Flow x ON x.payer = a.account AND x.day BETWEEN a.day AND a.day + $flow_days
  WHERE x.stands AND x.receiver IS DISTINCT FROM a.person
  GROUP BY ALL HAVING sum(x.amount_fen) >= $flow_share * any_value(a.amount_fen)
),
placed AS (
  SELECT m.*, coalesce(j.post, '名册以外的公益岗') AS post, coalesce(j.village, p.village, '') AS village
  FROM moved m JOIN Person p ON p.key = m.person LEFT JOIN WAGE_FOR f ON f.start = m.wage LEFT JOIN Post j ON j.key = f."end"
  WHERE NOT EXISTS (SELECT 1 FROM MEMBER_OF a JOIN MEMBER_OF b ON b."end" = a."end" WHERE a.start = m.person AND b.start = m.receiver)
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
