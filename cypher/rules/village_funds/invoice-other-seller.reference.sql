SELECT i.key AS invoice, sum(e.amount_fen) AS amount_fen
FROM LedgerEntry e JOIN BILLED b ON b.start = e.key JOIN Invoice i ON i.key = b."end"
LEFT JOIN PAYS_ORG o ON o.start = e.key LEFT JOIN SOLD_BY s ON s.start = i.key LEFT JOIN PAYS_PERSON p ON p.start = e.key
WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.voucher IS NOT NULL AND e.payee_fold IS NOT NULL AND e.payee_kind <> 'roll'
  AND i.seller_name IS NOT NULL AND NOT i.tax_office AND e.payee_fold <> i.seller_name AND coalesce(e.payee_name, '') <> i.seller_name
  AND (o."end" IS NULL OR s."end" IS NULL OR o."end" <> s."end")
  AND NOT EXISTS (SELECT 1 FROM (SELECT start, "end" FROM DIRECTS UNION ALL SELECT start, "end" FROM OWNS) r
                  WHERE r.start = p."end" AND r."end" = s."end")
GROUP BY i.key
