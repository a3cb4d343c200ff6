SELECT e.village, e.year, e.voucher, sum(e.amount_fen) AS amount_fen
FROM LedgerEntry e
WHERE e.direction = 'out' AND e.means = 'transfer' AND e.amount_fen > 0 AND e.voucher IS NOT NULL
  AND (e.village, e.year) IN (SELECT (village, year) FROM LedgerEntry WHERE approver IS NOT NULL)
  AND e.payee_kind IN ('person', 'unknown') AND length(e.payee_name) BETWEEN 2 AND 4
  AND e.approver IS NULL AND e.contract_no IS NULL AND e.proof IS DISTINCT FROM 'roll'
  AND e.key NOT IN (SELECT start FROM UNDER_CONTRACT)
GROUP BY e.village, e.year, e.voucher
HAVING sum(e.amount_fen) > $card_limit
