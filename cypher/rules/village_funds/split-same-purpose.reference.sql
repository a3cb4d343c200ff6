WITH exempt AS (
  SELECT DISTINCT coalesce(e.subject, '') AS subject
  FROM LedgerEntry e, unnest($exempt_subjects) AS x(word)
  WHERE starts_with(coalesce(e.subject, ''), word) OR (word >= 'A' AND contains(coalesce(e.subject, ''), word))
),
piece AS (
  SELECT l.step, e.village, e.stem, coalesce(e.payee, e.account, e.payee_name) AS paid_to, e.year, e.key, e.date,
         e.amount_fen
  FROM LedgerEntry e, unnest($limits) AS l(step)
  WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.amount_fen >= l.step * CAST($smallest AS DOUBLE)
    AND e.amount_fen < l.step AND e.stem <> '' AND e.village IS NOT NULL
    AND coalesce(e.subject, '') NOT IN (SELECT subject FROM exempt)
    AND NOT EXISTS (SELECT 1 FROM UNDER_CONTRACT u JOIN Contract t ON t.key = u."end"
                    WHERE u.start = e.key AND t.tendered)
),
pair AS (
  SELECT a.step, a.village, a.year, a.key AS anchor, b.key, b.paid_to, b.amount_fen,
         count(*) OVER w AS number, sum(b.amount_fen) OVER w AS total
  FROM piece a JOIN piece b USING (step, village, stem)
  WHERE b.date >= a.date AND b.date <= a.date + CAST($window AS INTEGER)
  WINDOW w AS (PARTITION BY a.step, a.key)
),
hit AS (SELECT * FROM pair WHERE number >= 2 AND total > step)
SELECT village, paid_to, year, sum(amount_fen) AS amount_fen
FROM (SELECT DISTINCT w.village, w.paid_to, w.year, h.key, h.amount_fen
      FROM hit w JOIN hit h USING (step, anchor) WHERE w.paid_to IS NOT NULL)
GROUP BY ALL
