// 身份证号对应另一个姓名
// /// rule
// id = "R23"
// limb = "c"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "persons"
// identity = ["id_key", "program"]
// evidence = ["eligibility"]
// needs = ["PAID_TO", "Program"]
// optional = []
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.3
// pre_payment = true
// heading = "{persons}的身份证号在{program}名册中写着另一个姓名"
// explanation = "{program}发放给{persons} {payment_count} 笔、{amount_fen}，名册上的姓名与同一身份证号在其他数据中的姓名不一致。"
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
// words = "少数民族姓名"
// case = "少数民族姓名被截断"
// ///
MATCH (p:Payment)-[:PAID_TO]->(r:Person)
WHERE (r.name_conflict OR 'id_name_conflict' IN p.id_flags) AND p.name <> r.name AND p.stands AND p.amount_fen > 0
  AND NOT (p.name CONTAINS '□') AND replace(p.name, '·', '') <> replace(r.name, '·', '')
  AND NOT (size(p.name) >= 4 AND r.name CONTAINS '·' AND r.name STARTS WITH p.name)
  AND NOT (size(r.name) >= 4 AND p.name CONTAINS '·' AND p.name STARTS WITH r.name)
WITH p, r, coalesce(p.id_text, r.key) AS id_key
RETURN id_key AS id_key, p.program AS program, collect(DISTINCT r.key) AS persons,
  collect(DISTINCT p.key) AS payments, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages,
  count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.decided_on) AS first_on,
  max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  min(p.match) AS matched_by
ORDER BY id_key, program
