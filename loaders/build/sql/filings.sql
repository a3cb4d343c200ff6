-- Near-relative filings. filing_key(id = rid, key) is given; the newest row of a filing counts.
CREATE TABLE filing AS
SELECT DISTINCT ON (k.key) k.key, g.code AS program, f.filed, f.until AS valid_to, regexp_matches(f.recusal, '^(是|有|已)|回避') AND NOT regexp_matches(f.recusal, '^(否|无|未|没)|未回避|不回避|无需') AS recused, f.relation,
       CASE WHEN 'name_village' IN (f.staff_person_match, f.person_match) THEN 'name_village'
            WHEN 'id_trunc' IN (f.staff_person_match, f.person_match) THEN 'id_trunc'
            WHEN 'id15' IN (f.staff_person_match, f.person_match) THEN 'id15' ELSE 'id18' END AS match,
       f.staff_person, f.person, f.loc
FROM filings f JOIN source s USING (src) JOIN filing_key k ON k.id = f.rid
LEFT JOIN program_text g ON g.text = f.programme
ORDER BY k.key, s.age DESC, f.loc;
