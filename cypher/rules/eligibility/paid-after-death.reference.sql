SELECT p.recipient AS person, p.program, sum(p.amount_fen) AS amount_fen
FROM Payment p
JOIN Person r ON r.key = p.recipient
JOIN Program g ON g.key = p.program
WHERE r.death IS NOT NULL AND p.stands AND p.amount_fen > 0
  AND (p.period_from IS NOT NULL OR NOT coalesce(p.arrears, false))
  AND r.death < coalesce(p.period_from, p.paid_on) - to_months($tolerance::INTEGER)
  AND NOT coalesce(list_contains(g.marks, 'funeral'), false)
GROUP BY ALL
