WITH paid AS (
  SELECT village, year, amount_fen, festival_gap <= $days
         AND NOT EXISTS (SELECT 1 FROM unnest($duty_words) AS x(word) WHERE contains(coalesce(summary, ''), word)) AS near
  FROM LedgerEntry WHERE direction = 'out' AND labour AND amount_fen > 0 AND village IS NOT NULL
)
SELECT village, year, sum(amount_fen) FILTER (near) AS amount_fen FROM paid GROUP BY ALL
HAVING count(*) >= $min_entries AND coalesce(sum(amount_fen) FILTER (near), 0) > 0 AND sum(amount_fen) FILTER (near) >= sum(amount_fen) * $share
