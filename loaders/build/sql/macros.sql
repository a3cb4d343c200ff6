-- Words that several texts share.
CREATE MACRO unit_prefix(code) AS CASE
    WHEN length(code) = 12 AND code LIKE '%000000' THEN left(code, 6)
    WHEN length(code) = 12 AND code LIKE '%000' THEN left(code, 9)
    WHEN length(code) = 9 AND code LIKE '%000' THEN left(code, 6) ELSE code END;
-- The further people of a family row carry no amount of their own: they are no payment of nothing.
CREATE MACRO is_payment(amount, flags) AS
    amount IS NOT NULL AND NOT (amount = 0 AND list_contains(coalesce(flags, []::VARCHAR[]), 'split_row'));
CREATE MACRO org_fold(name) AS lower(regexp_replace(name, '\s+', '', 'g'));
CREATE MACRO is_entity(name) AS coalesce(regexp_matches(name,
    '(公司|合作社|联合社|联社|经济社|委员会|村委会|居委会|党支部|党总支|中心|厂|店|超市|商行|经营部|门市部?|工作室|农场|林场|养殖场|站|所|局|院|学校|小学|中学|幼儿园|银行|信用社|协会|政府|办事处|集团|基金会|管理处|工程队|施工队|服务部|合作组织)$'), false);
-- The holder of a village's own account.
CREATE MACRO is_village_body(name) AS coalesce(regexp_matches(name,
    '(村|社区|居)(民|集体)?.{0,4}(委员会|村委会|居委会|经济合作社|经济联合社|经联社|合作社|集体|集体经济组织)$|(村委会|居委会)$'), false);
-- A number as written; null for what only stands in its place: without a figure but nought, or one sign over and over.
CREATE MACRO told_number(written) AS CASE
    WHEN regexp_matches(written, '[1-9]') AND replace(written, left(written, 1), '') <> '' THEN written END;
-- Words for a list of people who signed for what they got.
CREATE MACRO is_roll(words) AS coalesce(regexp_matches(words, '发放表|签字表|签领表|领取表|领款表|花名册|名册|清册|造册|工资表|考勤表'), false);
CREATE MACRO is_labour(words) AS coalesce(regexp_matches(words, '误工|用工|务工|劳务|零工|人工费'), false);
