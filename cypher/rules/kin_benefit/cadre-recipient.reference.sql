SELECT p.recipient AS cadre, p.program, p.year, sum(p.amount_fen) AS amount_fen
FROM Payment p
JOIN Program g ON g.key = p.program
WHERE p.stands AND p.amount_fen > 0 AND list_contains($classes, g.class) AND NOT coalesce(g.exempt, false)
  AND NOT list_contains($exclude_programmes, g.key)
  AND EXISTS (
    SELECT 1 FROM SERVES s
    WHERE s.start = p.recipient AND s.role <> 'other'
      AND p.decided_on BETWEEN coalesce(s.valid_from, DATE '0001-01-01') AND coalesce(s.valid_to, DATE '9999-12-31'))
GROUP BY ALL
