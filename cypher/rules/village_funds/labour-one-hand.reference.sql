WITH list AS (SELECT roll, count(DISTINCT name_key) AS workers FROM LabourDay WHERE village IS NOT NULL GROUP BY roll HAVING workers >= $min_workers),
hand AS (
  SELECT d.village, d.year, roll, d.signer_key, sum(d.amount_fen) AS amount_fen
  FROM list JOIN LabourDay d USING (roll) WHERE d.signer_key IS NOT NULL AND NOT d.mandate
  GROUP BY ALL HAVING count(DISTINCT d.name_key) > any_value(list.workers) * $share
)
SELECT village, year, roll, max(amount_fen) AS amount_fen FROM hand GROUP BY ALL
