WITH house AS (
  SELECT key, address, village FROM Household
  WHERE address IS NOT NULL AND village IS NOT NULL AND coalesce(kind, '家庭户') = '家庭户'
),
door AS (SELECT address, village FROM house GROUP BY ALL HAVING count(*) >= $min),
shared AS MATERIALIZED (SELECT h.* FROM house h SEMI JOIN door USING (address, village)),
living AS MATERIALIZED (SELECT "end" AS home, start AS person FROM MEMBER_OF WHERE valid_to IS NULL AND "end" IN (SELECT key FROM shared))
SELECT s.address, 0 AS amount_fen
FROM shared s JOIN living l ON l.home = s.key JOIN Person p ON p.key = l.person AND p.death IS NULL
GROUP BY s.address, s.village HAVING count(DISTINCT s.key) >= $min
