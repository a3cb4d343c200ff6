SELECT coalesce(p.id_text, p.recipient) AS id_key, p.program, sum(p.amount_fen) AS amount_fen
FROM Payment p JOIN Person r ON r.key = p.recipient
WHERE p.stands AND p.amount_fen > 0 AND p.match IN ('id18', 'id15') AND (coalesce(r.sex_conflict, false) OR coalesce(list_has_any(p.id_flags, ['id_sex_conflict', 'sex_conflict']), false))
GROUP BY ALL
