WITH judged AS (
  SELECT p.recipient AS person, g.key AS program, coalesce(p.period, '') AS period, p.amount_fen, g.ceiling_fen,
         CASE WHEN g.standard_fen > 0 THEN g.standard_fen * coalesce(p.quantity, 1.0) END AS due
  FROM Payment p JOIN Program g ON g.key = p.program
  WHERE p.stands AND p.amount_fen > 0 AND NOT coalesce(p.arrears, false)
    AND coalesce(g.valid_from, p.decided_on) <= p.decided_on AND coalesce(g.valid_to, p.decided_on) >= p.decided_on
    AND (g.ceiling_fen IS NOT NULL OR (g.standard_fen > 0 AND (p.quantity IS NOT NULL OR g.payee_unit = 'person')
      AND p.amount_fen > (1 + $tolerance) * g.standard_fen * coalesce(p.quantity, 1.0)
      AND NOT coalesce(list_contains(g.marks, 'instalment'), false)
      AND ((g.period LIKE '%月%' AND regexp_full_match(p.period, '[0-9]{4}-[0-9]{2}'))
        OR (g.period LIKE '%季%' AND regexp_full_match(p.period, '[0-9]{4}Q[1-4]'))
        OR (g.period LIKE '%年%' AND g.period NOT LIKE '%半%' AND regexp_full_match(p.period, '[0-9]{4}')))))
)
SELECT person, program, period, sum(amount_fen) AS amount_fen FROM judged GROUP BY ALL
HAVING (sum(due) > 0 AND sum(amount_fen) > (1 + $tolerance) * sum(due))
    OR sum(amount_fen) > any_value(ceiling_fen)
