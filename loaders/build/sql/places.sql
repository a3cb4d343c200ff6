-- Towns and villages: the code table, else the names the files use (codes made from them).
CREATE TABLE region AS
SELECT DISTINCT ON (code) code AS key, name, parent, since AS valid_from, until AS valid_to, loc
FROM raw_regions r JOIN source s USING (src) WHERE code IS NOT NULL ORDER BY code, s.age DESC, loc;

CREATE TABLE town AS
SELECT key, name, loc FROM region JOIN region_level USING (key) WHERE level = 'town'
UNION ALL
SELECT town_code, max(town_text), NULL FROM place
WHERE town_code IS NOT NULL AND town_code NOT IN (SELECT key FROM region) GROUP BY town_code;

CREATE TABLE village AS
SELECT key, name, CASE level WHEN 'natural' THEN 'natural'
                  WHEN 'village' THEN CASE WHEN name LIKE '%社区%' OR name LIKE '%居%' THEN 'community' ELSE 'village' END END AS level,
       town, parent, w.into_code AS merged_into, valid_from, valid_to, loc
FROM region JOIN region_level USING (key) LEFT JOIN today w ON w.code = key WHERE level IN ('village', 'natural')
UNION ALL
SELECT village_code, arg_max(village_text, (length(village_text), village_text)), 'village', min(town_code), min(town_code), NULL, NULL, NULL, NULL
FROM place WHERE village_code IS NOT NULL AND village_code NOT IN (SELECT key FROM region) GROUP BY village_code;

CREATE VIEW town_of_village AS SELECT key AS village, town FROM village;
