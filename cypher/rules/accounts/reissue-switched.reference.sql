WITH again AS (
  SELECT p.recipient, r.canonical AS old_account, p.canonical AS new_account, p.paid_on AS changed_on, p.program, p.amount_fen
  FROM REISSUES x JOIN Payment p ON p.key = x.start JOIN Payment r ON r.key = x."end"
  WHERE p.recipient = r.recipient AND p.canonical <> r.canonical AND p.stands AND p.amount_fen > 0 AND p.paid_on IS NOT NULL
), switched AS (
  SELECT recipient, old_account, new_account, changed_on, sum(amount_fen) AS amount_fen, list(DISTINCT program) AS programs
  FROM again a
  WHERE NOT EXISTS (
      SELECT 1 FROM SWITCHED_TO s JOIN BankAccount x ON x.key = s.start JOIN BankAccount y ON y.key = s."end"
      WHERE x.canonical = a.old_account AND y.canonical = a.new_account AND s.person = a.recipient AND s.date <= a.changed_on)
  GROUP BY recipient, old_account, new_account, changed_on
)
SELECT recipient, old_account, new_account, changed_on, amount_fen FROM switched w
WHERE EXISTS (
    SELECT 1 FROM Payment q
    WHERE q.recipient = w.recipient AND q.canonical = w.old_account AND list_contains(w.programs, q.program)
      AND q.stands AND q.amount_fen > 0
      AND q.paid_on > w.changed_on AND q.paid_on <= w.changed_on + $revert_days)
