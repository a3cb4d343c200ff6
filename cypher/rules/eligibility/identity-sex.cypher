// 性别与身份证号不一致
// /// rule
// id = "R23"
// limb = "e"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "persons"
// identity = ["id_key", "program"]
// evidence = ["eligibility"]
// needs = ["PAID_TO", "Program"]
// optional = []
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.15
// pre_payment = true
// heading = "{persons}领取{program}，登记性别与身份证号不一致"
// explanation = "{program}发放给{persons} {payment_count} 笔、{amount_fen}，户籍或名册登记的性别与身份证号不一致。"
// verify = ["当面核实是否有此人", "查明由谁录入", "查明钱款去向"]
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
// words = "号码残缺"
// case = "号码残缺"
// filter = "F09"
// ///
MATCH (p:Payment)-[:PAID_TO]->(r:Person)
WHERE p.stands AND p.amount_fen > 0 AND p.match IN ['id18', 'id15']
  AND (coalesce(r.sex_conflict, false) OR coalesce('id_sex_conflict' IN p.id_flags, false)
    OR coalesce('sex_conflict' IN p.id_flags, false))
WITH p, r, coalesce(p.id_text, r.key) AS id_key
RETURN id_key AS id_key, p.program AS program, collect(DISTINCT r.key) AS persons,
  collect(DISTINCT p.key) AS payments, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages,
  count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.decided_on) AS first_on,
  max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  min(p.match) AS matched_by
ORDER BY id_key, program
