SELECT h.address, 0 AS amount_fen
FROM Household h JOIN MEMBER_OF m ON m."end" = h.key JOIN Person p ON p.key = m.start
WHERE h.address IS NOT NULL AND h.village IS NOT NULL AND coalesce(h.kind, '家庭户') = '家庭户' AND m.valid_to IS NULL AND p.death IS NULL
GROUP BY h.address, h.village HAVING count(DISTINCT h.key) >= $min
