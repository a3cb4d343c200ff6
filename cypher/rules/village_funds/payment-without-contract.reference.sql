SELECT e.village, e.year, e.voucher, sum(e.amount_fen) AS amount_fen
FROM LedgerEntry e
WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.contract_no IS NULL AND e.village IS NOT NULL
  AND e.voucher IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM UNDER_CONTRACT u WHERE u.start = e.key)
  AND NOT EXISTS (SELECT 1 FROM unnest($exempt_subjects) AS x(word)
                  WHERE starts_with(coalesce(e.subject, ''), word)
                     OR (word >= 'A' AND contains(coalesce(e.subject, ''), word)))
GROUP BY ALL HAVING sum(e.amount_fen) > list_min($limits)
