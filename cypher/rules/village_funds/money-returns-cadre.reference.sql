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
),
ended AS (SELECT * FROM path WHERE hop > 1 AND receiver IS NOT NULL AND receiver IS DISTINCT FROM first_receiver),
serving AS (
  SELECT s.start AS cadre, s."end" AS village, coalesce(s.valid_from, DATE '0001-01-01') AS since, coalesce(s.valid_to, DATE '9999-12-31') AS until
  FROM SERVES s WHERE s.role <> 'other'
  UNION ALL
  SELECT s.start, w.start, coalesce(s.valid_from, DATE '0001-01-01'), coalesce(s.valid_to, DATE '9999-12-31')
  FROM SERVES s JOIN WITHIN w ON w."end" = s."end" WHERE s.role <> 'other'
)
SELECT village, receiver AS payee, year, sum(amount_fen) AS amount_fen FROM (
  SELECT DISTINCT e.village, e.receiver, e.year, e.key, e.amount_fen FROM ended e
  WHERE EXISTS (SELECT 1 FROM serving s WHERE s.cadre = e.receiver AND s.village = e.village AND e.date BETWEEN s.since AND s.until)
     OR EXISTS (
        SELECT 1 FROM KIN k JOIN serving s ON s.cadre = k.start
        WHERE k."end" = e.receiver AND list_contains(k.scopes, $scope) AND k.start <> coalesce(e.first_receiver, '')
          AND e.date BETWEEN coalesce(k.valid_from, DATE '0001-01-01') AND coalesce(k.valid_to, DATE '9999-12-31')
          AND s.village = e.village AND e.date BETWEEN s.since AND s.until))
GROUP BY ALL
