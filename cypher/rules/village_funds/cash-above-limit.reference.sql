SELECT village, year, voucher, sum(amount_fen) AS amount_fen
FROM LedgerEntry
WHERE direction = 'out' AND means = 'cash' AND amount_fen > 0 AND village IS NOT NULL AND voucher IS NOT NULL
GROUP BY village, year, voucher
HAVING sum(amount_fen) > $cash_limit
