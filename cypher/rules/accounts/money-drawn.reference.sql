WITH drawn AS (
  SELECT * FROM Flow
  WHERE stands AND kind = 'withdrawal' AND receiver IS NOT NULL AND payer IS NOT NULL AND terminal IS NOT NULL AND moment IS NOT NULL
),
busy AS (SELECT receiver, terminal, date FROM drawn GROUP BY ALL HAVING count(DISTINCT payer) >= $k),
near AS (
  SELECT f.key, f.receiver, f.payer, f.amount_fen, f.date
  FROM busy b JOIN drawn f USING (receiver, terminal, date) JOIN drawn g USING (receiver, terminal, date)
  WHERE abs(g.moment - f.moment) // 60 <= $minutes
  GROUP BY ALL HAVING count(DISTINCT g.payer) >= $k
),
taken AS (
  SELECT n.*, p.key AS payment, p.recipient, p.program, coalesce(p.batch, p.period, '') AS batch, p.decided_on,
         sum(n.amount_fen) OVER (PARTITION BY n.receiver, p.key) >= $share * p.amount_fen AS enough
  FROM near n JOIN Payment p ON p.canonical = n.payer
  WHERE p.recipient <> n.receiver AND p.stands AND p.amount_fen > 0 AND p.program IS NOT NULL
    AND n.date BETWEEN p.paid_on AND p.paid_on + $days
),
counted AS (
  SELECT * FROM taken t WHERE enough AND NOT EXISTS (
    SELECT 1 FROM MEMBER_OF a JOIN MEMBER_OF b ON b."end" = a."end"
    WHERE a.start = t.recipient AND b.start = t.receiver AND coalesce(a.valid_to, DATE '9999-12-31') >= t.decided_on
      AND coalesce(b.valid_to, DATE '9999-12-31') >= t.decided_on)
)
SELECT collector, program, batch, sum(amount_fen) AS amount_fen FROM (
  SELECT DISTINCT receiver AS collector, program, batch, key, amount_fen FROM counted
  WHERE (receiver, program, batch) IN (
    SELECT (receiver, program, batch) FROM counted GROUP BY receiver, program, batch HAVING count(DISTINCT recipient) >= $k))
GROUP BY ALL
