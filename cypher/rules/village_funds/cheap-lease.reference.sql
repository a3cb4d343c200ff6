WITH let AS (  -- the others of its kind from two years before to two years after; their median in whole fen
  SELECT key, unit_rent_fen, rent_fen, count(*) OVER near AS others, floor(median(unit_rent_fen) OVER near) AS middle
  FROM Contract
  WHERE unit_rent_fen > 0 AND town IS NOT NULL AND asset IS NOT NULL AND unit IS NOT NULL AND start_year IS NOT NULL
  WINDOW near AS (PARTITION BY town, asset, unit ORDER BY start_year RANGE BETWEEN 2 PRECEDING AND 2 FOLLOWING EXCLUDE CURRENT ROW)
)
SELECT key AS contract, rent_fen AS amount_fen FROM let WHERE others >= $min_comparables AND unit_rent_fen < middle * $ratio
