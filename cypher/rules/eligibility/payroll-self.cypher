// 财政供养人员本人领取补贴
// /// rule
// id = "R17"
// limb = "a"
// status = "active"
// version = 4
// tier = "orange"
// subject = "person"
// identity = ["person", "program", "year"]
// evidence = ["eligibility"]
// needs = ["Payment", "PAID_TO", "Program", "EMPLOYED_AT"]
// gaps = ["program-class"]
// legal = ["social-assistance-2014:11", "social-assistance-2014:68", "fiscal-violations-2011:14"]
// precision = 0.4
// pre_payment = true
// heading = "财政供养人员{person}领取{program}"
// explanation = "{person}在{organizations}领取工资（{post_types}），在职期间的{year}年{program}发放给本人 {payment_count} 笔、{amount_fen}。"
// verify = ["核算家庭收入", "查阅聘用合同和人员身份"]
//
// [params]
// low_pay = { type = "real", default = 0.0, unit = "yuan", words = "当地最低工资（元，填 0 不降级）" }
// village_share = { type = "real", default = 0.8, words = "全村户数中领取者的比例，达到即视为全村性发放", proposal = true }
//
// [modifiers]
// lower_low_pay = "月工资低于当地最低工资"
// lower_post = "名册没有写人员身份"
// clear_village_wide = "全村绝大多数户都领取（全村性发放）"
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
// words = "全村性救灾发放"
// case = "全村户户都有的救灾款"
//
// [[false_positives]]
// words = "临聘、公益岗、村干部补贴也在工资系统里"
// case = "临聘人员"
//
// [[false_positives]]
// words = "自家承包地的普惠补贴"
// case = "普惠补贴只报蓝色"
// filter = "F03"
//
// [[false_positives]]
// words = "退休教师的配偶属另一分支"
// case = "配偶在职"
// ///
MATCH (r:Person)-[e:EMPLOYED_AT]->(o:Organization)
WHERE coalesce(e.regular, false) OR e.post_type IS NULL
WITH collect(DISTINCT r.key) AS employed
UNWIND employed AS who
MATCH (r:Person)
WHERE r.key = who
WITH r, who
OPTIONAL MATCH (p:Payment)-[:PAID_TO]->(r)
WHERE p.stands AND p.amount_fen > 0
WITH r, who, p, p.program AS program, coalesce(p.period_from, p.paid_on) AS day
WHERE p.key IS NOT NULL
MATCH (g:Program)
WHERE g.key = program AND g.class IS NOT NULL AND NOT coalesce(g.exempt, false)
WITH r, who, p, program, g.class AS class, day
OPTIONAL MATCH (r)-[j:EMPLOYED_AT]->(n:Organization)
WHERE (coalesce(j.regular, false) OR j.post_type IS NULL) AND (j.valid_from IS NULL OR j.valid_from <= day)
  AND (j.valid_to IS NULL OR j.valid_to >= day)
WITH who AS person, program, class, p, collect(n.key) AS employers, collect(j.key) AS jobs,
  collect(CASE WHEN j.key IS NOT NULL THEN coalesce(j.post_type, '身份不详') END) AS types, count(j.post_type) AS named,
  max(CASE WHEN j.key IS NOT NULL THEN coalesce(j.pay_fen, $low_pay) END) AS pay
WHERE size(jobs) > 0
WITH person, program, p.year AS year, max(class) AS class, collect(employers) AS organizations, collect(jobs) AS facts,
  collect(types) AS post_types, coalesce(sum(named), 0) AS known, max(pay) AS best_pay, collect(p.key) AS payments,
  collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages, count(p.key) AS payment_count,
  coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.decided_on) AS first_on,
  max(coalesce(p.paid_on, p.decided_on)) AS last_on, min(p.match) AS matched_by, min(coalesce(p.reach, 0.0)) AS reach
RETURN person AS person, program AS program, year AS year, organizations AS organizations,
  facts AS facts, post_types AS post_types, payments AS payments, accounts AS accounts,
  villages AS villages, payment_count AS payment_count, amount_fen AS amount_fen, first_on AS first_on, last_on AS last_on,
  CASE WHEN class = 'C' THEN 'orange' ELSE 'blue' END AS tier,
  best_pay < $low_pay AS lower_low_pay, known = 0 AS lower_post,
  class = 'C' AND reach >= $village_share AS clear_village_wide, matched_by AS matched_by
ORDER BY person, program, year
