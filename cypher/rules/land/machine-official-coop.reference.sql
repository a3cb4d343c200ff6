WITH headed AS (
  SELECT m.key, b."end" AS organization, d.start AS person, m.bought AS day, m.amount_fen
  FROM Machine m JOIN BOUGHT_BY_ORG b ON b.start = m.key JOIN DIRECTS d ON d."end" = b."end"
  WHERE d.role = 'legal_rep' AND coalesce(d.valid_from, m.bought) <= m.bought AND coalesce(d.valid_to, m.bought) >= m.bought
),
official AS (
  SELECT start AS person, valid_from, valid_to FROM EMPLOYED_AT WHERE regular AND NOT regexp_matches(post_type, '离退|退休')
  UNION ALL
  SELECT start, valid_from, valid_to FROM STAFFS
),
hit AS (
  SELECT DISTINCT h.key, h.organization, h.amount_fen FROM headed h JOIN official o USING (person)
  WHERE coalesce(o.valid_from, h.day) <= h.day AND coalesce(o.valid_to, h.day) >= h.day
)
SELECT organization, coalesce(sum(amount_fen), 0) AS amount_fen FROM hit GROUP BY ALL
