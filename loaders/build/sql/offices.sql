-- Offices: one per person, unit, role and body. The newest roster's words count; an office that a later roster of
-- the same unit no longer names ends on the day that roster describes.
CREATE TABLE cadre_office AS
SELECT c.person, c.person_match AS match, o.town AS is_town, o.role, o.body, o.post,
       CASE WHEN o.town THEN c.town_code ELSE c.village_code END AS unit,
       c.since AS valid_from, c.until AS valid_to, c.loc, c.src
FROM cadres c JOIN office_word o ON o.text = c.post AND o.in_village = (c.village_code IS NOT NULL)
WHERE c.person IS NOT NULL;

CREATE TABLE office AS
WITH terms AS (  -- two terms of one office are two facts, told apart by their first day
    SELECT *, md5(concat_ws('|', person, unit, role, body, coalesce(valid_from::VARCHAR, ''))) AS key FROM cadre_office
    WHERE unit IS NOT NULL
), newest AS (
    SELECT t.*, s.family, s.as_of FROM terms t JOIN source s USING (src)
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY s.age DESC, t.loc) = 1
), closed AS (
    SELECT n.key, min(s.as_of) AS gone FROM newest n JOIN source s
      ON s.family = n.family AND s.kind = 'cadres' AND s.as_of > n.as_of AND starts_with(n.unit, unit_prefix(s.territory))
    GROUP BY n.key
)
SELECT n.* EXCLUDE (valid_to, family, as_of, src), coalesce(n.valid_to, c.gone) AS valid_to
FROM newest n LEFT JOIN closed c USING (key);
CREATE TABLE office_source AS
SELECT DISTINCT md5(concat_ws('|', person, unit, role, body, coalesce(valid_from::VARCHAR, ''))) AS key, loc
FROM cadre_office WHERE unit IS NOT NULL;
