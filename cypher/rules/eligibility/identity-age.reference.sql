SELECT coalesce(p.id_text, p.recipient) AS id_key, p.program, sum(p.amount_fen) AS amount_fen
FROM Payment p JOIN Person r ON r.key = p.recipient
WHERE p.stands AND p.amount_fen > 0 AND p.match IN ('id18', 'id15') AND (($as_of_day - r.birth_day) * 4 > 1461 * $max_age OR r.birth > $as_of)
GROUP BY ALL
