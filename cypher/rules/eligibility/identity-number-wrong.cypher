// 身份证号校验或日期不成立
// /// rule
// id = "R23"
// limb = "a"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "persons"
// identity = ["id_key", "program"]
// evidence = ["eligibility"]
// needs = ["PAID_TO", "Program"]
// optional = ["MAYBE_SAME"]
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.25
// pre_payment = true
// heading = "{persons}领取{program}所用身份证号不成立"
// explanation = "{program}发放给{persons} {payment_count} 笔、{amount_fen}，名册所填身份证号校验位或日期不成立。[号码被表格截断或为旧式 15 位，属资料更正：{cap_damaged}。][同村登记在册者中有同名的人，可能是录入差错：{cap_typing}。]"
// verify = ["当面核实是否有此人", "查明由谁录入", "查明钱款去向"]
//
// [modifiers]
// cap_damaged = "号码被表格截断或为旧式 15 位，属资料更正"
// cap_typing = "同村登记在册者中有同名的人，疑为录入差错，属资料更正"
//
// [[raised_by]]
// rules = ["R09", "R13"]
// persons = ["person"]
// their_persons = ["recipient"]
// shares = ["account"]
// to = "red"
// words = "收款账户属于干部或其近亲属"
//
// [[false_positives]]
// words = "表格截断或 15 位旧号"
// case = "被表格截断的号码"
// filter = "F09"
//
// [[false_positives]]
// words = "录入时错一位"
// case = "同村有同名的在册人员"
//
// [[false_positives]]
// words = "号码地区码不在区划表中"
// case = "地区码不是理由"
// ///
MATCH (p:Payment)
WHERE size(p.id_flags) > 0 AND p.stands AND p.amount_fen > 0
  AND ('id_checksum' IN p.id_flags OR 'id_date' IN p.id_flags OR 'id_length' IN p.id_flags)
MATCH (p)-[:PAID_TO]->(r:Person)
WITH p, r, coalesce(r.name_key, '') AS name, coalesce(p.village, '') AS place,
  'id_truncated' IN p.id_flags OR p.match = 'id_trunc' OR p.match = 'id15' AS damaged
OPTIONAL MATCH (n:Person)
WHERE n.name_key = name AND n.village = place AND n.registered AND n.key <> r.key
WITH p, r, damaged, count(n.key) AS namesakes
WITH p, r, damaged, namesakes, coalesce(p.id_text, r.key) AS id_key
RETURN id_key AS id_key, p.program AS program, collect(DISTINCT r.key) AS persons,
  collect(DISTINCT p.key) AS payments, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages,
  count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.decided_on) AS first_on,
  max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  count(CASE WHEN NOT damaged THEN 1 END) = 0 AS cap_damaged, count(CASE WHEN namesakes = 0 THEN 1 END) = 0 AS cap_typing
ORDER BY id_key, program
