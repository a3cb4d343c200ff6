-- Rolls of labour and lost time, one row a person and day; labour_key(id = loc, key) is given. A roll is what one
-- voucher pays, else the sheet. Who works on cases, by user name: the newest row of a name counts.
CREATE TABLE labour_source AS SELECT k.key, k.id AS loc FROM labour_key k;
CREATE TABLE labour_day AS
SELECT DISTINCT ON (k.key) k.key, coalesce(l.village_code, l.town_code) AS village, year(l.date) AS year, l.date, l.person, l.name, l.name_key,
       l.site, coalesce(l.days, 1) AS days, l.amount AS amount_fen, l.sign AS signer, l.sign_key AS signer_key, l.voucher,
       md5(concat_ws('|', coalesce(l.village_code, l.town_code, ''), year(l.date),
                     coalesce(l.voucher, s.sha256 || '|' || (l.loc // 100000000)))) AS roll,
       coalesce(regexp_matches(l.note, '受托|委托|代签|代领|授权'), false) AS mandate,
       coalesce(regexp_matches(concat_ws(' ', l.site, l.note), '抢收|抢险|防汛|抗旱|排涝|防疫|疫情|救灾|抗洪|森林防火|扑火'), false) AS duty,
       l.person_match AS match, l.loc
FROM labour l JOIN source s USING (src) JOIN labour_key k ON k.id = l.loc
ORDER BY k.key, l.loc;
CREATE TABLE investigator AS
SELECT DISTINCT ON (i.user_name) md5('investigator|' || i.user_name) AS key, i.user_name AS "user", i.unit, i.person, i.loc
FROM investigators i JOIN source s USING (src) WHERE i.user_name IS NOT NULL ORDER BY i.user_name, s.age DESC, i.loc;
