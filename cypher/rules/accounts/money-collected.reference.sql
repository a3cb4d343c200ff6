WITH sent AS (
  SELECT f.key, f.receiver, f.payer, f.amount_fen, p.key AS payment, p.recipient, p.program,
         coalesce(p.batch, p.period, '') AS batch, p.amount_fen AS paid_fen, p.decided_on
  FROM Flow f JOIN Payment p ON p.canonical = f.payer
  WHERE f.stands AND f.kind = 'transfer' AND f.receiver IS NOT NULL AND p.recipient <> f.receiver
    AND p.stands AND p.amount_fen > 0 AND f.date BETWEEN p.paid_on AND p.paid_on + $days
    AND NOT (list_contains($premium_months, f.month) AND f.amount_fen % $premium_yuan = 0)
),
half AS (
  SELECT receiver, payment, any_value(recipient) AS recipient, any_value(program) AS program, any_value(batch) AS batch,
         any_value(decided_on) AS decided_on
  FROM sent GROUP BY receiver, payment HAVING sum(amount_fen) >= $share * any_value(paid_fen)
),
counted AS (
  SELECT * FROM half h WHERE program IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM MEMBER_OF a JOIN MEMBER_OF b ON b."end" = a."end"
    WHERE a.start = h.recipient AND b.start = h.receiver AND coalesce(a.valid_to, DATE '9999-12-31') >= h.decided_on
      AND coalesce(b.valid_to, DATE '9999-12-31') >= h.decided_on)
),
batch AS (SELECT receiver, program, batch FROM counted GROUP BY ALL HAVING count(DISTINCT recipient) >= $k)
SELECT receiver AS collector, program, batch, sum(amount_fen) AS amount_fen FROM (
  SELECT DISTINCT b.receiver, b.program, b.batch, s.key, s.amount_fen
  FROM batch b JOIN counted c USING (receiver, program, batch) JOIN sent s ON s.payment = c.payment AND s.receiver = c.receiver)
GROUP BY ALL
