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
       coalesce(asset_test, false) AS asset_test, since AS valid_from, until AS valid_to, loc
FROM raw_programs r JOIN source s USING (src) WHERE code IS NOT NULL ORDER BY code, s.age DESC, loc;

INSERT INTO program (key, name, marks)
SELECT DISTINCT code, any_value(text), [] FROM program_text
WHERE code NOT IN (SELECT key FROM program) GROUP BY code;
