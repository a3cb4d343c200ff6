WITH exempt AS (
  SELECT DISTINCT coalesce(e.subject, '') AS subject
  FROM LedgerEntry e, unnest($exempt_subjects) AS x(word)
  WHERE starts_with(coalesce(e.subject, ''), word) OR (word >= 'A' AND contains(coalesce(e.subject, ''), word))
),
piece AS (
  SELECT l.step, e.village, coalesce(e.payee, e.account, e.payee_name) AS paid_to, e.year, e.key, e.date, e.amount_fen
  FROM LedgerEntry e, unnest($limits) AS l(step)
  WHERE e.direction = 'out' AND e.amount_fen >= l.step * CAST($band AS DOUBLE) AND e.amount_fen < l.step
    AND e.village IS NOT NULL AND coalesce(e.payee, e.account, e.payee_name) IS NOT NULL
    AND coalesce(e.subject, '') NOT IN (SELECT subject FROM exempt)
    AND NOT EXISTS (SELECT 1 FROM UNDER_CONTRACT u JOIN Contract t ON t.key = u."end"
                    WHERE u.start = e.key AND t.tendered AND coalesce(nullif(t.amount_fen, 0), l.step) >= l.step)
),
pair AS (
  SELECT a.step, a.village, a.paid_to, a.year, a.key AS anchor, b.key, b.amount_fen,
         count(*) OVER w AS number, sum(b.amount_fen) OVER w AS total
  FROM piece a JOIN piece b USING (step, village, paid_to)
  WHERE b.date >= a.date AND b.date <= a.date + CAST($window AS INTEGER)
  WINDOW w AS (PARTITION BY a.step, a.key)
)
SELECT village, paid_to, year, sum(amount_fen) AS amount_fen
FROM (SELECT DISTINCT village, paid_to, year, key, amount_fen FROM pair WHERE number >= 2 AND total > step)
GROUP BY ALL
