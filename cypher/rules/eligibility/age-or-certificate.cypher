// 年龄或证件与项目条件不符
// /// rule
// id = "R24"
// status = "active"
// version = 4
// tier = "yellow"
// subject = "person"
// identity = ["person", "program"]
// evidence = ["eligibility"]
// kin_from = ["office"]
// needs = ["Payment", "Program"]
// optional = ["CERTIFIED", "MEMBER_OF", "HOLDS", "KIN", "SERVES"]
// gaps = ["certificates"]
// legal = ["social-assistance-2014:13"]
// precision = 0.5
// pre_payment = true
// heading = "{person}领取{program}，年龄或证件不符合项目条件"
// explanation = "{program}要求[不小于 {age_min} 岁][不大于 {age_max} 岁][持有符合等级的证件（{level}）]。{person}出生于{born_on}，领取 {payment_count} 笔、{amount_fen}，其中所属期内年龄不足 {young} 笔、超龄 {old} 笔、没有有效证件 {unproved} 笔。[登记过的证件：{certificates}。][收款账户属于任职人员或其亲属，涉及{cadres}。]"
// verify = ["查看证件原件和换证情况", "核对档案出生日期", "核对学籍"]
//
// [params]
// renewal_grace_days = { type = "int", default = 60, unit = "days", words = "证件到期后换证的宽限天数", proposal = true }
//
// [modifiers]
// lower_birth = "户籍出生日期与证件号不一致"
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
// words = "档案出生日期与身份证号不一致"
// case = "出生日期两处不一致"
//
// [[false_positives]]
// words = "证件正在换发"
// case = "换证宽限期内"
// ///
OPTIONAL MATCH (t:Certificate)
WITH collect(DISTINCT t.kind) AS told
MATCH (g:Program)
WHERE g.age_min IS NOT NULL OR g.age_max IS NOT NULL OR g.certificate IN told
WITH told, g, coalesce(g.certificate, '') IN told AS asked, g.key AS program, coalesce(g.certificate, '') AS certificate,
  coalesce(g.grade_max, 99) AS grade_max
MATCH (p:Payment)
WHERE p.program = program AND p.stands AND p.amount_fen > 0 AND NOT coalesce(p.arrears, false)
WITH g, asked, certificate, grade_max, p.key AS payment, coalesce(p.recipient, '') AS payee, p.period_last_month AS last_month,
  p.paid_day AS paid_day, coalesce(p.period_from, p.paid_on, p.decided_on) AS opens,
  coalesce(p.period_to, p.paid_on, p.decided_on) AS closes, coalesce(p.period_day, p.paid_day, p.decided_day) AS opens_day
MATCH (r:Person)
WHERE r.key = payee
WITH g, asked, certificate, grade_max, payment, payee, opens, closes, opens_day, r,
  coalesce(last_month - r.birth_month, (paid_day - r.birth_day) / 30.4375) AS months
WHERE asked OR months < g.age_min * 12 OR months >= (g.age_max + 1) * 12
OPTIONAL MATCH (r)-[:CERTIFIED]->(c:Certificate)
WHERE asked AND c.kind = certificate AND coalesce(c.grade, 1) <= grade_max AND (c.valid_from IS NULL OR c.valid_from <= closes)
  AND (c.valid_to IS NULL OR c.valid_to >= opens OR c.valid_to_day + $renewal_grace_days >= opens_day)
WITH g, asked, payment, payee, months, count(c.key) AS proofs
WITH g, payment, payee, CASE WHEN coalesce(months < g.age_min * 12, false) THEN 1 ELSE 0 END AS young,
  CASE WHEN coalesce(months >= (g.age_max + 1) * 12, false) THEN 1 ELSE 0 END AS old,
  CASE WHEN asked AND proofs = 0 THEN 1 ELSE 0 END AS unproved
WHERE young + old + unproved > 0
MATCH (p:Payment)
WHERE p.key = payment
WITH g, p, payee, young, old, unproved, coalesce(p.account, '') AS account
MATCH (r:Person)
WHERE r.key = payee
WITH g, p, payee, r, young, old, unproved, account
OPTIONAL MATCH (ba:BankAccount)
WHERE ba.key = account
WITH g, p, r, young, old, unproved, payee, ba
OPTIONAL MATCH (ba)<-[:HOLDS]-(w:Person)
WHERE w.key <> payee
WITH g, p, r, young, old, unproved, w, coalesce(w.key, '') AS owner
OPTIONAL MATCH (r)-[:MEMBER_OF]->(hh:Household)<-[:MEMBER_OF]-(m2:Person)
WHERE m2.key IN [owner]
WITH g, p, r, young, old, unproved, w, owner, count(hh.key) AS together
OPTIONAL MATCH (kc:Person)-[k:KIN]->(w)
WHERE k.recusal AND (k.valid_from IS NULL OR k.valid_from <= p.decided_on) AND (k.valid_to IS NULL OR k.valid_to >= p.decided_on)
WITH g, p, r, young, old, unproved, k, CASE WHEN together > 0 THEN [''] ELSE [owner, coalesce(kc.key, '')] END AS connected
UNWIND connected AS who
OPTIONAL MATCH (d:Person)
WHERE d.key = who
WITH g, p, r, young, old, unproved, k, d
OPTIONAL MATCH (d)-[s:SERVES]->(:Village)
WHERE s.role <> 'other'
  AND (s.valid_from IS NULL OR s.valid_from <= p.decided_on) AND (s.valid_to IS NULL OR s.valid_to >= p.decided_on)
WITH g, p, r, young, old, unproved, collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN d.key END) AS cadres,
  collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN k.key END) AS kin, collect(DISTINCT s.key) AS offices
OPTIONAL MATCH (r)-[:CERTIFIED]->(q:Certificate)
WITH g, p, r, young, old, unproved, cadres, kin, offices, collect(DISTINCT q.key) AS proofs,
  collect(DISTINCT CASE WHEN q.key IS NOT NULL THEN coalesce(q.kind_text, '') + coalesce(q.level, '') END) AS certificates
RETURN r.key AS person, g.key AS program, max(g.age_min) AS age_min, max(g.age_max) AS age_max, max(g.level) AS level,
  max(r.birth) AS born_on, coalesce(sum(young), 0) AS young, coalesce(sum(old), 0) AS old, coalesce(sum(unproved), 0) AS unproved, collect(certificates) AS certificates,
  collect(offices + proofs) AS facts, collect(kin) AS kin, collect(cadres) AS cadres, collect(p.key) AS payments,
  collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages, count(p.key) AS payment_count,
  coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.decided_on) AS first_on, max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  CASE WHEN max(size(cadres)) > 0 THEN 'red' ELSE 'yellow' END AS tier,
  max(CASE WHEN r.birth_conflict THEN 1 ELSE 0 END) = 1 AS lower_birth, collect(DISTINCT p.match) AS matched_by
ORDER BY person, program
