-- Benefit households as civil affairs lists them. benefit_key(id = content, key) is given.
CREATE TABLE covered_row AS
WITH listed AS (
    SELECT l.*, k.key AS file_key, s.age, s.as_of, s.family, coalesce(village_code, town_code, s.territory) AS unit
    FROM low_income l JOIN source s USING (src)
    JOIN benefit_key k ON k.id = concat_ws(chr(31), coalesce(l.village_code, l.town_code, ''), l.file_no, s.department)
)
SELECT person, file_key, rel AS relation, regexp_matches(coalesce(rel, ''), '户主|本人|申请人') OR person = head_person AS head,
       coalesce(covered, true) AS covered, since, until, kind, loc, age, as_of, family, unit, file_no, village_code
FROM listed WHERE person IS NOT NULL
UNION ALL
SELECT head_person, file_key, '户主', true, CASE WHEN person IS NULL THEN true END, min(since), max(until), arg_max(kind, (age, -loc)),
       min(loc), max(age), max(as_of), arg_max(family, (age, -loc)), arg_max(unit, (age, -loc)), min(file_no), min(village_code)
FROM listed l WHERE head_person IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM listed m WHERE m.file_key = l.file_key AND m.person = l.head_person)
GROUP BY head_person, file_key, person IS NULL;

CREATE TABLE covered AS
WITH newest AS (
    SELECT * FROM covered_row
    QUALIFY row_number() OVER (PARTITION BY person, file_key, since ORDER BY age DESC, loc) = 1
), later AS (
    SELECT n.person, n.file_key, n.since, min(s.as_of) AS gone
    FROM newest n JOIN source s ON s.family = n.family AND s.as_of > n.as_of
                               AND starts_with(n.unit, unit_prefix(s.territory))
    GROUP BY ALL
)
SELECT n.*, coalesce(n.until, l.gone) AS valid_to
FROM newest n LEFT JOIN later l ON l.person = n.person AND l.file_key = n.file_key
                               AND l.since IS NOT DISTINCT FROM n.since;

CREATE TABLE benefit_file AS
SELECT file_key AS key, any_value(file_no) AS number, arg_max(kind, (age, -loc)) AS kind, max(g.code) AS program,
       any_value(village_code) AS village, min(since) AS valid_from,
       CASE WHEN bool_or(valid_to IS NULL) THEN NULL ELSE max(valid_to) END AS valid_to, min(loc) AS loc
FROM covered c LEFT JOIN program_text g ON g.text = c.kind AND g.catalogued GROUP BY file_key;
