WITH strange AS (
  SELECT p.program, p.batch, p.clerk AS entry_clerk, p.recipient, p.amount_fen
  FROM Payment p JOIN Person r ON r.key = p.recipient
  WHERE p.stands AND p.amount_fen > 0 AND p.clerk IS NOT NULL AND p.batch IS NOT NULL AND p.match <> 'id_trunc'
    AND ((NOT list_contains(p.id_flags, 'id_truncated') AND list_has_any(p.id_flags, ['id_checksum', 'id_date', 'id_length'])
        AND NOT EXISTS (SELECT 1 FROM Person n WHERE n.name_key = r.name_key AND n.village = p.village AND n.registered
                        AND n.key <> r.key))
      OR (p.match IN ('id18', 'id15') AND (
        list_has_any(p.id_flags, ['id_sex_conflict', 'sex_conflict'])
        OR ($as_of_day - r.birth_day) * 4 > 1461 * $max_age OR r.birth > $as_of
        OR (NOT r.registered AND NOT r.elsewhere AND r.key NOT IN (SELECT start FROM MEMBER_OF)
            AND p.village IN (SELECT village FROM Household))
        OR (r.name_conflict AND p.name <> r.name AND NOT contains(p.name, '·') AND NOT contains(p.name, '□')))))
)
SELECT program, batch, entry_clerk, sum(amount_fen) AS amount_fen
FROM strange GROUP BY ALL HAVING count(DISTINCT recipient) >= $batch_red
