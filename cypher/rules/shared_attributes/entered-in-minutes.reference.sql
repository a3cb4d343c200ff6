WITH listed AS (
  SELECT p.program, p.batch, p.clerk, p.amount_fen, p.key, p.entered FROM Payment p JOIN Program g ON g.key = p.program
  WHERE p.entered IS NOT NULL AND p.clerk IS NOT NULL AND p.batch IS NOT NULL AND p.amount_fen > 0 AND p.stands
    AND NOT coalesce(list_contains(g.marks, 'flat'), false) AND g.standard_fen IS DISTINCT FROM p.amount_fen
),
often AS (
  SELECT program, batch, clerk, amount_fen FROM listed GROUP BY ALL HAVING count(*) >= $rows AND 2 * count(DISTINCT entered) >= count(*)
),
start AS (
  SELECT p.program, p.batch, p.clerk, p.amount_fen, p.entered
  FROM often o JOIN listed p USING (program, batch, clerk, amount_fen) JOIN listed q USING (program, batch, clerk, amount_fen)
  WHERE q.entered >= p.entered AND (q.entered - p.entered + 59) // 60 <= $minutes
  GROUP BY p.program, p.batch, p.clerk, p.amount_fen, p.entered, p.key HAVING count(*) >= $rows
)
SELECT program, batch, clerk AS entry_clerk, sum(amount_fen) AS amount_fen FROM (
  SELECT DISTINCT q.program, q.batch, q.clerk, q.key, q.amount_fen
  FROM start s JOIN listed q USING (program, batch, clerk, amount_fen)
  WHERE q.entered >= s.entered AND (q.entered - s.entered + 59) // 60 <= $minutes)
GROUP BY ALL
