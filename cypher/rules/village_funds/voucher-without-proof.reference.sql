SELECT e.village, e.year, e.voucher, sum(e.amount_fen) AS amount_fen
FROM LedgerEntry e
WHERE e.direction = 'out' AND e.proof IN ('none', 'iou') AND e.amount_fen > 0 AND e.village IS NOT NULL AND e.voucher IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM unnest($exempt_words) AS x(word)
                  WHERE contains(coalesce(e.summary, ''), word) OR contains(coalesce(e.subject, ''), word))
GROUP BY e.village, e.year, e.voucher
