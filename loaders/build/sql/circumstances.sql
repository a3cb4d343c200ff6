-- What people have and stand in. <kind>_key(id = rid, key) is given; the newest row of a thing counts; what a later
-- extract of the same unit no longer names ends with that extract.
CREATE MACRO ended_on(of_family, day, place) AS (
    SELECT min(s.as_of) FROM source s WHERE s.family = of_family AND s.as_of > day AND starts_with(place, unit_prefix(s.territory)));

CREATE TABLE owned_vehicle AS
WITH listed AS (
    SELECT v.*, k.key, s.age, s.as_of, s.family, coalesce(v.village_code, v.town_code, s.territory) AS unit,
           CASE WHEN coalesce(v.owner_is_entity, is_entity(v.owner)) THEN n.key END AS org
    FROM vehicles v JOIN source s USING (src) JOIN vehicle_key k ON k.id = v.rid
    LEFT JOIN org_key n ON n.code = '' AND n.name = org_fold(v.owner)
), newest AS (
    SELECT * FROM listed QUALIFY row_number() OVER (PARTITION BY key, coalesce(org, person) ORDER BY age DESC, loc) = 1
)
SELECT n.*, ended_on(family, as_of, unit) AS gone_by FROM newest n;

CREATE TABLE vehicle AS
SELECT key, any_value(left(plate, 2) || '***' || right(plate, 2)) AS plate, arg_max(type, (age, -loc)) AS type,
       arg_max(passenger, (age, -loc)) AS passenger, arg_max(brand, (age, -loc)) AS brand, arg_max(price, (age, -loc)) AS price_fen,
       min(registered) AS registered, arg_max(states, (age, -loc)) AS states, coalesce(arg_max(gone, (age, -loc)), false) AS gone,
       coalesce(arg_max(unfit, (age, -loc)), false) AS unfit, max(as_of) AS as_of, min(loc) AS loc
FROM owned_vehicle GROUP BY key;

CREATE TABLE owned_house AS
WITH listed AS (
    SELECT h.*, k.key, s.age, s.as_of, s.family, coalesce(h.village_code, h.town_code, s.territory) AS unit,
           CASE WHEN coalesce(h.owners_is_entity, is_entity(h.owners)) THEN n.key END AS org
    FROM houses h JOIN source s USING (src) JOIN house_key k ON k.id = h.rid
    LEFT JOIN org_key n ON n.code = '' AND n.name = org_fold(h.owners)
), newest AS (
    SELECT * FROM listed QUALIFY row_number() OVER (PARTITION BY key, coalesce(org, person) ORDER BY age DESC, loc) = 1
)
SELECT n.*, ended_on(family, as_of, unit) AS gone_by FROM newest n;

CREATE TABLE house AS
SELECT key, arg_max(kind, (age, -loc)) AS kind, coalesce(arg_max("class", (age, -loc)), 'unknown') AS "class", arg_max(area, (age, -loc)) AS area_m2,
       min(registered) AS registered, count(*) AS owners, coalesce(arg_max(gone, (age, -loc)), false) AS gone, max(as_of) AS as_of,
       min(loc) AS loc
FROM owned_house GROUP BY key;

CREATE TABLE certificate AS
WITH listed AS (
    SELECT c.*, k.key, s.age, s.as_of, s.family, coalesce(c.village_code, c.town_code, s.territory) AS unit
    FROM certificates c JOIN source s USING (src) JOIN certificate_key k ON k.id = c.rid WHERE c.person IS NOT NULL
), newest AS (
    SELECT * FROM listed QUALIFY row_number() OVER (PARTITION BY key ORDER BY age DESC, loc) = 1
)
SELECT key, person, "class" AS kind, kind AS kind_text, level, grade, since AS valid_from, coalesce(until, ended_on(family, as_of, unit)) AS valid_to, loc
FROM newest n;

-- Custody: an end that lies after the day of the extract is not known to be reached; a beginning of which only the month
-- or the year is written covers neither whole.
CREATE TABLE custody_stay AS
SELECT k.key, c.person, c."class" AS kind, c.kind AS kind_text, c.since AS valid_from, c.until AS valid_to, s.as_of,
       CASE WHEN c.since_precision = 'year' THEN make_date(year(c.since) + 1, 1, 1)
            WHEN day(c.since) = 1 AND c.since_precision IS DISTINCT FROM 'month' THEN c.since
            ELSE last_day(c.since) + 1 END AS full_from,
       least(c.until, s.as_of) AS held_to, c.loc
FROM custody c JOIN source s USING (src) JOIN custody_key k ON k.id = c.rid WHERE c.person IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY k.key ORDER BY s.age DESC, c.loc) = 1;

-- Public-welfare posts: one post per holder, village and kind of work; a wage sheet's month is one wage.
CREATE TABLE post_row AS
SELECT p.*, k.key, s.age, s.as_of, s.family, coalesce(p.village_code, p.town_code, s.territory) AS unit
FROM posts p JOIN source s USING (src) JOIN post_key k ON k.id = p.rid WHERE p.person IS NOT NULL;

CREATE TABLE post AS
WITH newest AS (
    SELECT key, arg_max(person, (age, -loc)) AS holder, max(person_match) AS match, any_value(post) AS post,
           any_value(village_code) AS village, arg_max(category, (age, -loc)) AS category, arg_max(wage, (age, -loc)) AS wage_fen,
           min(since) AS valid_from, arg_max(until, (age, -loc)) AS until, max(as_of) AS as_of,
           arg_max(family, (age, -loc)) AS family, min(unit) AS unit, min(loc) AS loc
    FROM post_row GROUP BY key
)
SELECT n.* EXCLUDE (until, as_of, family, unit), coalesce(until, ended_on(family, as_of, unit)) AS valid_to FROM newest n;

CREATE TABLE wage_row AS
SELECT rid, person, person_match AS match, month_from AS month, month_to AS last_day, wage, attendance, acct, loc, src, 'posts' AS origin
FROM posts WHERE person IS NOT NULL AND month_from IS NOT NULL AND wage IS NOT NULL
UNION ALL
SELECT rid, person, person_match, month_from, month_to, wage, attendance, acct, loc, src, 'wages' FROM post_wages
WHERE person IS NOT NULL AND month_from IS NOT NULL;

CREATE TABLE post_wage AS
SELECT md5(concat_ws('|', 'wage', w.person, w.month, w.wage, coalesce(w.acct, ''))) AS key, any_value(w.person) AS person,
       max(w.match) AS match, any_value(w.month) AS month, max(w.last_day) AS last_day, any_value(w.wage) AS wage_fen,
       arg_max(w.attendance, (s.age, -w.loc)) AS attendance, any_value(w.acct) AS account,
       any_value(coalesce(c.canonical, w.acct)) AS canonical, min(w.loc) AS loc,
       (SELECT min(p.key) FROM post p WHERE p.holder = any_value(w.person) AND p.valid_from <= max(w.last_day)
          AND (p.valid_to IS NULL OR p.valid_to >= any_value(w.month))) AS post_key
FROM wage_row w JOIN source s USING (src) LEFT JOIN canonical c ON c.key = w.acct GROUP BY 1;

CREATE TABLE insured AS
WITH listed AS (
    SELECT i.*, n.key AS org, s.age, s.as_of, s.family, coalesce(i.village_code, i.town_code, s.territory) AS place
    FROM insurance i JOIN source s USING (src)
    JOIN org_key n ON n.code = coalesce(i.unit_code, '') AND n.name = org_fold(i.unit) WHERE i.person IS NOT NULL
), newest AS (
    SELECT * FROM listed QUALIFY row_number() OVER (PARTITION BY person, org, kind, since ORDER BY age DESC, loc) = 1
)
SELECT person, org, kind, since AS valid_from, coalesce(until, ended_on(family, as_of, place)) AS valid_to,
       NOT coalesce(regexp_matches(kind, '居民'), false) AS worker, loc
FROM newest n;

CREATE TABLE tax_year AS
SELECT md5(concat_ws('|', 'tax', n.key, t.year)) AS key, n.key AS org, t.year, arg_max(t.paid, (s.age, -t.loc)) AS tax_fen,
       arg_max(t.staff, (s.age, -t.loc)) AS staff, min(t.loc) AS loc
FROM tax t JOIN source s USING (src) JOIN org_key n ON n.code = coalesce(t.uscc, '') AND n.name = org_fold(t.name)
WHERE t.year IS NOT NULL GROUP BY n.key, t.year;

-- Heads of benefit files that share what the registers say: a door number (an address that is more than the village's
-- name), a mobile number, a register household. Only pairs that share the door or the phone are kept.
CREATE TABLE same_home AS
WITH heads AS (SELECT DISTINCT person FROM covered WHERE head),
door AS (
    SELECT person, max(regexp_replace(address, '\s+', '', 'g')) AS address FROM register SEMI JOIN heads USING (person)
    WHERE out_date IS NULL AND regexp_matches(address, '[0-9０-９]\s*号|号楼|室$|单元') GROUP BY person
),
called AS (
    SELECT DISTINCT person, unnest(phone) AS phone FROM (
        SELECT person, phone FROM rosters UNION ALL SELECT person, phone FROM cadres) SEMI JOIN heads USING (person)
),
shared AS (
    SELECT a.person AS start, b.person AS "end", 'address' AS what FROM door a JOIN door b ON a.address = b.address AND a.person < b.person
    UNION ALL
    SELECT a.person, b.person, 'phone' FROM called a JOIN called b ON a.phone = b.phone AND a.person < b.person
)
SELECT start, "end", bool_or(what = 'address') AS address, bool_or(what = 'phone') AS phone,
       EXISTS (SELECT 1 FROM membership x JOIN membership y ON y.household = x.household
               WHERE x.person = start AND y.person = "end" AND x.valid_to IS NULL AND y.valid_to IS NULL) AS household
FROM shared GROUP BY start, "end";
