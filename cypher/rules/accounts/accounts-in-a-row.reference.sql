WITH opened AS (
  SELECT a.key, a.canonical, a.branch, a.opened AS opened_on, a.run AS mark, h.start AS holder, coalesce(p.village, '') AS village,
         coalesce((SELECT min(m."end") FROM MEMBER_OF m WHERE m.start = p.key AND coalesce(m.valid_to, DATE '9999-12-31') >= a.opened), p.key) AS home
  FROM BankAccount a JOIN HOLDS h ON h."end" = a.key JOIN Person p ON p.key = h.start
  WHERE a.opened IS NOT NULL AND a.branch IS NOT NULL
),
share AS (
  SELECT branch, opened_on, village, count(DISTINCT home) AS homes, (SELECT count(*) FROM Household t WHERE t.village = o.village) AS households
  FROM opened o GROUP BY ALL
),
kept AS (
  SELECT o.* FROM opened o JOIN share s USING (branch, opened_on, village)
  WHERE o.mark IS NOT NULL AND (s.households = 0 OR s.homes < $exclude_share * s.households)
),
tied AS (
  SELECT start AS a, "end" AS b FROM PARENT_OF UNION ALL SELECT "end", start FROM PARENT_OF
  UNION ALL SELECT start, "end" FROM SPOUSE_OF UNION ALL SELECT "end", start FROM SPOUSE_OF
  UNION ALL SELECT start, "end" FROM SIBLING_OF UNION ALL SELECT "end", start FROM SIBLING_OF
),
block AS (
  SELECT k.branch, k.opened_on, k.mark FROM kept k
  WHERE NOT EXISTS (SELECT 1 FROM tied t JOIN kept o ON o.holder = t.b
                    WHERE t.a = k.holder AND o.branch = k.branch AND o.opened_on = k.opened_on AND o.mark = k.mark)
  GROUP BY ALL HAVING count(DISTINCT k.home) >= $min
),
account AS (SELECT DISTINCT k.branch, k.opened_on, k.canonical FROM kept k JOIN block b USING (branch, opened_on, mark))
SELECT a.branch, a.opened_on, coalesce(sum(p.amount_fen), 0) AS amount_fen
FROM account a LEFT JOIN (Payment p JOIN Program g ON g.key = p.program AND g.class = 'C')
  ON p.canonical = a.canonical AND p.stands AND p.amount_fen > 0
GROUP BY ALL
