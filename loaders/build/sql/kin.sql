-- Edges the register's own columns assert: father, mother, spouse by number, or by a name that one member of the
-- household bears.
CREATE VIEW sound_row AS SELECT * FROM membership_row WHERE NOT mistaken;
INSERT INTO kin_row
SELECT kind, CASE WHEN kind = 'spouse' THEN least(a, b) ELSE a END, CASE WHEN kind = 'spouse' THEN greatest(a, b) ELSE b END,
       CASE kind WHEN 'spouse' THEN 'marriage' ELSE 'blood' END, confidence, NULL, NULL, NULL, NULL, '户籍', loc
FROM (
    SELECT 'parent' AS kind, father_person AS a, person AS b, 'asserted' AS confidence, loc FROM sound_row WHERE father_person IS NOT NULL
    UNION ALL SELECT 'parent', mother_person, person, 'asserted', loc FROM sound_row WHERE mother_person IS NOT NULL
    UNION ALL SELECT 'spouse', spouse_person, person, 'asserted', loc FROM sound_row WHERE spouse_person IS NOT NULL
    UNION ALL
    SELECT r.kind, min(m.person), r.person, 'derived', min(r.loc) FROM (
        SELECT 'parent' AS kind, household, src, person, father_key AS name_key, 'M' AS sex, loc FROM sound_row WHERE father_person IS NULL AND father_key IS NOT NULL
        UNION ALL SELECT 'parent', household, src, person, mother_key, 'F', loc FROM sound_row WHERE mother_person IS NULL AND mother_key IS NOT NULL
        UNION ALL SELECT 'spouse', household, src, person, spouse_key, NULL, loc FROM sound_row WHERE spouse_person IS NULL AND spouse_key IS NOT NULL
    ) r JOIN sound_row m ON m.household = r.household AND m.src = r.src AND m.name_key = r.name_key AND m.person <> r.person
       AND (r.sex IS NULL OR m.id_sex IS NULL OR m.id_sex = r.sex) AND NOT contains(r.name_key, '□')
    GROUP BY r.kind, r.household, r.src, r.person HAVING count(DISTINCT m.person) = 1
) WHERE a <> b;

-- Births.
INSERT INTO kin_row
SELECT 'parent', parent, child_person, 'blood', 'asserted', NULL, NULL, NULL, NULL, '出生证明', loc FROM (
    SELECT mother_person AS parent, child_person, loc FROM births UNION ALL SELECT father_person, child_person, loc FROM births)
WHERE parent IS NOT NULL AND child_person IS NOT NULL AND parent <> child_person;

-- One edge per pair, kind and marriage: the best founded word counts for basis and confidence; a marriage is closed
-- by whoever knows its end, a statement without dates does not open it again.
CREATE TABLE kin_grouped AS
WITH last_term AS (SELECT start, "end", max(term) AS term FROM marriage GROUP BY ALL),
ranked AS (
    SELECT k.* EXCLUDE (loc), [loc] AS locs, coalesce(t.term, 1) AS term,
           CASE confidence WHEN 'asserted' THEN 1 WHEN 'derived' THEN 2 WHEN 'presumed' THEN 3 ELSE 4 END AS rank
    FROM kin_row k LEFT JOIN last_term t ON k.kind = 'spouse' AND t.start = k.start AND t."end" = k."end"
    UNION ALL
    SELECT 'spouse', start, "end", 'marriage', 'asserted', valid_from, valid_to, ended_by, NULL, '婚姻登记', locs, term, 0
    FROM marriage
)
SELECT md5(concat_ws('|', kind, start, "end", term)) AS key, kind, start, "end", term,
       arg_min(coalesce(basis, ''), (rank, coalesce(basis, ''))) AS basis, min(rank) AS rank, min(valid_from) AS valid_from,
       CASE WHEN kind = 'spouse' OR bool_and(valid_to IS NOT NULL) THEN max(valid_to) END AS valid_to,
       CASE WHEN kind = 'spouse' OR bool_and(ended_by IS NOT NULL) THEN max(ended_by) END AS ended_by,
       max(raised) AS raised, string_agg(DISTINCT origin, '、' ORDER BY origin) AS origin,
       list_min(flatten(list(locs))) AS loc, list_distinct(flatten(list(locs))) AS locs
FROM ranked GROUP BY kind, start, "end", term;

-- Adoption ends the ties to the birth family (Civil Code, article 1111): the register's row of the household somebody
-- left for adoption closes the parent and sibling edges to its members on the day of leaving. A row without a day
-- closes them from birth on, because nothing says that they ever counted. A parent by 养 or 继 is then one by adoption.
CREATE TABLE adopted_away AS
SELECT r.person AS child, m.person AS kin, min(coalesce(r.out_date, r.id_birth, r.birth, r.as_of)) AS day, min(r.loc) AS loc
FROM membership_row r JOIN membership_row m ON m.household = r.household AND m.person <> r.person
WHERE regexp_matches(coalesce(r.out_reason, ''), '送养|收养') AND NOT contains(r.out_reason, '解除')
GROUP BY r.person, m.person;

CREATE TABLE born_to AS
SELECT g.key, min(a.day) AS day, min(a.loc) AS loc FROM kin_grouped g JOIN adopted_away a
  ON (g.kind = 'parent' AND g."end" = a.child AND g.start = a.kin)
  OR (g.kind = 'sibling' AND ((g.start = a.child AND g."end" = a.kin) OR (g."end" = a.child AND g.start = a.kin)))
WHERE g.basis IN ('blood', '') GROUP BY g.key;

CREATE TABLE kin_edge AS
WITH dead AS (
    SELECT key, min(death) AS died FROM (
        SELECT g.key, d.death, g.valid_from FROM kin_grouped g JOIN death d ON d.key = g.start WHERE kind = 'spouse' AND ended_by IS NULL
        UNION ALL
        SELECT g.key, d.death, g.valid_from FROM kin_grouped g JOIN death d ON d.key = g."end" WHERE kind = 'spouse' AND ended_by IS NULL
    ) WHERE death >= coalesce(valid_from, death) GROUP BY key
)
SELECT g.key, g.kind, g.start, g."end", CASE WHEN g.basis = '' AND c.child IS NOT NULL THEN 'adoption' ELSE nullif(g.basis, '') END AS basis,
       ['asserted', 'derived', 'presumed', 'candidate'][greatest(g.rank, 1)] AS confidence, g.raised, g.origin,
       CASE WHEN g.basis IN ('', 'adoption') THEN coalesce(g.valid_from, c.day) ELSE g.valid_from END AS valid_from,
       coalesce(d.died, least(b.day, g.valid_to)) AS valid_to,
       CASE WHEN d.died IS NOT NULL THEN 'death' WHEN b.day IS NOT NULL THEN 'adoption' ELSE g.ended_by END AS ended_by, g.loc
FROM kin_grouped g LEFT JOIN dead d USING (key)
LEFT JOIN born_to b USING (key)
LEFT JOIN (SELECT child, min(day) AS day FROM adopted_away GROUP BY child) c ON g.kind = 'parent' AND c.child = g."end" AND b.day IS NULL;
CREATE TABLE kin_source AS
SELECT key, unnest(locs) AS loc FROM kin_grouped UNION SELECT key, loc FROM born_to;
DROP TABLE kin_grouped;
