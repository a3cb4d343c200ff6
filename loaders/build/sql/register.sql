-- Households of the register and who belongs to them. household_key(id = content, key) is given.
CREATE TABLE household AS
SELECT DISTINCT ON (k.key) k.key, hh AS number, village_code AS village,
       CASE WHEN hh_type LIKE '%集体%' THEN '集体户' WHEN hh_type LIKE '%空挂%' THEN '空挂户' ELSE '家庭户' END AS kind,
       CASE WHEN r.door NOT IN (SELECT mark FROM shared_door) THEN md5(coalesce(r.village_code, r.town_code, '') || r.door) END AS address,
       r.loc
FROM register r JOIN source s USING (src)
JOIN household_key k ON k.id = concat_ws(chr(31), coalesce(village_code, town_code, ''), hh, s.department)
ORDER BY k.key, s.age DESC, r.loc;

-- A row that the register itself calls an error (mistaken) says nothing about kin.
CREATE TABLE membership_row AS
SELECT r.person, k.key AS household, r.rel AS relation, r.in_date, r.out_date, r.out_reason, r.loc, r.src, s.age, s.as_of, s.family,
       coalesce(r.village_code, r.town_code, s.territory) AS unit, r.id_sex, r.sex, r.birth, r.id_birth,
       r.father_person, r.mother_person, r.spouse_person, r.name_key, r.father_key, r.mother_key, r.spouse_key,
       regexp_matches(coalesce(r.out_reason, ''), '登记错误|误登|错登|冒名') AS mistaken
FROM register r JOIN source s USING (src)
JOIN household_key k ON k.id = concat_ws(chr(31), coalesce(r.village_code, r.town_code, ''), r.hh, s.department)
WHERE r.person IS NOT NULL;

CREATE TABLE membership AS
WITH newest AS (
    SELECT * FROM membership_row QUALIFY row_number() OVER (PARTITION BY person, household ORDER BY age DESC, loc) = 1
), later AS (
    SELECT n.person, n.household, min(s.as_of) AS gone
    FROM newest n JOIN source s ON s.family = n.family AND s.as_of > n.as_of
                               AND starts_with(n.unit, unit_prefix(s.territory))
    GROUP BY ALL
)
SELECT n.*, coalesce(n.out_date, l.gone) AS valid_to FROM newest n LEFT JOIN later l USING (person, household);
