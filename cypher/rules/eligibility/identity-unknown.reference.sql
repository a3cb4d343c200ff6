SELECT coalesce(p.id_text, p.recipient) AS id_key, p.program, sum(p.amount_fen) AS amount_fen
FROM Payment p JOIN Person r ON r.key = p.recipient
WHERE p.stands AND p.amount_fen > 0 AND r.quality IN ('id18', 'id15') AND NOT coalesce(r.registered, false) AND NOT coalesce(r.elsewhere, false)
  AND (r.birth IS NULL OR r.birth_day + $newborn < $as_of_day)
  AND r.key NOT IN (SELECT start FROM MEMBER_OF) AND p.village IN (SELECT village FROM Household)
GROUP BY ALL
