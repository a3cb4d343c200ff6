// 死亡人员领取补贴
// /// rule
// id = "R15"
// status = "active"
// version = 2
// tier = "orange"
// subject = "person"
// identity = ["person", "program"]
// evidence = ["eligibility"]
// kin_from = ["office"]
// needs = ["PAID_TO", "Program"]
// optional = ["INTO", "HOLDS", "SERVES", "KIN", "MEMBER_OF"]
// gaps = ["deaths"]
// legal = ["social-assistance-2014:13", "social-assistance-2014:68", "fiscal-violations-2011:14"]
// precision = 0.7
// pre_payment = true
// heading = "{person}死亡后仍有{program}发放"
// explanation = "{person}于{died_on}死亡[（各来源日期不一致，按最晚的计：{conflict}）]，此后所属期的{program}仍发放 {payment_count} 笔、{amount_fen}，最后所属期至{last_period}。[收款账户属于任职人员或其亲属：{cadres}。]"
// verify = ["核对死亡证明", "查明取款人", "查阅年度生存认证记录"]
//
// [params]
// tolerance = { type = "int", default = 1, words = "死亡当月之后再宽限几个月" }
// long = { type = "int", default = 6, words = "死亡后领取满几个月报红色" }
//
// [modifiers]
// lower_land = "按户发放的普惠补贴，户内还有其他成员"
// lower_no_period = "名册没有写所属期，按发放日期计"
//
// [single]
// died_on = "一个人一个死亡日期"
// conflict = "一个人一个死亡日期"
// last_period = "在此之前已按人和项目聚合"
// lower_land = "在此之前已按人和项目聚合"
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
// words = "丧葬补助、抚恤"
// case = "丧葬补助"
//
// [[false_positives]]
// words = "死亡当月足额发放"
// case = "死亡当月和次月"
//
// [[false_positives]]
// words = "同名的人或一号两人"
// case = "只凭姓名认定"
// filter = "F08"
//
// [[false_positives]]
// words = "一个证号两个姓名"
// case = "一个证号两个姓名"
// filter = "F09"
//
// [[false_positives]]
// words = "以前所属期的款项过后才发"
// case = "过后才发放以前所属期"
//
// [[false_positives]]
// words = "继承人依法补领"
// case = "没有所属期的补发"
// ///
MATCH (r:Person)<-[:PAID_TO]-(p:Payment)
WHERE r.death IS NOT NULL AND p.stands AND p.amount_fen > 0
  AND (p.period_month > r.death_month + $tolerance
    OR (p.period_month IS NULL AND NOT coalesce(p.arrears, false) AND (p.paid_day - r.death_day) / 31 > $tolerance))
WITH collect({payment: p.key, person: r.key, program: coalesce(p.program, '')}) AS found
UNWIND found AS one
WITH one.payment AS payment, one.person AS person, one.program AS program
MATCH (p:Payment)
WHERE p.key = payment
WITH p, person, program
MATCH (r:Person)
WHERE r.key = person
WITH p, r, program
MATCH (g:Program)
WHERE g.key = program
WITH p, r, g
WHERE g.marks IS NULL OR NOT 'funeral' IN g.marks
OPTIONAL MATCH (p)-[:INTO]->(:BankAccount)<-[h:HOLDS]-(o:Person)
WHERE o.key <> r.key
WITH p, r, g, h, o
OPTIONAL MATCH (c:Person)-[k:KIN]->(o)
WHERE k.recusal AND (k.valid_to IS NULL OR k.valid_to >= p.decided_on)
WITH p, r, g, h, k, [coalesce(o.key, ''), coalesce(c.key, '')] AS connected
UNWIND connected AS who
OPTIONAL MATCH (d:Person)
WHERE d.key = who
WITH p, r, g, h, k, d
OPTIONAL MATCH (d)-[s:SERVES]->(:Village)
WHERE s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= p.decided_on)
  AND (s.valid_to IS NULL OR s.valid_to >= p.decided_on)
WITH r, g, collect(DISTINCT p.key) AS paid, collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN d.key END) AS cadres,
  collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN k.key END) AS kin,
  collect(DISTINCT s.key) + collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN h.key END) AS facts,
  max(CASE WHEN p.period_from IS NOT NULL THEN coalesce(p.period_to, p.period_from) END) AS last_period,
  max(p.period_month) AS last_month
OPTIONAL MATCH (r)-[:MEMBER_OF]->(:Household)<-[m:MEMBER_OF]-(n:Person)
WHERE n.key <> r.key AND n.death IS NULL AND m.valid_to IS NULL
WITH r, g, paid, cadres, kin, facts, last_period, last_month, count(DISTINCT n.key) AS survivors
WITH r, g, paid, cadres, kin, facts, last_period, last_month,
  coalesce(g.class = 'A' AND g.payee_unit = 'household', false) AND survivors > 0 AS land,
  coalesce(last_month >= r.death_month + $long, false) AS long_after,
  coalesce(r.death_conflict, false) AS conflict, coalesce(r.death_conflict, false) OR coalesce(r.name_conflict, false) AS doubtful
UNWIND paid AS payment
MATCH (p:Payment)
WHERE p.key = payment
RETURN r.key AS person, g.key AS program, cadres AS cadres, kin AS kin, facts AS facts,
  collect(DISTINCT p.key) AS payments, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages,
  count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen, r.death AS died_on, conflict AS conflict,
  last_period AS last_period, min(p.decided_on) AS first_on, max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  CASE WHEN doubtful THEN 'yellow' WHEN size(cadres) > 0 OR (long_after AND NOT land) THEN 'red' ELSE 'orange' END AS tier,
  land AS lower_land, last_period IS NULL AS lower_no_period, min(p.match) AS matched_by
ORDER BY person, program
