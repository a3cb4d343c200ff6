SELECT e.village, o.key AS organization, e.year, sum(e.amount_fen) AS amount_fen
FROM LedgerEntry e JOIN PAYS_ORG p ON p.start = e.key JOIN Organization o ON o.key = p."end"
WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.village IS NOT NULL AND o.founded IS NOT NULL AND NOT coalesce(o.public, false)
  AND e.year IN (SELECT t.year FROM TaxYear t JOIN TAXED x ON x.start = t.key)
GROUP BY e.village, o.key, e.year
HAVING NOT EXISTS (SELECT 1 FROM TaxYear t JOIN TAXED x ON x.start = t.key WHERE x."end" = o.key AND t.year = e.year AND (t.tax_fen > 0 OR t.staff > 0))
   AND NOT EXISTS (SELECT 1 FROM INSURED_AT i WHERE i."end" = o.key AND i.worker AND coalesce(i.valid_from, min(e.date)) <= max(e.date)
                   AND coalesce(i.valid_to, max(e.date)) >= min(e.date))
