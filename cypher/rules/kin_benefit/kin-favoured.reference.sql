WITH area AS (
  SELECT v.key AS village, v.key AS unit FROM Village v
  UNION SELECT w.start, w."end" FROM WITHIN w
),
held AS (
  SELECT a.village, s.start AS cadre, coalesce(s.valid_from, DATE '0001-01-01') AS s_from,
         coalesce(s.valid_to, DATE '9999-12-31') AS s_to
  FROM SERVES s JOIN area a ON a.unit = s."end"
  WHERE s.role <> 'other' AND coalesce(s.valid_from, DATE '0001-01-01') <= $until
    AND coalesce(s.valid_to, DATE '9999-12-31') >= $since
),
tie AS (
  SELECT h.village, k."end" AS person, h.s_from, h.s_to, coalesce(k.valid_from, DATE '0001-01-01') AS k_from,
         coalesce(k.valid_to, DATE '9999-12-31') AS k_to
  FROM held h JOIN KIN k ON k.start = h.cadre
  WHERE list_contains(k.scopes, $scope) AND coalesce(k.valid_from, DATE '0001-01-01') <= $until
    AND coalesce(k.valid_to, DATE '9999-12-31') >= $since
),
living AS (
  SELECT x.key AS person, h.key AS home, h.village, x.birth_day
  FROM MEMBER_OF m JOIN Person x ON x.key = m.start JOIN Household h ON h.key = m."end"
  WHERE coalesce(m.valid_from, DATE '0001-01-01') <= $until AND coalesce(m.valid_to, DATE '9999-12-31') >= $since
    AND coalesce(x.death, DATE '9999-12-31') >= $since
),
file AS (
  SELECT b.start AS person, f.program FROM COVERED_BY b JOIN BenefitFile f ON f.key = b."end"
  WHERE coalesce(b.valid_from, DATE '0001-01-01') <= $until AND coalesce(b.valid_to, DATE '9999-12-31') >= $since
),
applied AS (
  SELECT DISTINCT d."end" AS person, a.program FROM Approval a JOIN DECIDES_FOR d ON d.start = a.key
  WHERE a.date BETWEEN $since - 183 AND $until
),
given AS (
  SELECT DISTINCT p.key, p.program, p.amount_fen, p.decided_on, p.village, y.home,
         coalesce(g.payee_unit, 'person') AS units,
         CASE WHEN g.payee_unit = 'household' THEN y.home ELSE p.recipient END AS unit, p.recipient
  FROM Payment p JOIN Program g ON g.key = p.program
  JOIN living y ON y.person = p.recipient AND y.village = p.village
  WHERE p.year = $year AND p.stands AND p.amount_fen > 0 AND list_contains($classes, g.class)
),
member AS (
  SELECT g.*, y.person, y.birth_day,
    EXISTS (SELECT 1 FROM tie t WHERE t.village = g.village AND t.person = y.person
            AND g.decided_on BETWEEN t.k_from AND t.k_to AND g.decided_on BETWEEN t.s_from AND t.s_to) AS is_kin,
    EXISTS (SELECT 1 FROM held h WHERE h.village = g.village AND h.cadre = y.person) AS serves,
    EXISTS (SELECT 1 FROM file f WHERE f.person = y.person) AS low,
    EXISTS (SELECT 1 FROM applied a WHERE a.person = y.person AND a.program = g.program) AS applied
  FROM given g JOIN living y ON y.home = g.home AND (g.units = 'household' OR y.person = g.recipient)
),
paid AS (
  SELECT village, program, units, unit, key, amount_fen, count(*) FILTER (is_kin) AS near, bool_or(low) AS low,
         bool_or(applied) AS applied,
         coalesce(bool_or(birth_day <= $elder_day), false) AS elder,
         coalesce(bool_or(units <> 'household' AND birth_day > $minor_day), false) AS minor
  FROM member GROUP BY ALL HAVING NOT bool_or(serves)
),
unit AS (
  SELECT village, program, units, unit, max(near) AS near, bool_or(low) AS low,
         bool_or(applied) AS applied, bool_or(elder) AS elder,
         bool_or(minor) AS minor, sum(amount_fen) AS amount_fen
  FROM paid GROUP BY ALL
)
SELECT village, program, $year AS year, units, CASE WHEN low THEN 'low' ELSE 'other' END AS income,
  CASE WHEN elder THEN 'elder' WHEN minor THEN 'minor' ELSE 'adult' END AS band, applied, count(*) AS chosen,
  count(*) FILTER (near > 0) AS kin_chosen, sum(near) AS kin_persons,
  coalesce(sum(amount_fen) FILTER (near > 0), 0) AS amount_fen
FROM unit GROUP BY ALL
