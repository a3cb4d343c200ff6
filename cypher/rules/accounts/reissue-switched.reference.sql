WITH again AS (
  SELECT p.recipient, r.canonical AS old_account, p.canonical AS new_account, p.paid_on AS changed_on, p.program, p.amount_fen
  FROM REISSUES x JOIN Payment p ON p.key = x.start JOIN Payment r ON r.key = x."end"
  WHERE p.recipient = r.recipient AND p.canonical <> r.canonical AND p.stands AND p.amount_fen > 0 AND p.paid_on IS NOT NULL
)
SELECT recipient, old_account, new_account, changed_on, sum(amount_fen) AS amount_fen FROM again a
WHERE NOT EXISTS (
    SELECT 1 FROM SWITCHED_TO s JOIN BankAccount x ON x.key = s.start JOIN BankAccount y ON y.key = s."end"
    WHERE x.canonical = a.old_account AND y.canonical = a.new_account AND s.person = a.recipient AND s.date <= a.changed_on)
GROUP BY ALL
HAVING EXISTS (
    SELECT 1 FROM Payment q JOIN again b ON b.program = q.program
    WHERE q.recipient = a.recipient AND q.canonical = a.old_account AND q.stands AND q.amount_fen > 0
      AND (b.recipient, b.old_account, b.new_account, b.changed_on) = (a.recipient, a.old_account, a.new_account, a.changed_on)
      AND q.paid_on > a.changed_on AND q.paid_on <= a.changed_on + $revert_days)
