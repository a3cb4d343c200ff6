WITH fit AS (
  SELECT * FROM Invoice WHERE seller IS NOT NULL AND serial IS NOT NULL AND date IS NOT NULL AND NOT block AND NOT tax_office
),
pair AS (
  SELECT a.seller, a.year, a.key AS one, b.key AS two
  FROM fit a JOIN fit b ON b.seller = a.seller AND coalesce(b.code, '') = coalesce(a.code, '')
   AND b.serial - a.serial BETWEEN 1 AND $run
  WHERE abs(b.date - a.date) > $days OR a.village <> b.village
)
SELECT seller, year, sum(amount_fen) AS amount_fen
FROM (SELECT seller, year, one AS key FROM pair UNION SELECT seller, year, two FROM pair) p JOIN (SELECT key, amount_fen FROM Invoice) i USING (key)
GROUP BY ALL
