WITH exempt AS (
  SELECT DISTINCT coalesce(e.subject, '') AS subject
  FROM LedgerEntry e, unnest($exempt_subjects) AS x(word)
  WHERE starts_with(coalesce(e.subject, ''), word) OR (word >= 'A' AND contains(coalesce(e.subject, ''), word))
),
piece AS (
  SELECT l.step, e.village, e.payee AS paid_to, e.year, e.key, e.date, e.amount_fen
  FROM LedgerEntry e, unnest($limits) AS l(step)
  WHERE e.direction = 'out' AND e.amount_fen >= l.step * CAST($band AS DOUBLE) AND e.amount_fen < l.step
    AND e.village IS NOT NULL AND e.payee IS NOT NULL
    AND coalesce(e.subject, '') NOT IN (SELECT subject FROM exempt)
    AND NOT EXISTS (SELECT 1 FROM UNDER_CONTRACT u JOIN Contract t ON t.key = u."end"
                    WHERE u.start = e.key AND t.tendered AND coalesce(nullif(t.amount_fen, 0), l.step) >= l.step)
),
holding AS (
  SELECT p.key, p.paid_to AS holder FROM piece p
  UNION SELECT p.key, d.start FROM piece p JOIN DIRECTS d ON d."end" = p.paid_to AND d.role = 'legal_rep'
    AND p.date BETWEEN coalesce(d.valid_from, p.date) AND coalesce(d.valid_to, p.date)
  UNION SELECT p.key, h.start FROM piece p JOIN OWNS h ON h."end" = p.paid_to AND h.share > 0.5
    AND p.date BETWEEN coalesce(h.valid_from, p.date) AND coalesce(h.valid_to, p.date)
  UNION SELECT p.key, m.start FROM piece p JOIN ORG_OWNS m ON m."end" = p.paid_to AND m.share > 0.5
    AND p.date BETWEEN coalesce(m.valid_from, p.date) AND coalesce(m.valid_to, p.date)
),
reach AS (
  SELECT key, anchor, max(own) AS own FROM (
    SELECT key, holder AS anchor, 1 AS own FROM holding
    UNION ALL
    SELECT h.key, k."end", 0 FROM holding h JOIN (SELECT DISTINCT key, date FROM piece) p USING (key)
    JOIN KIN k ON k.start = h.holder AND k.near AND k.confidence <> 'presumed'
      AND p.date BETWEEN coalesce(k.valid_from, p.date) AND coalesce(k.valid_to, p.date)
  ) GROUP BY ALL
),
linked AS (SELECT p.*, r.anchor, r.own FROM piece p JOIN reach r USING (key)),
pair AS (
  SELECT a.step, a.village, a.anchor, a.key AS first, a.year, b.key, b.paid_to, b.amount_fen, b.own
  FROM linked a JOIN linked b USING (step, village, anchor)
  WHERE b.date >= a.date AND b.date <= a.date + CAST($window AS INTEGER)
),
hit AS (
  SELECT step, anchor, first FROM pair GROUP BY ALL
  HAVING count(DISTINCT paid_to) >= 2 AND sum(own) > 0 AND sum(amount_fen) > any_value(step)
)
SELECT village, paid_to, year, sum(amount_fen) AS amount_fen
FROM (SELECT DISTINCT w.village, w.paid_to, w.year, m.key, m.amount_fen
      FROM pair w SEMI JOIN hit USING (step, anchor, first)
      JOIN pair m ON m.step = w.step AND m.anchor = w.anchor AND m.first = w.first)
GROUP BY ALL
