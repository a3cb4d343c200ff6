WITH differing AS (
  SELECT p.canonical AS account, p.recipient, p.program, p.key, p.amount_fen, p.holder_key,
         replace(p.holder_key, '·', '') AS held, replace(r.name_key, '·', '') AS named, r.name_key, g.payee_unit
  FROM Payment p JOIN Person r ON r.key = p.recipient JOIN Program g ON g.key = p.program
  LEFT JOIN BankAccount a ON a.key = p.canonical
  WHERE p.stands AND p.amount_fen > 0 AND p.holder_key <> p.name AND p.holder_key <> '' AND p.canonical IS NOT NULL
    AND r.name_key <> p.holder_key AND NOT coalesce(a.institution, false)
)
SELECT account, recipient, program, sum(amount_fen) AS amount_fen
FROM differing d
WHERE held <> named
  AND NOT (length(held) >= 4 AND contains(name_key, '·') AND starts_with(named, held))
  AND NOT (length(named) >= 4 AND contains(holder_key, '·') AND starts_with(held, named))
  AND NOT (coalesce(payee_unit, '') = 'household' AND (
    EXISTS (SELECT 1 FROM MEMBER_OF m JOIN MEMBER_OF n ON n."end" = m."end" JOIN Person x ON x.key = n.start
            WHERE m.start = d.recipient AND x.name_key = d.holder_key)
    OR EXISTS (SELECT 1 FROM COVERED_BY m JOIN COVERED_BY n ON n."end" = m."end" JOIN Person x ON x.key = n.start
               WHERE m.start = d.recipient AND x.name_key = d.holder_key)))
GROUP BY ALL
