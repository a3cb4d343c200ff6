WITH office AS (
  SELECT start AS cadre, coalesce(valid_from, DATE '0001-01-01') AS since, coalesce(valid_to, DATE '9999-12-31') AS until
  FROM SERVES WHERE role <> 'other'
  UNION ALL SELECT start, coalesce(valid_from, DATE '0001-01-01'), coalesce(valid_to, DATE '9999-12-31')
  FROM STAFFS WHERE role <> 'other'
),
owner AS (
  SELECT DISTINCT cadre, cadre AS owner, DATE '0001-01-01' AS since, DATE '9999-12-31' AS until FROM office
  UNION ALL SELECT k.start, k."end", coalesce(k.valid_from, DATE '0001-01-01'), coalesce(k.valid_to, DATE '9999-12-31')
  FROM KIN k WHERE k.pattern IN ('X', 'P', 'C') AND k.start IN (SELECT cadre FROM office)
),
account AS (
  SELECT h.start AS owner, a.key FROM HOLDS h JOIN BankAccount a ON a.key = h."end"
  WHERE NOT coalesce(a.institution, false) AND coalesce(a.kind, 'unknown') <> 'corporate'
    AND a.key NOT IN (SELECT "end" FROM ORG_HOLDS)
),
paid AS (
  SELECT DISTINCT p.canonical AS account, o.cadre, o.owner, p.year, p.key, p.recipient, p.amount_fen, p.decided_on,
         p.account AS written
  FROM owner o JOIN account a ON a.owner = o.owner JOIN Payment p ON p.account = a.key
  WHERE p.stands AND p.amount_fen > 0 AND p.recipient <> o.owner AND p.recipient <> o.cadre
    AND p.decided_on BETWEEN o.since AND o.until
    AND EXISTS (SELECT 1 FROM office f WHERE f.cadre = o.cadre AND p.decided_on BETWEEN f.since AND f.until)
),
home AS (
  SELECT start AS person, 'h' || "end" AS home, coalesce(valid_to, DATE '9999-12-31') AS until FROM MEMBER_OF
  UNION ALL SELECT start, 'b' || "end", coalesce(valid_to, DATE '9999-12-31') FROM COVERED_BY
),
outside AS (
  SELECT * FROM paid p
  WHERE NOT EXISTS (
      SELECT 1 FROM home m JOIN home n ON n.home = m.home
      WHERE m.person = p.recipient AND n.person IN (p.owner, p.cadre) AND m.until >= p.decided_on AND n.until >= p.decided_on)
    AND NOT EXISTS (
      SELECT 1 FROM WARD_OF w
      WHERE w.start = p.recipient
        AND (w."end" IN (p.owner, p.cadre) OR w.account = p.account OR w.account = p.written)
        AND p.decided_on BETWEEN coalesce(w.valid_from, DATE '0001-01-01') AND coalesce(w.valid_to, DATE '9999-12-31')
        AND NOT coalesce(regexp_matches(w.relation, '委托|代领|代办'), false))
)
SELECT account, cadre, year, sum(amount_fen) AS amount_fen
FROM (SELECT DISTINCT account, cadre, year, key, recipient, amount_fen FROM outside)
GROUP BY ALL
HAVING count(DISTINCT recipient) >= $min_persons AND count(*) >= $min_payments
