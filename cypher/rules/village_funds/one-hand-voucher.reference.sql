SELECT village, year, voucher, sum(amount_fen) AS amount_fen FROM LedgerEntry
WHERE direction = 'out' AND amount_fen > 0 AND village IS NOT NULL AND voucher IS NOT NULL
  AND handler = approver AND approver = payee_fold AND payee_kind IN ('person', 'unknown')
  AND length(approver) >= 2 AND NOT regexp_matches(approver, '[?□]')
GROUP BY ALL
