WITH payee AS (
  SELECT k.start AS cadre, k."end" AS beneficiary, k.valid_from, k.valid_to, k."end" AS recipient,
         NULL::DATE AS m_from, NULL::DATE AS m_to, NULL::DATE AS r_from, NULL::DATE AS r_to
  FROM KIN k WHERE list_contains(k.scopes, $scope) OR list_contains(k.scopes, $outer_scope)
  UNION ALL
  SELECT k.start, k."end", k.valid_from, k.valid_to, r.start, m.valid_from, m.valid_to, r.valid_from, r.valid_to
  FROM KIN k
  JOIN COVERED_BY m ON m.start = k."end"
  JOIN COVERED_BY r ON r."end" = m."end" AND r.start <> m.start
  WHERE $include_household AND (list_contains(k.scopes, $scope) OR list_contains(k.scopes, $outer_scope))
),
paid AS (
  SELECT DISTINCT y.cadre, y.beneficiary, p.program, p.year, p.key, p.amount_fen, p.decided_on, p.village, p.recipient
  FROM payee y
  JOIN Payment p ON p.recipient = y.recipient
  JOIN Program g ON g.key = p.program
  WHERE p.stands AND p.amount_fen > 0 AND list_contains($classes, g.class)
    AND p.decided_on BETWEEN coalesce(y.valid_from, DATE '0001-01-01') AND coalesce(y.valid_to, DATE '9999-12-31')
    AND greatest(coalesce(y.m_from, DATE '0001-01-01'), coalesce(y.r_from, DATE '0001-01-01'))
        <= coalesce(p.period_to, p.paid_on, p.decided_on)
    AND least(coalesce(y.m_to, DATE '9999-12-31'), coalesce(y.r_to, DATE '9999-12-31'))
        >= coalesce(p.period_from, p.paid_on, p.decided_on)
),
place AS (
  SELECT v.key AS village, v.key AS territory FROM Village v
  UNION SELECT w.start, w."end" FROM WITHIN w
  UNION SELECT w.start, u.parent FROM WITHIN w JOIN Village u ON u.key = w."end" WHERE u.parent IS NOT NULL
)
SELECT cadre, beneficiary, program, year, sum(amount_fen) AS amount_fen
FROM paid p
WHERE EXISTS (
    SELECT 1 FROM SERVES s JOIN place ON place.territory = s."end"
    WHERE s.start = p.cadre AND place.village = p.village AND s.role <> 'other'
      AND p.decided_on BETWEEN coalesce(s.valid_from, DATE '0001-01-01') AND coalesce(s.valid_to, DATE '9999-12-31'))
  OR (EXISTS (
    SELECT 1 FROM STAFFS s WHERE s.start = p.cadre
      AND p.decided_on BETWEEN coalesce(s.valid_from, DATE '0001-01-01') AND coalesce(s.valid_to, DATE '9999-12-31'))
    AND EXISTS (
    SELECT 1 FROM SIGNED g JOIN Approval a ON a.key = g."end" JOIN DECIDES_FOR d ON d.start = a.key
    WHERE g.start = p.cadre AND d."end" = p.recipient AND a.program = p.program AND a.date <= p.decided_on))
GROUP BY ALL
