-- Programmes of the catalogue (newest row of a code) and programmes that only a file names.
CREATE TABLE program AS
SELECT DISTINCT ON (code) code AS key, name,
       CASE WHEN upper(class) IN ('A', 'B', 'C') THEN upper(class) WHEN class LIKE '%普惠%' AND class NOT LIKE '%非普惠%' THEN 'A'
            WHEN class LIKE '%资格%' THEN 'B' WHEN class LIKE '%裁量%' OR class LIKE '%评议%' OR class LIKE '%非普惠%' THEN 'C'
       END AS class,
       CASE WHEN payee_unit LIKE '%户%' THEN 'household' WHEN payee_unit LIKE '%人%' THEN 'person' END AS payee_unit,
       dept AS department, standard AS standard_fen, ceiling AS ceiling_fen, period, age_min, age_max, level,
       list_transform(coalesce(marks, []), lambda m: CASE
           WHEN m LIKE '%分期%' THEN 'instalment' WHEN m LIKE '%定额%' THEN 'flat'
           WHEN m LIKE '%丧葬%' OR m LIKE '%抚恤%' THEN 'funeral' WHEN m LIKE '%两卡%' OR m LIKE '%两折%' THEN 'two_accounts'
           WHEN m LIKE '%职务%' OR m LIKE '%误工%' OR m LIKE '%报酬%' THEN 'office_pay'
           WHEN m LIKE '%救灾%' OR m LIKE '%全村%' THEN 'village_wide' ELSE m END) AS marks,
       coalesce(asset_test, regexp_matches(name, '低保|最低生活保障|特困|五保|临时救助|危房改造|危改')) AS asset_test,
       CASE WHEN level IS NULL THEN NULL WHEN regexp_matches(level, '优抚|退役|军|烈') THEN 'veteran' WHEN level LIKE '%学%' THEN 'student'
            WHEN regexp_matches(level, '病') THEN 'illness' WHEN regexp_matches(level, '脱贫|困难|监测') THEN 'hardship'
            WHEN regexp_matches(level, '残|级') THEN 'disability' END AS certificate,
       list_max(list_transform(regexp_extract_all(level, '[一二三四1-4]'), lambda m: CASE m WHEN '一' THEN 1 WHEN '二' THEN 2
           WHEN '三' THEN 3 WHEN '四' THEN 4 ELSE m::INTEGER END)) AS grade_max, since AS valid_from, until AS valid_to, loc
FROM raw_programs r JOIN source s USING (src) WHERE code IS NOT NULL ORDER BY code, s.age DESC, loc;

INSERT INTO program (key, name, marks)
SELECT DISTINCT code, min(text), [] FROM program_text
WHERE code NOT IN (SELECT key FROM program) GROUP BY code;
