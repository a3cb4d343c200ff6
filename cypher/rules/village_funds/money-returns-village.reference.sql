WITH RECURSIVE hub AS (SELECT DISTINCT canonical FROM BankAccount WHERE partners > $hub_partners),
home AS (SELECT DISTINCT canonical AS account, village FROM BankAccount WHERE village IS NOT NULL),
path AS (
  SELECT h.village, f.payer AS origin, f.key AS first_key, f.receiver AS first_receiver, f.year, f.day AS began, 1 AS hop, f.key, f.payee, f.receiver,
         f.day, f.moment, f.amount_fen, f.date
  FROM Flow f JOIN home h ON h.account = f.payer
  WHERE f.stands AND f.kind = 'transfer' AND f.amount_fen >= $min_amount AND f.payee <> f.payer
  UNION ALL
  SELECT p.village, p.origin, p.first_key, p.first_receiver, p.year, p.began, p.hop + 1, f.key, f.payee, f.receiver, f.day, f.moment, f.amount_fen, f.date
  FROM path p JOIN Flow f ON f.payer = p.payee
  WHERE p.hop < $hops AND f.stands AND f.kind = 'transfer' AND f.day <= p.began + $days AND (f.day > p.day OR f.moment > p.moment)
    AND f.amount_fen >= $keep * p.amount_fen AND f.amount_fen <= p.amount_fen
    AND p.payee <> p.origin AND p.payee NOT IN (SELECT canonical FROM hub)
)
SELECT village, year, sum(amount_fen) AS amount_fen FROM (
  SELECT DISTINCT p.village, p.year, p.key, p.amount_fen
  FROM path p JOIN home h ON h.account = p.payee AND h.village = p.village WHERE p.hop > 1)
GROUP BY ALL
