WITH paid AS (
  SELECT key, parcel, year, program, recipient, coalesce(area, 0) AS area, amount_fen FROM Payment
  WHERE regexp_matches(parcel, '^[0-9]{14,}') AND stands AND amount_fen > 0
),
pair AS (
  SELECT a.parcel, a.year, least(a.program, b.program) AS first_program, greatest(a.program, b.program) AS second_program,
         a.key AS one, b.key AS other, a.area + b.area AS area, a.recipient AS r1, b.recipient AS r2
  FROM paid a JOIN paid b ON a.parcel = b.parcel AND a.year = b.year AND a.key < b.key
),
hit AS (
  SELECT p.* FROM pair p LEFT JOIN (SELECT code, max(measured) AS measured FROM Parcel GROUP BY code) l ON l.code = p.parcel
  WHERE (p.first_program <> p.second_program AND EXISTS (
           SELECT 1 FROM EXCLUDES x WHERE (x.start, x."end") IN ((p.first_program, p.second_program), (p.second_program, p.first_program))))
     OR (p.first_program = p.second_program AND p.r1 <> p.r2 AND (l.measured IS NULL OR p.area > l.measured * $ratio)
         AND NOT EXISTS (SELECT 1 FROM MEMBER_OF m JOIN MEMBER_OF n ON n."end" = m."end"
                         WHERE m.start = p.r1 AND n.start = p.r2 AND m.valid_to IS NULL AND n.valid_to IS NULL))
)
SELECT parcel AS parcel_code, first_program, second_program, year, sum(amount_fen) AS amount_fen FROM (
  SELECT DISTINCT h.parcel, h.first_program, h.second_program, h.year, p.key, p.amount_fen
  FROM hit h JOIN paid p ON p.key IN (h.one, h.other))
GROUP BY ALL
