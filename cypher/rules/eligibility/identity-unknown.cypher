// 有效身份证号在户籍和其他数据中都查不到
// /// rule
// id = "R23"
// limb = "b"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "persons"
// identity = ["id_key", "program"]
// evidence = ["eligibility"]
// needs = ["PAID_TO", "Program", "MEMBER_OF"]
// optional = []
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.3
// pre_payment = true
// heading = "{persons}领取{program}，户籍和其他数据中都查不到此人"
// explanation = "{program}发放给{persons} {payment_count} 笔、{amount_fen}，身份证号有效，但户籍登记和已装载的其他名册中都没有。"
// verify = ["当面核实是否有此人", "查明由谁录入", "查明钱款去向"]
//
// [params]
// newborn = { type = "int", default = 365, words = "出生不满几天的不计", proposal = true }
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
// words = "新生儿"
// case = "新生儿尚未进入户籍数据"
//
// [[false_positives]]
// words = "号码残缺"
// case = "号码残缺的人不属本分支"
// filter = "F09"
// ///
MATCH (h:Household)
WITH collect(DISTINCT h.village) AS covered
MATCH (r:Person)
WHERE NOT coalesce(r.registered, false) AND NOT coalesce(r.elsewhere, false) AND r.quality IN ['id18', 'id15']
  AND (r.birth IS NULL OR r.birth_day + $newborn < $as_of_day)
  AND NOT EXISTS { MATCH (r)-[:MEMBER_OF]->(:Household) }
MATCH (p:Payment)-[:PAID_TO]->(r)
WHERE p.stands AND p.amount_fen > 0 AND p.village IN covered
WITH p, r, coalesce(p.id_text, r.key) AS id_key
RETURN id_key AS id_key, p.program AS program, collect(DISTINCT r.key) AS persons,
  collect(DISTINCT p.key) AS payments, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages,
  count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.decided_on) AS first_on,
  max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  min(p.match) AS matched_by
ORDER BY id_key, program
