WITH numbered AS (
  SELECT machine_no AS machine_number, key, amount_fen FROM Machine WHERE length(machine_no) >= 5
  UNION
  SELECT engine_no, key, amount_fen FROM Machine WHERE length(engine_no) >= 5
)
SELECT machine_number, sum(amount_fen) AS amount_fen FROM numbered GROUP BY machine_number HAVING count(*) > 1
