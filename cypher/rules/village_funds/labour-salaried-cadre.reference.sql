WITH paid AS (
  SELECT p."end" AS cadre, e.* FROM LedgerEntry e JOIN PAYS_PERSON p ON p.start = e.key
  WHERE e.direction = 'out' AND e.labour AND e.amount_fen > 0
    AND NOT EXISTS (SELECT 1 FROM unnest($duty_words) AS x(word) WHERE contains(coalesce(e.summary, ''), word))
)
SELECT e.village, e.year, e.cadre, sum(e.amount_fen) AS amount_fen FROM paid e
WHERE EXISTS (
  SELECT 1 FROM SERVES s WHERE s.start = e.cadre AND s."end" = e.village
    AND e.date BETWEEN coalesce(s.valid_from, DATE '0001-01-01') AND coalesce(s.valid_to, DATE '9999-12-31')
    AND (list_contains($salaried, s.role) OR (s.role <> 'other' AND EXISTS (
      SELECT 1 FROM EMPLOYED_AT j WHERE j.start = e.cadre AND contains(j.post_type, '村干部')))))
GROUP BY ALL
