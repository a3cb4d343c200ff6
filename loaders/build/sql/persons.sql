-- The unit a merged unit is part of in the end.
CREATE VIEW today AS SELECT code, arg_max(into_code, (since, into_code)) AS into_code FROM forward GROUP BY code;

-- Persons: one per key over all files. Name as the household register (rank 10) writes it, else as written most
-- often: a wrong name on many rosters is not the person's. Where somebody lives: by the best-placed list.
CREATE TABLE person AS
WITH spelling AS (
    SELECT key, name, name_key, sum(n) AS n,
           NOT regexp_matches(name_key, '[?□]') AS whole, bool_or(rank = 10) AS registered FROM seen WHERE name IS NOT NULL GROUP BY ALL
), named AS (
    SELECT key, arg_max(name, (whole, registered, n, name)) AS name,
           arg_max(name_key, (whole, registered, n, name)) AS name_key,
           count(DISTINCT name_key) FILTER (NOT regexp_matches(name_key, '[?□]')) > 1 AS name_conflict
    FROM spelling GROUP BY key
), facts AS (
    SELECT key, max(sex) AS sex, min(birth) AS birth, min(trunc) AS trunc,
           ['id18', 'id15', 'id_trunc', 'name_village'][min(CASE match WHEN 'id18' THEN 1 WHEN 'id15' THEN 2
                                                            WHEN 'id_trunc' THEN 3 ELSE 4 END)] AS quality,
           substr(min(lpad(rank::VARCHAR, 3, '0') || village), 4) AS village,
           bool_or(elsewhere) AS elsewhere, min(loc) AS loc
    FROM seen GROUP BY key
)
SELECT f.key, n.name, n.name_key, coalesce(f.sex, 'U') AS sex, f.birth, f.trunc, f.quality,
       coalesce(w.into_code, f.village) AS village, f.elsewhere, coalesce(n.name_conflict, false) AS name_conflict,
       f.key IN (SELECT person FROM register WHERE person IS NOT NULL AND list_contains(flags, 'id_sex_conflict')) AS sex_conflict,
       f.key IN (SELECT person FROM register WHERE person IS NOT NULL AND list_contains(flags, 'id_birth_conflict')) AS birth_conflict, f.loc
FROM facts f LEFT JOIN named n USING (key)
LEFT JOIN today w ON w.code = f.village;

-- A person's death: earliest of the sources where they agree within 31 days, else the latest, and the conflict told.
CREATE TABLE death AS
SELECT person AS key,
       CASE WHEN max(death) - min(death) <= 31 THEN min(death) ELSE max(death) END AS death,
       CASE WHEN max(death) - min(death) <= 31 THEN arg_min(coalesce(death_precision, 'day'), (death, coalesce(death_precision, 'day') <> 'day'))
            ELSE arg_max(coalesce(death_precision, 'day'), (death, coalesce(death_precision, 'day') = 'day')) END AS death_precision,
       max(death) - min(death) > 31 AS death_conflict
FROM deaths WHERE death IS NOT NULL AND person IS NOT NULL GROUP BY person;

-- A weak person may be a person with a number: same name and first fifteen digits in the village if that is one
-- person only, else everybody of that name in the village. Never merged.
CREATE TABLE maybe_same AS
WITH weak AS (SELECT * FROM person WHERE quality IN ('id_trunc', 'name_village') AND name_key IS NOT NULL),
strong AS (SELECT * FROM person WHERE quality IN ('id18', 'id15')),
by_number AS (
    SELECT w.key AS start, s.key AS "end"
    FROM weak w JOIN strong s ON s.trunc = w.trunc AND s.name_key = w.name_key
         AND (s.village = w.village OR w.village IS NULL OR s.village IS NULL)
    QUALIFY count(*) OVER (PARTITION BY w.key) = 1
), by_name AS (
    SELECT w.key AS start, s.key AS "end"
    FROM weak w JOIN strong s ON s.name_key = w.name_key AND s.village = w.village
    WHERE w.key NOT IN (SELECT start FROM by_number)
      AND (w.trunc IS NULL OR s.trunc IS NULL OR w.trunc = s.trunc)
)
SELECT start, "end", 'id_trunc' AS grade, '姓名、身份证号前15位一致且同村' AS reason FROM by_number
UNION ALL
SELECT start, "end", 'name_village', '同村同名' FROM by_name;
