WITH fit AS MATERIALIZED (
  SELECT key, seller, coalesce(code, '') AS code, serial, date, year, village FROM Invoice
  WHERE seller IS NOT NULL AND serial IS NOT NULL AND date IS NOT NULL AND NOT block AND NOT tax_office
),
step AS (SELECT unnest(generate_series(1, CAST($run AS BIGINT))) AS apart),
wanted AS MATERIALIZED (
  SELECT key, seller, code, serial + apart AS serial, date, year, village FROM fit, step
),
pair AS (
  SELECT a.seller, a.year, a.key AS one, b.key AS two
  FROM wanted a JOIN fit b ON (b.seller, b.code, b.serial) = (a.seller, a.code, a.serial)
  WHERE abs(b.date - a.date) > $days OR a.village <> b.village
)
SELECT seller, year, sum(amount_fen) AS amount_fen
FROM (SELECT seller, year, one AS key FROM pair UNION SELECT seller, year, two FROM pair) p JOIN (SELECT key, amount_fen FROM Invoice) i USING (key)
GROUP BY ALL
