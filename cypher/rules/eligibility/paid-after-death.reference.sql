SELECT p.recipient AS person, p.program, sum(p.amount_fen) AS amount_fen
FROM Payment p
JOIN Person r ON r.key = p.recipient
JOIN Program g ON g.key = p.program
WHERE r.death IS NOT NULL AND p.stands AND p.amount_fen > 0
  AND (datediff('month', r.death, p.period_from) > $tolerance
    OR (p.period_from IS NULL AND NOT coalesce(p.arrears, false) AND (p.paid_on - r.death) // 31 > $tolerance))
  AND NOT coalesce(list_contains(g.marks, 'funeral'), false)
GROUP BY ALL
