WITH place AS (SELECT key AS village, key AS unit FROM Village UNION SELECT start, "end" FROM WITHIN),
held AS (
  SELECT e.start AS person, j.key, j.post, p."end" AS village, j.valid_from AS since, coalesce(j.valid_to, DATE '9999-12-31') AS until
  FROM ENGAGED_AS e JOIN Post j ON j.key = e."end" JOIN POST_IN p ON p.start = j.key
),
kin_held AS (
  SELECT DISTINCT h.person, h.key, h.post, h.village
  FROM held h JOIN KIN k ON k."end" = h.person JOIN SERVES s ON s.start = k.start JOIN place u ON u.unit = s."end" AND u.village = h.village
  WHERE list_contains(k.scopes, $scope) AND s.role <> 'other'
    AND greatest(k.valid_from, s.valid_from, h.since) <= least(k.valid_to, s.valid_to, h.until)
),
paid AS (SELECT f."end" AS post, sum(w.wage_fen) AS fen FROM PostWage w JOIN WAGE_FOR f ON f.start = w.key GROUP BY ALL)
SELECT k.person, k.post, k.village, coalesce(sum(p.fen), 0) AS amount_fen FROM kin_held k LEFT JOIN paid p ON p.post = k.key GROUP BY ALL
