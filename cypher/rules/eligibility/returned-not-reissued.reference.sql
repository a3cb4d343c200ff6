SELECT p.recipient AS person, p.program, p.year, sum(p.amount_fen) AS amount_fen
FROM Payment p JOIN Person r ON r.key = p.recipient
WHERE NOT p.stands AND p.status IN ('returned', 'failed') AND p.amount_fen > 0 AND p.paid_on + $days <= $as_of
  AND (r.death IS NULL OR r.death > coalesce(p.period_to, p.paid_on)) AND p.key NOT IN (SELECT "end" FROM REISSUES)
  AND NOT EXISTS (
    SELECT 1 FROM Payment q
    WHERE q.recipient = p.recipient AND q.stands AND q.amount_fen > 0 AND q.program = p.program AND q.year = p.year
      AND coalesce(q.period, '') = coalesce(p.period, '') AND (p.period IS NOT NULL OR q.amount_fen = p.amount_fen))
GROUP BY ALL
