WITH term AS (
  SELECT s."end" AS village, v.town, p.name_key AS name, coalesce(s.valid_from, DATE '0001-01-01') AS since,
         coalesce(s.valid_to, DATE '9999-12-31') AS until, s.valid_from IS NOT NULL OR s.valid_to IS NOT NULL AS bounded
  FROM SERVES s JOIN Person p ON p.key = s.start JOIN Village v ON v.key = s."end" WHERE p.name_key IS NOT NULL
)
SELECT e.village, e.year, e.voucher, sum(e.amount_fen) AS amount_fen
FROM LedgerEntry e
WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.voucher IS NOT NULL
  AND EXISTS (SELECT 1 FROM term t WHERE t.village = e.village AND t.name = e.approver AND t.bounded)
  AND NOT EXISTS (SELECT 1 FROM term t WHERE t.village = e.village AND t.name = e.approver AND e.date BETWEEN t.since AND t.until)
  AND NOT EXISTS (SELECT 1 FROM term t JOIN Village v ON v.key = e.village
                  WHERE t.town = coalesce(v.town, '') AND t.name = e.approver AND e.date BETWEEN t.since AND t.until)
  AND NOT EXISTS (SELECT 1 FROM STAFFS s JOIN Person p ON p.key = s.start WHERE p.name_key = e.approver)
GROUP BY ALL
