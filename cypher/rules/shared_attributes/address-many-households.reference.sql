WITH house AS (
  SELECT key, address, village FROM Household
  WHERE address IS NOT NULL AND village IS NOT NULL AND coalesce(kind, '家庭户') = '家庭户'
),
door AS (SELECT address, village FROM house GROUP BY ALL HAVING count(*) >= $min),
shared AS (SELECT h.* FROM house h SEMI JOIN door USING (address, village))
SELECT s.address, 0 AS amount_fen
FROM shared s JOIN MEMBER_OF m ON m."end" = s.key AND m.valid_to IS NULL JOIN Person p ON p.key = m.start AND p.death IS NULL
GROUP BY s.address, s.village HAVING count(DISTINCT s.key) >= $min
