-- Organizations by code, else by name; name_only(name, key) is given for names that no code stands behind.
CREATE TABLE organization AS
WITH rows AS (
    SELECT n.key, o.name, o.uscc AS credit_code, o.kind, o.status, o.founded, o.closed, o.paid_in, o.registered,
           s.age, s.as_of, o.loc, 1 AS rank
    FROM organizations o JOIN source s USING (src) JOIN org_key n ON n.code = coalesce(o.uscc, '') AND n.name = org_fold(o.name)
    UNION ALL
    SELECT n.key, m.name, nullif(m.code, ''), NULL, NULL, NULL, NULL, NULL, NULL, -1, NULL, m.loc, 2
    FROM org_mention m JOIN org_key n ON n.code = m.code AND n.name = org_fold(m.name)
)
SELECT key, arg_max(name, (-rank, age, name)) AS name, max(credit_code) AS credit_code, arg_max(kind, (age, -loc)) AS kind,
       CASE WHEN arg_max(status, (age, -loc)) IS NULL THEN 'unknown'
            WHEN regexp_matches(arg_max(status, (age, -loc)), '冒用|冒名|盗用|申请撤销|撤销.{0,4}申请|异议') THEN 'disputed'
            WHEN regexp_matches(arg_max(status, (age, -loc)), '注销|吊销|撤销|清算|迁出|歇业') THEN 'closed' ELSE 'active' END AS status,
       arg_max(founded, (age, -loc)) AS founded, arg_max(closed, (age, -loc)) AS closed, arg_max(paid_in, (age, -loc)) AS paid_in_fen,
       arg_max(registered, (age, -loc)) AS registered_fen, max(as_of) AS as_of,
       coalesce(regexp_matches(max(credit_code), '^(1|N|54)'), false) OR regexp_matches(max(name),
           '(政府|办事处|委员会|村委会|居委会|局|经济合作社|股份经济合作社|经济联合社|学校|小学|中学|卫生院|财政所)$') AS public,
       key IN (SELECT key FROM institution_key) AS institution, min(loc) AS loc
FROM rows GROUP BY key;

-- Who runs it, who holds shares. Newest text per fact; a share or post a later extract of the registry lacks is closed.
CREATE TABLE directs_row AS
SELECT o.person, n.key AS org, 'legal_rep' AS role, o.person_match AS match, o.founded AS since, o.closed AS until,
       o.loc, s.age, s.as_of, s.family, coalesce(o.village_code, o.town_code, s.territory) AS unit
FROM organizations o JOIN source s USING (src)
JOIN org_key n ON n.code = coalesce(o.uscc, '') AND n.name = org_fold(o.name) WHERE o.person IS NOT NULL
UNION ALL
SELECT o.person, n.key, CASE WHEN o.role LIKE '%监事%' THEN 'supervisor' WHEN o.role LIKE '%董事%' THEN 'director'
                             WHEN o.role LIKE '%经理%' THEN 'manager' ELSE 'legal_rep' END,
       o.person_match, o.since, o.until, o.loc, s.age, s.as_of, s.family, coalesce(o.village_code, o.town_code, s.territory)
FROM shareholders o JOIN source s USING (src)
JOIN org_key n ON n.code = coalesce(o.uscc, '') AND n.name = org_fold(coalesce(o.name, ''))
WHERE o.person IS NOT NULL AND regexp_matches(coalesce(o.role, ''), '监事|董事|经理|法定代表人|负责人|理事长');

CREATE TABLE owns_row AS
SELECT o.person, n.key AS org, h.key AS holder_org, o.share, coalesce(o.role, '股东') AS role, o.since, o.until,
       o.loc, s.age, s.as_of, s.family, coalesce(o.village_code, o.town_code, s.territory) AS unit
FROM shareholders o JOIN source s USING (src)
JOIN org_key n ON n.code = coalesce(o.uscc, '') AND n.name = org_fold(coalesce(o.name, ''))
LEFT JOIN org_key h ON o.holder_id IS NULL AND h.code = '' AND h.name = org_fold(o.holder)
WHERE NOT regexp_matches(coalesce(o.role, ''), '^(监事|董事|经理|总经理|副经理|执行董事|法定代表人|负责人)+$')
UNION ALL
SELECT o.person, n.key, NULL, 1.0, '经营者', o.founded, o.closed, o.loc, s.age, s.as_of, s.family,
       coalesce(o.village_code, o.town_code, s.territory)
FROM organizations o JOIN source s USING (src)
JOIN org_key n ON n.code = coalesce(o.uscc, '') AND n.name = org_fold(o.name)
WHERE o.person IS NOT NULL AND regexp_matches(coalesce(o.kind, ''), '个体|独资');

CREATE TABLE directs AS
WITH newest AS (SELECT *, row_number() OVER (PARTITION BY person, org, role, since ORDER BY age DESC, loc) AS place FROM directs_row)
SELECT n.person, n.org, n.role, any_value(n.match) AS match, n.since AS valid_from,
       coalesce(any_value(n.until), min(s.as_of)) AS valid_to, any_value(n.loc) AS loc
FROM newest n LEFT JOIN source s ON s.family = n.family AND s.as_of > n.as_of AND starts_with(n.unit, unit_prefix(s.territory))
WHERE place = 1 GROUP BY n.person, n.org, n.role, n.since;

CREATE TABLE owns AS
WITH newest AS (SELECT *, row_number() OVER (PARTITION BY person, holder_org, org, role, since ORDER BY age DESC, loc) AS place FROM owns_row)
SELECT n.person, n.holder_org, n.org, n.role, any_value(n.share) AS share, n.since AS valid_from,
       coalesce(any_value(n.until), min(s.as_of)) AS valid_to, any_value(n.loc) AS loc
FROM newest n LEFT JOIN source s ON s.family = n.family AND s.as_of > n.as_of AND starts_with(n.unit, unit_prefix(s.territory))
WHERE place = 1 GROUP BY n.person, n.holder_org, n.org, n.role, n.since;
