WITH headed AS (
  SELECT c.start AS person, p.birth_day, f.key AS dossier, f.program, coalesce(f.program, f.kind) AS list, f.valid_from, coalesce(c.valid_to, f.valid_to) AS valid_to,
         f.since_day
  FROM COVERED_BY c JOIN BenefitFile f ON f.key = c."end" JOIN Person p ON p.key = c.start WHERE c.head
),
pair AS (
  SELECT a.dossier, b.dossier AS other_dossier, a.person, b.person AS partner, k.pattern, k.valid_from AS kin_from, k.valid_to AS kin_until,
         greatest(a.valid_from, b.valid_from) AS since, least(a.valid_to, b.valid_to) AS until,
         greatest(a.since_day, b.since_day) - CASE k.pattern WHEN 'C' THEN b.birth_day WHEN 'P' THEN a.birth_day END AS age_days
  FROM KIN k JOIN headed a ON a.person = k.start JOIN headed b ON b.person = k."end"
  WHERE k.near AND a.dossier < b.dossier AND a.list = b.list AND (a.program IS NULL) = (b.program IS NULL)
)
SELECT DISTINCT p.dossier, p.other_dossier, 0 AS amount_fen
FROM pair p LEFT JOIN SAME_HOME h ON h.address AND h.phone AND h.household AND h.start = least(p.person, p.partner) AND h."end" = greatest(p.person, p.partner)
WHERE (p.pattern = 'X' OR coalesce(p.age_days < 18 * 365.25, false) OR h.key IS NOT NULL)
  AND coalesce(greatest(p.since, p.kin_from) <= least(p.until, p.kin_until), true)
