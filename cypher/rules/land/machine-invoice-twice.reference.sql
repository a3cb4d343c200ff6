SELECT invoice, sum(amount_fen) AS amount_fen FROM Machine WHERE invoice <> ''
GROUP BY invoice
HAVING count(DISTINCT buyer) > 1 OR count(DISTINCT bought) > 1 OR count(machine_no) > count(DISTINCT machine_no)
