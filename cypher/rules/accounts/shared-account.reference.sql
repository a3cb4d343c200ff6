WITH shared AS (
  SELECT canonical AS account, year FROM Payment
  WHERE stands AND amount_fen > 0 AND canonical IS NOT NULL
  GROUP BY ALL HAVING min(recipient) <> max(recipient)
),
candidate AS (
  SELECT s.account, s.year, (SELECT min(h.start) FROM HOLDS h WHERE h."end" = s.account) AS owner
  FROM shared s JOIN BankAccount a ON a.key = s.account
  WHERE NOT coalesce(a.institution, false) AND coalesce(a.kind, 'unknown') <> 'corporate'
    AND s.account NOT IN (SELECT "end" FROM ORG_HOLDS)
),
paid AS (
  SELECT c.account, c.year, c.owner, p.key, p.recipient, p.program, p.amount_fen, p.decided_on, g.payee_unit
  FROM candidate c
  JOIN Payment p ON p.canonical = c.account AND p.year = c.year AND p.stands AND p.amount_fen > 0
  LEFT JOIN Program g ON g.key = p.program
  WHERE NOT EXISTS (
    SELECT 1 FROM WARD_OF w
    WHERE w.start = p.recipient AND (w."end" = c.owner OR w.account = c.account OR w.account = p.account)
      AND p.decided_on BETWEEN coalesce(w.valid_from, DATE '0001-01-01') AND coalesce(w.valid_to, DATE '9999-12-31'))
),
summed AS (
  SELECT account, year, count(DISTINCT recipient) AS people, sum(amount_fen) AS amount_fen, min(decided_on) AS first_on,
         coalesce(bool_and(payee_unit = 'household'), false) AND count(*) = count(payee_unit) AS all_by_household
  FROM paid GROUP BY ALL
  HAVING count(DISTINCT recipient) >= 2 AND (count(DISTINCT program) >= $min_programmes OR count(*) >= $min_payments)
),
home AS (
  SELECT start AS person, "end" AS home, coalesce(valid_to, DATE '9999-12-31') AS valid_to FROM MEMBER_OF
  UNION ALL SELECT start, "end", coalesce(valid_to, DATE '9999-12-31') FROM COVERED_BY
),
together AS (
  SELECT account, year, max(inside) AS largest FROM (
    SELECT s.account, s.year, h.home, count(DISTINCT p.recipient) AS inside
    FROM summed s JOIN paid p USING (account, year)
    JOIN home h ON h.person = p.recipient AND h.valid_to >= s.first_on
    GROUP BY ALL)
  GROUP BY ALL
)
SELECT s.account, s.year, s.amount_fen
FROM summed s LEFT JOIN together t USING (account, year)
WHERE NOT (s.all_by_household AND coalesce(t.largest, 0) = s.people)
