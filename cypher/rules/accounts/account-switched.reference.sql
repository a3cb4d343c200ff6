WITH change AS (
  SELECT s.person AS recipient, x.canonical AS old_account, y.canonical AS new_account, s.date AS changed_on
  FROM SWITCHED_TO s JOIN BankAccount x ON x.key = s.start JOIN BankAccount y ON y.key = s."end"
  WHERE x.canonical <> y.canonical AND s.person IS NOT NULL AND s.date IS NOT NULL
),
paid AS (
  SELECT c.recipient, c.old_account, c.new_account, c.changed_on, p.program, p.amount_fen, p.paid_on
  FROM (SELECT DISTINCT * FROM change) c JOIN Payment p ON p.recipient = c.recipient AND p.canonical = c.new_account
  WHERE p.stands AND p.paid_on BETWEEN c.changed_on AND c.changed_on + $days
    AND (p.amount_fen >= $large OR p.key IN (SELECT start FROM REISSUES))
),
summed AS (SELECT recipient, old_account, new_account, changed_on, min(paid_on) AS paid_from, sum(amount_fen) AS amount_fen FROM paid GROUP BY ALL)
SELECT recipient, old_account, new_account, changed_on, amount_fen FROM summed s
WHERE EXISTS (SELECT 1 FROM change b WHERE b.recipient = s.recipient AND b.old_account = s.new_account AND b.new_account = s.old_account
                AND b.changed_on BETWEEN s.paid_from AND s.paid_from + $revert_days)
   OR EXISTS (SELECT 1 FROM Payment q JOIN paid p ON p.program = q.program
              WHERE q.recipient = s.recipient AND q.canonical = s.old_account AND q.stands AND q.amount_fen > 0
                AND (p.recipient, p.old_account, p.new_account, p.changed_on) = (s.recipient, s.old_account, s.new_account, s.changed_on)
                AND q.paid_on > s.paid_from AND q.paid_on <= s.paid_from + $revert_days)
