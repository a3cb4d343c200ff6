-- Steps of applications and who signed them. approval_key(id = rid, key) is given. A signer without a number is the
-- one office-holder of that name in the village or town, if there is exactly one; else a weak person.
CREATE TABLE signer_office AS
SELECT o.unit, p.name_key, min(o.person) AS person FROM office o JOIN person p ON p.key = o.person
WHERE p.quality IN ('id18', 'id15') GROUP BY o.unit, p.name_key HAVING count(DISTINCT o.person) = 1;

CREATE TABLE step AS
SELECT k.key, a.case_no, g.code AS program,
       CASE WHEN regexp_matches(a.step, '审批|批准|确认') THEN '审批' WHEN regexp_matches(a.step, '审核|复核') THEN '审核'
            WHEN regexp_matches(a.step, '评议|公示') THEN '评议' WHEN regexp_matches(a.step, '入户|核查|调查') THEN '入户'
            WHEN regexp_matches(a.step, '受理|经办|录入|申请|登记') THEN '经办' ELSE a.step END AS role,
       a.step, a.date, a.result, a.recusal AS recused, a.person AS applicant, coalesce(a.village_code, p.village) AS village,
       CASE WHEN a.staff_id IS NOT NULL THEN a.signer_person ELSE coalesce(v.person, t.person, a.signer_person) END AS signer,
       CASE WHEN a.staff_id IS NOT NULL THEN a.signer_person_match
            WHEN coalesce(v.person, t.person) IS NOT NULL AND a.staff_no IS NOT NULL THEN 'staff' ELSE 'name_village' END AS match,
       a.loc
FROM approvals a JOIN approval_key k ON k.id = a.rid
LEFT JOIN program_text g ON g.text = a.programme
LEFT JOIN person p ON p.key = a.person
LEFT JOIN signer_office v ON v.unit = coalesce(a.village_code, p.village) AND v.name_key = a.signer_key
LEFT JOIN town_of_village tv ON tv.village = coalesce(a.village_code, p.village)
LEFT JOIN signer_office t ON t.unit = coalesce(a.town_code, tv.town) AND t.name_key = a.signer_key;

CREATE TABLE approval AS
SELECT DISTINCT ON (key) s.*, c.sole FROM step s
JOIN (SELECT case_no, count(DISTINCT signer) = 1 AND count(DISTINCT role) > 1 AS sole FROM step GROUP BY case_no) c
  ON c.case_no IS NOT DISTINCT FROM s.case_no
ORDER BY key, loc;
