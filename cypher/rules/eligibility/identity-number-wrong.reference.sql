SELECT coalesce(p.id_text, p.recipient) AS id_key, p.program, sum(p.amount_fen) AS amount_fen
FROM Payment p
WHERE p.stands AND p.amount_fen > 0 AND list_has_any(p.id_flags, ['id_checksum', 'id_date', 'id_length'])
GROUP BY ALL
