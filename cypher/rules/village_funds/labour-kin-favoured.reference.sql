WITH area AS (
  SELECT v.key AS village, v.key AS unit FROM Village v
  UNION SELECT w.start, w."end" FROM WITHIN w
),
held AS (
  SELECT a.village, s.start AS cadre, coalesce(s.valid_from, DATE '0001-01-01') AS s_from,
         coalesce(s.valid_to, DATE '9999-12-31') AS s_to
  FROM SERVES s JOIN area a ON a.unit = s."end" WHERE s.role <> 'other'
),
living AS (
  SELECT DISTINCT m.start AS person, h.village
  FROM MEMBER_OF m JOIN Household h ON h.key = m."end"
  WHERE coalesce(m.valid_from, DATE '0001-01-01') <= $until AND coalesce(m.valid_to, DATE '9999-12-31') >= $since
),
labour AS (
  SELECT e.key, e.village, e.amount_fen, e.date, p."end" AS person
  FROM LedgerEntry e JOIN PAYS_PERSON p ON p.start = e.key
  WHERE e.year = $year AND e.direction = 'out' AND e.amount_fen > 0
    AND EXISTS (SELECT 1 FROM (SELECT unnest($words) AS w) WHERE contains(e.subject, w) OR contains(e.summary, w))
    AND NOT EXISTS (SELECT 1 FROM (SELECT unnest($exempt) AS w) WHERE contains(e.subject, w) OR contains(e.summary, w))
),
told AS (
  SELECT l.*, EXISTS (
    SELECT 1 FROM held h JOIN KIN k ON k.start = h.cadre
    WHERE h.village = l.village AND k."end" = l.person AND list_contains(k.scopes, $scope)
      AND l.date BETWEEN h.s_from AND h.s_to
      AND l.date BETWEEN coalesce(k.valid_from, DATE '0001-01-01') AND coalesce(k.valid_to, DATE '9999-12-31')) AS is_kin
  FROM labour l JOIN living y ON y.person = l.person AND y.village = l.village
),
paid AS (
  SELECT t.village, t.person, x.birth_day, bool_or(t.is_kin) AS is_kin, sum(t.amount_fen) AS amount_fen,
    EXISTS (SELECT 1 FROM COVERED_BY b WHERE b.start = t.person
      AND coalesce(b.valid_from, DATE '0001-01-01') <= $until
      AND coalesce(b.valid_to, DATE '9999-12-31') >= $since) AS low
  FROM told t JOIN Person x ON x.key = t.person
  WHERE coalesce(x.death, DATE '9999-12-31') >= $since
    AND NOT EXISTS (SELECT 1 FROM held h WHERE h.village = t.village AND h.cadre = t.person
                    AND h.s_from <= $until AND h.s_to >= $since)
  GROUP BY t.village, t.person, x.birth_day
)
SELECT village, $year AS year, 'person' AS units, CASE WHEN low THEN 'low' ELSE 'other' END AS income,
  CASE WHEN birth_day <= $elder_day THEN 'elder' WHEN birth_day > $minor_day THEN 'minor' ELSE 'adult' END AS band, false AS applied,
  count(*) AS chosen, count(*) FILTER (is_kin) AS kin_chosen, count(*) FILTER (is_kin) AS kin_persons,
  coalesce(sum(amount_fen) FILTER (is_kin), 0) AS amount_fen
FROM paid GROUP BY ALL
