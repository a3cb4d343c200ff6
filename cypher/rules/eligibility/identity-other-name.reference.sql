SELECT coalesce(p.id_text, p.recipient) AS id_key, p.program, sum(p.amount_fen) AS amount_fen
FROM Payment p JOIN Person r ON r.key = p.recipient
WHERE p.stands AND p.amount_fen > 0 AND (coalesce(r.name_conflict, false) OR list_contains(p.id_flags, 'id_name_conflict')) AND p.name <> r.name
  AND NOT contains(p.name, '□') AND replace(p.name, '·', '') <> replace(r.name, '·', '')
  AND NOT (length(p.name) >= 4 AND contains(r.name, '·') AND starts_with(r.name, p.name))
  AND NOT (length(r.name) >= 4 AND contains(p.name, '·') AND starts_with(p.name, r.name))
GROUP BY ALL
