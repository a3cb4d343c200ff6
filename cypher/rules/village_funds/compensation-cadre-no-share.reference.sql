WITH paid AS (
  SELECT DISTINCT p.key, p.program, p.village, p.recipient, p.parcel, p.amount_fen, p.decided_on AS day, l.key AS land
  FROM Payment p JOIN Program g ON g.key = p.program JOIN Parcel l ON l.code = p.parcel
  WHERE p.stands AND p.amount_fen > 0 AND p.recipient IS NOT NULL AND p.village IS NOT NULL
    AND EXISTS (SELECT 1 FROM (SELECT unnest($program_words) AS word) w WHERE contains(g.name, w.word))
),
member AS (
  SELECT key, recipient AS person FROM paid
  UNION
  SELECT p.key, b.start FROM paid p JOIN MEMBER_OF b ON coalesce(b.valid_to, p.day) >= p.day
   AND b."end" = (SELECT min(m."end") FROM MEMBER_OF m WHERE m.start = p.recipient AND coalesce(m.valid_to, p.day) >= p.day)
),
entitled AS (
  SELECT p.key FROM paid p JOIN member m USING (key) JOIN CONTRACTS c ON c.start = m.person AND c."end" = p.land
   WHERE coalesce(c.valid_from, p.day) <= p.day AND coalesce(c.valid_to, p.day) >= p.day
  UNION
  SELECT p.key FROM paid p JOIN member m USING (key) JOIN GIVEN_OVER c ON c."end" = m.person AND c.start = p.land
   WHERE coalesce(c.valid_from, p.day) <= p.day AND coalesce(c.valid_to, p.day) >= p.day
  UNION
  SELECT p.key FROM paid p JOIN member m USING (key) JOIN WON_BY_PERSON w ON w."end" = m.person JOIN Contract t ON t.key = w.start
   WHERE t.purpose = 'lease' AND t.village = p.village AND coalesce(t.valid_from, p.day) <= p.day AND coalesce(t.valid_to, p.day) >= p.day
  UNION
  SELECT p.key FROM paid p JOIN member m USING (key) JOIN CONTRACTS c ON c."end" = p.land
   JOIN (SELECT start, "end" FROM PARENT_OF UNION ALL SELECT start, "end" FROM SPOUSE_OF) k
     ON (k.start = c.start AND k."end" = m.person) OR (k."end" = c.start AND k.start = m.person)
),
found AS (
  SELECT program, village, recipient, sum(amount_fen) AS amount_fen, max(day) AS day FROM paid WHERE key NOT IN (SELECT key FROM entitled) GROUP BY ALL
),
place AS (SELECT key AS village, key AS unit FROM Village UNION SELECT start, "end" FROM WITHIN),
sitting AS (
  SELECT f.program, f.village, f.recipient, s.start AS holder FROM found f JOIN place p ON p.village = f.village
  JOIN SERVES s ON s."end" = p.unit AND s.role <> 'other' AND coalesce(s.valid_from, f.day) <= f.day AND coalesce(s.valid_to, f.day) >= f.day
)
SELECT f.program, f.village, f.recipient, f.amount_fen FROM found f
WHERE  EXISTS (
  SELECT 1 FROM sitting s WHERE s.program = f.program AND s.village = f.village AND s.recipient = f.recipient
    AND (s.holder = f.recipient OR EXISTS (SELECT 1 FROM KIN k WHERE k.start = s.holder AND k."end" = f.recipient AND k.near
      AND coalesce(k.valid_from, f.day) <= f.day AND coalesce(k.valid_to, f.day) >= f.day)))
