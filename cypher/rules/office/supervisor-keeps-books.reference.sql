SELECT DISTINCT s."end" AS village, s.start AS supervisor, 0 AS amount_fen
FROM SERVES s JOIN SERVES t ON t.start = s.start AND t."end" = s."end"
WHERE (s.body = 'supervision' OR (s.body = 'natural_supervision' AND $natural_village))
  AND (t.role IN ('clerk', 'accountant', 'cashier') OR (t.role = 'council' AND regexp_matches(t.post, '理事长|社长|负责人')))
  AND greatest(coalesce(s.valid_from, DATE '0001-01-01'), coalesce(t.valid_from, DATE '0001-01-01'))
      <= least(coalesce(s.valid_to, DATE '9999-12-31'), coalesce(t.valid_to, DATE '9999-12-31'))
