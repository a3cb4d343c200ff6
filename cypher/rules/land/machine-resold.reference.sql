SELECT machine_no AS machine_number, sum(amount_fen) AS amount_fen FROM Machine
WHERE machine_no IS NOT NULL AND resold_day > bought_day AND resold_day < bought_day + 365 * $resale_years
GROUP BY machine_no
