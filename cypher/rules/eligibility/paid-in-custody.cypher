// 服刑、羁押期间仍有发放
// /// rule
// id = "R16"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "person"
// identity = ["person", "program"]
// evidence = ["eligibility"]
// kin_from = ["office"]
// needs = ["PAID_TO", "Program", "IN_CUSTODY"]
// optional = ["COVERED_BY", "MEMBER_OF", "HOLDS", "KIN", "SERVES"]
// legal = ["social-assistance-2014:13", "dibao-review-2021:7"]
// precision = 0.6
// pre_payment = true
// heading = "{person}服刑或羁押期间仍有{program}发放"
// explanation = "{person}自{held_from}起被羁押或服刑（{custody_kinds}[，至{held_to}]）。羁押覆盖整月的所属期内，{program}仍发放 {payment_count} 笔、{amount_fen}，收款人{recipients}[，其中按户发放的 {family_count} 笔仍把其计入享受人口]。[收款账户属于任职人员或其亲属，涉及{cadres}。]"
// verify = ["核对羁押、释放文书", "查阅民政部门减员后的重新核算表", "查明取款人"]
//
// [params]
// min_days = { type = "int", default = 30, unit = "days", words = "羁押不满多少天不计" }
// long_months = { type = "int", default = 6, unit = "months", words = "领取满几个月报橙色" }
//
// [modifiers]
// lower_kind = "名单没有写明羁押类型"
// lower_no_period = "名册没有写所属期，按发放日期计"
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
// words = "家庭按剩余人口保留自己的份额"
// case = "已从享受人口中减去"
//
// [[false_positives]]
// words = "社区矫正不是羁押"
// case = "社区矫正"
//
// [[false_positives]]
// words = "宣告无罪"
// case = "宣告无罪"
// ///
MATCH (x:Person)-[:IN_CUSTODY]->(c:Custody)
WHERE c.kind IN ['prison', 'detention', 'other'] AND c.full_to IS NOT NULL AND c.days >= $min_days
OPTIONAL MATCH (x)-[a:COVERED_BY]->(:BenefitFile)<-[:COVERED_BY]-(n:Person)
WHERE coalesce(a.covered, true)
WITH x, c, collect(DISTINCT n.key) AS heads
WITH x, c, heads + [x.key] AS payees
UNWIND payees AS payee
WITH DISTINCT x, c, payee
MATCH (n:Person)
WHERE n.key = payee
WITH x, c, payee, n
OPTIONAL MATCH (p:Payment)-[:PAID_TO]->(n)
WITH x, c, payee, p
WHERE p.stands AND p.amount_fen > 0
  AND coalesce(p.period_from, p.paid_on) <= c.full_to AND coalesce(p.period_to, p.paid_on) >= c.full_from
WITH x, c, payee, p, coalesce(p.program, '') AS program, coalesce(p.period_from, p.paid_on, p.decided_on) AS opens,
  coalesce(p.period_to, p.paid_on, p.decided_on) AS closes
MATCH (g:Program)
WHERE g.key = program
WITH x, c, payee, p, g, coalesce(g.class, '') AS class, opens, closes
OPTIONAL MATCH (x)-[a1:COVERED_BY]->(f:BenefitFile)
WHERE coalesce(a1.covered, true) AND (f.program = g.key OR (f.program IS NULL AND class = 'C'))
  AND (a1.valid_from IS NULL OR a1.valid_from <= closes) AND (a1.valid_to IS NULL OR a1.valid_to >= opens)
WITH x, c, payee, p, g, collect(DISTINCT f.key) AS files, collect(DISTINCT a1.key) AS covers
WHERE size(files) > 0 OR (payee = x.key AND coalesce(g.payee_unit, 'person') <> 'household')
MATCH (n:Person)
WHERE n.key = payee
WITH x, c, payee, p, g, files, covers, n
OPTIONAL MATCH (n)-[:COVERED_BY]->(zf:BenefitFile)
WHERE zf.key IN files
WITH x, c, payee, p, g, covers, count(zf.key) AS shared
WHERE payee = x.key OR shared > 0
WITH x, c, payee, p, g, covers, coalesce(p.account, '') AS account
OPTIONAL MATCH (ba:BankAccount)
WHERE ba.key = account
WITH x, c, p, g, covers, payee, ba
OPTIONAL MATCH (ba)<-[:HOLDS]-(w:Person)
WHERE w.key <> payee
WITH x, c, p, g, covers, payee, p.decided_on AS day, w, coalesce(w.key, '') AS owner
OPTIONAL MATCH (w)-[:MEMBER_OF]->(hh:Household)<-[:MEMBER_OF]-(m:Person)
WHERE m.key IN [payee]
WITH x, c, p, g, covers, day, owner, w, count(hh.key) AS together
OPTIONAL MATCH (w)<-[k:KIN]-(kc:Person)
WHERE k.recusal AND (k.valid_from IS NULL OR k.valid_from <= day)
  AND (k.valid_to IS NULL OR k.valid_to >= day)
WITH x, c, p, g, covers, day, k,
  CASE WHEN together > 0 THEN [''] ELSE [owner, coalesce(kc.key, '')] END AS connected
UNWIND connected AS who
OPTIONAL MATCH (d:Person)
WHERE d.key = who
WITH x, c, p, g, covers, day, k, d
OPTIONAL MATCH (d)-[s:SERVES]->(:Village)
WHERE s.role <> 'other'
  AND (s.valid_from IS NULL OR s.valid_from <= day) AND (s.valid_to IS NULL OR s.valid_to >= day)
WITH x, c, p, g, covers, collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN d.key END) AS cadres,
  collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN k.key END) AS kin, collect(DISTINCT s.key) AS offices
WITH x, g, p, collect(DISTINCT c.key) AS stays, collect(covers) AS covers, collect(cadres) AS cadres, collect(kin) AS kin,
  collect(offices) AS offices, collect(DISTINCT c.kind_text) AS custody_kinds, min(c.valid_from) AS held_from,
  max(c.valid_to) AS held_to, max(size(cadres)) AS linked, min(CASE WHEN c.kind = 'other' THEN 1 ELSE 0 END) AS unclear,
  min(CASE WHEN p.period_month > c.first_month THEN p.period_month WHEN p.period_month IS NOT NULL THEN c.first_month END) AS first_month,
  max(CASE WHEN p.period_last_month < c.last_month THEN p.period_last_month WHEN p.period_last_month IS NOT NULL THEN c.last_month END) AS last_month
WITH x, g, p, covers + offices + [stays] AS facts, cadres, kin, custody_kinds, held_from, held_to, linked, unclear, first_month, last_month
RETURN x.key AS person, g.key AS program, collect(DISTINCT p.recipient) AS recipients, collect(facts) AS facts,
  collect(cadres) AS cadres, collect(kin) AS kin, collect(custody_kinds) AS custody_kinds, min(held_from) AS held_from,
  max(held_to) AS held_to, count(CASE WHEN p.recipient <> x.key THEN 1 END) AS family_count,
  collect(p.key) AS payments, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages,
  count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.decided_on) AS first_on,
  max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  CASE WHEN max(linked) > 0 THEN 'red'
    WHEN coalesce(max(last_month) - min(first_month) + 1, count(p.key)) >= $long_months THEN 'orange' ELSE 'yellow' END AS tier,
  min(unclear) = 1 AS lower_kind, count(p.period_from) = 0 AS lower_no_period, collect(DISTINCT p.match) AS matched_by
ORDER BY person, program
