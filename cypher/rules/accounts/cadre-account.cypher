// 村干部账户代收他人补贴
// /// rule
// id = "R09"
// status = "active"
// version = 2
// tier = "red"
// subject = "account"
// identity = ["account", "cadre", "year"]
// evidence = ["account", "office"]
// kin_from = ["office", "township"]
// needs = ["HOLDS", "INTO", "PAID_TO"]
// optional = ["SERVES", "STAFFS", "KIN", "ORG_HOLDS", "MEMBER_OF", "COVERED_BY", "WARD_OF", "Flow", "Program"]
// legal = ["onecard-2020:holding", "village-cadre-integrity-2011:5.3", "gov-sanction-2020:33"]
// precision = 0.5
// pre_payment = true
// heading = "{cadre}任职期间，{owners}的账户{account}收到他人补贴"
// explanation = "{year}年，{recipients}的补贴（{programs}）共 {payment_count} 笔、{amount_fen} 进入{owners}的账户。[户主是{cadre}的亲属：{kin_words}。][{mandated} 笔有委托手续，仍应更正为本人账户。][其中集体土地租金 {rents} 笔。][{passed} 人的租金在 {days} 天内已如数转出。]收款人与户主、{cadre}均不同户。"
// verify = ["查看委托手续", "核对现金交付和收条", "请收款人本人说明"]
//
// [params]
// min_persons = { type = "int", default = 1, words = "至少几名他人" }
// min_payments = { type = "int", default = 1, words = "至少几笔" }
// rent_words = { type = "text", default = ".*(租金|流转费|地租|承包费|土地分红).*", words = "项目名称中表示集体土地租金的词" }
// pass_days = { type = "int", unit = "days", default = 30, words = "代收租金后几天以内转给各户" }
// pass_share = { type = "real", default = 0.95, words = "转给各户的钱至少占代收的几成", proposal = true }
//
// [modifiers]
// clear_distributed = "都是集体土地租金，已按期如数转给各户"
// lower_family = "所涉收款人都是户主或干部的配偶、父母、子女，只是不同户"
//
// [[false_positives]]
// words = "同户家人"
// case = "同户家人"
// filter = "F01"
//
// [[false_positives]]
// words = "已离任"
// case = "收款时已离任"
// filter = "F02"
//
// [[false_positives]]
// words = "干部是法定监护人"
// case = "干部是监护人"
// filter = "F05"
//
// [[false_positives]]
// words = "集体收入先进小组对公账户再分配"
// case = "小组对公账户"
// filter = "F05"
//
// [[false_positives]]
// words = "组长代收集体土地租金，随即分给各户"
// case = "代收租金后转给各户"
//
// [[false_positives]]
// words = "卡号与内部账号是收款人自己的"
// case = "自己的内部账号"
// filter = "F10"
// ///
MATCH (c:Person)-[s:SERVES|STAFFS]->(:Village|Town)
WHERE s.role <> 'other'
WITH DISTINCT c
OPTIONAL MATCH (c)-[e:KIN]->(n:Person)
WHERE e.pattern IN ['X', 'P', 'C']
WITH c, collect(DISTINCT n.key) AS family
WITH c, family + [c.key] AS owners
UNWIND owners AS owner
MATCH (o:Person)-[h:HOLDS]->(a:BankAccount)
WHERE o.key = owner AND NOT coalesce(a.institution, false) AND coalesce(a.kind, 'unknown') <> 'corporate'
  AND NOT EXISTS { MATCH (:Organization)-[:ORG_HOLDS]->(a) }
MATCH (p:Payment)-[:INTO]->(a)
WHERE p.stands AND p.amount_fen > 0 AND p.recipient <> owner AND p.recipient <> c.key
WITH c, o, h, p, coalesce(p.canonical, '') AS account, coalesce(p.account, '') AS written
MATCH (p)-[:PAID_TO]->(r:Person)
WHERE NOT EXISTS {
    MATCH (r)-[m1:MEMBER_OF]->(:Household)<-[m2:MEMBER_OF]-(y:Person)
    WHERE (y.key = o.key OR y.key = c.key) AND (m1.valid_to IS NULL OR m1.valid_to >= p.decided_on)
      AND (m2.valid_to IS NULL OR m2.valid_to >= p.decided_on) }
  AND NOT EXISTS {
    MATCH (r)-[b1:COVERED_BY]->(:BenefitFile)<-[b2:COVERED_BY]-(y:Person)
    WHERE (y.key = o.key OR y.key = c.key) AND (b1.valid_to IS NULL OR b1.valid_to >= p.decided_on)
      AND (b2.valid_to IS NULL OR b2.valid_to >= p.decided_on) }
OPTIONAL MATCH (r)-[w:WARD_OF]->(g:Person)
WHERE (g.key = o.key OR g.key = c.key OR w.account = account OR w.account = written)
  AND (w.valid_from IS NULL OR w.valid_from <= p.decided_on) AND (w.valid_to IS NULL OR w.valid_to >= p.decided_on)
WITH c, o, h, p, account, r, count(w.key) AS wards, collect(DISTINCT w.key) AS mandates,
  count(CASE WHEN w.relation CONTAINS '委托' OR w.relation CONTAINS '代领' OR w.relation CONTAINS '代办' THEN 1 END) AS agents
WHERE wards = agents
MATCH (c)-[s:SERVES|STAFFS]->(:Village|Town)
WHERE s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= p.decided_on)
  AND (s.valid_to IS NULL OR s.valid_to >= p.decided_on)
OPTIONAL MATCH (c)-[k:KIN]->(o)
WHERE k.pattern IN ['X', 'P', 'C'] AND (k.valid_from IS NULL OR k.valid_from <= p.decided_on)
  AND (k.valid_to IS NULL OR k.valid_to >= p.decided_on)
OPTIONAL MATCH (c)-[f:KIN]->(r)
WHERE f.pattern IN ['X', 'P', 'C', 'XP', 'CX'] AND (f.valid_from IS NULL OR f.valid_from <= p.decided_on)
  AND (f.valid_to IS NULL OR f.valid_to >= p.decided_on)
WITH c, o, h, p, account, r, agents, s, k, f
WHERE o.key = c.key OR k.key IS NOT NULL
WITH c, account, p.year AS year, collect(DISTINCT p.key) AS paid, collect(DISTINCT o.key) AS owners,
  collect(DISTINCT r.key) AS recipients, collect(DISTINCT s.key) + collect(DISTINCT h.key) AS facts,
  collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words,
  collect(DISTINCT CASE WHEN k.key IS NULL THEN 'asserted' ELSE k.confidence END) AS confidence,
  count(DISTINCT CASE WHEN agents > 0 THEN p.key END) AS mandated, count(DISTINCT p.key) AS payment_count,
  count(DISTINCT CASE WHEN f.key IS NULL THEN r.key END) AS strangers,
  min(CASE WHEN (p.match = 'id18' OR p.match = 'id15') AND (s.match = 'id18' OR s.match = 'id15') THEN 'id18'
      ELSE 'name_village' END) AS matched_by
WHERE size(recipients) >= $min_persons AND payment_count >= $min_payments
UNWIND paid AS payment
MATCH (p:Payment)
WHERE p.key = payment
WITH account, c.key AS cadre, year, owners, recipients, facts, kin, kin_words, confidence, mandated, payment_count, strangers, matched_by,
  p, coalesce(p.program, '') AS program
OPTIONAL MATCH (j:Program)
WHERE j.key = program
WITH account, cadre, year, owners, recipients, facts, kin, kin_words, confidence, mandated, payment_count, strangers, matched_by,
  coalesce(p.recipient, '') AS member, collect(DISTINCT p.key) AS own, collect(DISTINCT p.program) AS own_programs, collect(DISTINCT p.village) AS places,
  coalesce(sum(p.amount_fen), 0) AS own_fen, min(p.decided_on) AS first_on, max(p.decided_on) AS last_on,
  min(coalesce(p.paid_day, p.decided_day)) AS since, max(coalesce(p.paid_day, p.decided_day)) AS until,
  count(DISTINCT CASE WHEN j.name =~ $rent_words THEN p.key END) AS rent_count
OPTIONAL MATCH (z:Flow)
WHERE z.payer = account AND z.receiver = member AND z.stands AND z.day >= since AND z.day <= until + $pass_days
WITH account, cadre, year, owners, recipients, facts, kin, kin_words, confidence, mandated, payment_count, strangers, matched_by,
  member, own, own_programs, places, own_fen, first_on, last_on, rent_count,
  coalesce(sum(z.amount_fen), 0) AS back_fen, collect(DISTINCT z.key) AS flows
WITH account, cadre, year, owners, recipients, facts, kin, kin_words, confidence, mandated, payment_count, strangers, matched_by,
  own, own_programs, places, own_fen, first_on, last_on, rent_count, flows,
  CASE WHEN rent_count = size(own) AND back_fen >= own_fen * $pass_share THEN 1 ELSE 0 END AS passed
RETURN account AS account, cadre AS cadre, year AS year, owners AS owners, recipients AS recipients,
  collect(facts) + collect(CASE WHEN passed = 1 THEN flows END) AS facts,
  kin AS kin, kin_words AS kin_words, confidence AS confidence, mandated AS mandated, payment_count AS payment_count,
  collect(own) AS payments, collect(own_programs) AS programs, collect(places) AS villages,
  coalesce(sum(own_fen), 0) AS amount_fen, min(first_on) AS first_on, max(last_on) AS last_on,
  coalesce(sum(rent_count), 0) AS rents, coalesce(sum(passed), 0) AS passed, max($pass_days) AS days,
  CASE WHEN mandated = payment_count THEN 'orange' ELSE 'red' END AS tier,
  CASE WHEN strangers = 0 THEN 2 ELSE 0 END AS lower_family, min(passed) = 1 AS clear_distributed, matched_by AS matched_by
ORDER BY account, cadre, year
