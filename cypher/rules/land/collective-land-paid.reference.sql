WITH land AS (
  SELECT village, sum(measured) AS mu, list(measured) AS pieces FROM Parcel WHERE collective AND measured > 0 AND village IS NOT NULL GROUP BY village
),
contracted AS (SELECT l.village, sum(c.measured) AS mu FROM CONTRACTS c JOIN Parcel l ON l.key = c."end" GROUP BY l.village),
paid AS (
  SELECT p.village, p.program, p.year, p.recipient, sum(p.area) AS mu, sum(p.amount_fen) AS amount_fen, max(p.decided_on) AS day
  FROM Payment p JOIN land USING (village) WHERE p.area > 0 AND p.stands AND p.amount_fen > 0 AND p.recipient IS NOT NULL GROUP BY ALL
),
whole AS (SELECT village, program, year, sum(mu) AS mu FROM paid GROUP BY ALL),
candidate AS (
  SELECT p.*, abs(w.mu - coalesce(c.mu, 0) - l.mu) <= $tolerance * l.mu AS gap,
         len(list_filter(l.pieces, lambda x: abs(p.mu - x) <= 0.05)) > 0 AS alike
  FROM paid p JOIN whole w USING (village, program, year) JOIN land l USING (village) LEFT JOIN contracted c USING (village)
),
suspect AS (SELECT * FROM candidate WHERE gap OR alike),
home AS (SELECT start AS person, min("end") AS household FROM MEMBER_OF WHERE valid_to IS NULL GROUP BY start),
member AS (
  SELECT village, recipient, recipient AS person FROM suspect
  UNION
  SELECT s.village, s.recipient, b.start FROM suspect s JOIN home h ON h.person = s.recipient
  JOIN MEMBER_OF b ON b."end" = h.household AND b.valid_to IS NULL
),
own AS (
  SELECT m.village, m.recipient, sum(c.measured + coalesce(c.moved_in, 0)) AS mu FROM member m JOIN CONTRACTS c ON c.start = m.person GROUP BY ALL
),
leased AS (
  SELECT DISTINCT m.village, m.recipient FROM member m JOIN WON_BY_PERSON w ON w."end" = m.person JOIN Contract t ON t.key = w.start
  WHERE t.purpose = 'lease' AND t.village = m.village AND (coalesce(t.received_fen, 0) > 0 OR EXISTS (
    SELECT 1 FROM UNDER_CONTRACT u JOIN LedgerEntry e ON e.key = u.start WHERE u."end" = t.key AND e.direction = 'in'))
),
place AS (SELECT key AS village, key AS unit FROM Village UNION SELECT start, "end" FROM WITHIN)
SELECT c.village, c.program, c.year, c.recipient, c.amount_fen
FROM suspect c LEFT JOIN own o USING (village, recipient) JOIN Person x ON x.key = c.recipient
WHERE (c.gap OR (c.alike AND coalesce(o.mu, 0) = 0)) AND c.mu - coalesce(o.mu, 0) >= $min_excess
  AND NOT EXISTS (SELECT 1 FROM leased l WHERE l.village = c.village AND l.recipient = c.recipient)
  AND (NOT coalesce(x.registered, false)
    OR EXISTS (SELECT 1 FROM SERVES s JOIN place p ON p.unit = s."end" WHERE s.start = c.recipient AND p.village = c.village AND s.role <> 'other'
      AND coalesce(s.valid_from, c.day) <= c.day AND coalesce(s.valid_to, c.day) >= c.day)
    OR EXISTS (SELECT 1 FROM KIN k JOIN SERVES s ON s.start = k.start JOIN place p ON p.unit = s."end" WHERE k."end" = c.recipient AND p.village = c.village
      AND list_contains(k.scopes, $scope) AND coalesce(k.valid_from, c.day) <= c.day AND coalesce(k.valid_to, c.day) >= c.day
      AND s.role <> 'other' AND coalesce(s.valid_from, c.day) <= c.day AND coalesce(s.valid_to, c.day) >= c.day))
