// 公益岗工资到账后转给村干部、其亲属或村集体
// /// rule
// id = "R05"
// limb = "c"
// status = "active"
// version = 4
// tier = "red"
// subject = "person"
// identity = ["person", "post", "village"]
// evidence = ["flow"]
// kin_from = ["office"]
// needs = ["WAGE_OF", "Flow"]
// optional = ["WAGE_FOR", "SERVES", "KIN", "WITHIN", "MEMBER_OF", "BankAccount", "WON_BY_PERSON"]
// legal = ["ccp-discipline-2023:124", "gov-sanction-2020:33"]
// precision = 0.5
// heading = "{person}的{post}工资到账后被转出"
// explanation = "{person}在{village}的{post}工资有 {month_count} 次到账，到账后 {days} 天内每次转出的都在到账工资的 {share} 以上，合计 {amount_fen}。[收款人：{payees}。][收款人是时任干部{cadres}的亲属：{kin_words}。][转入村集体账户：{to_village}。]"
// verify = ["问{person}工资卡由谁保管、工资实际得了多少", "调取取款和转账的凭证", "村集体收款的，查是否入账、是否有借款合同"]
//
// [params]
// flow_days = { type = "int", unit = "days", default = 15, words = "到账后多少天以内" }
// flow_share = { type = "real", default = 0.8, proposal = true, words = "转出占工资的几成以上" }
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
//
// [modifiers]
// clear_loan = "转给村集体的是有合同的借款"
//
// [[raised_by]]
// rules = ["R05a", "R05b"]
// persons = ["person"]
// shares = ["post", "village"]
// to = "red"
// words = "同一岗位还有亲属任用或虚设的情况"
//
// [[false_positives]]
// words = "一户共用一张卡"
// case = "转给同户家人"
// filter = "F01"
//
// [[false_positives]]
// words = "几个月工资同一天到账，转出的不到八成"
// case = "两个月工资同一天到账，只转出一个月的"
//
// [[false_positives]]
// words = "归还有合同的村集体借款"
// case = "归还村集体借款"
//
// [[false_positives]]
// words = "转给没有职务和亲属关系的人"
// case = "转给普通村民"
// ///
MATCH (g:PostWage)-[t:WAGE_OF]->(e:Person)
WHERE g.wage_fen > 0 AND g.canonical IS NOT NULL AND g.month_number IS NOT NULL
WITH e.key AS person, coalesce(e.village, '') AS home, g.key AS wage, coalesce(g.canonical, '') AS account, g.wage_fen AS wage_fen,
  g.month_number AS month_number, g.month AS month, t.match AS grade
MATCH (f:Flow)
WHERE f.payee = account AND f.stands AND f.amount_fen = wage_fen AND f.year * 12 + f.month - 1 >= month_number
  AND f.year * 12 + f.month - 1 <= month_number + 2
WITH person, home, account, wage_fen, f.key AS arrival, f.day AS arrived, min(wage) AS wage, min(month) AS month, min(grade) AS grade
OPTIONAL MATCH (r:PostWage)-[:WAGE_FOR]->(j:Post)
WHERE r.key = wage
WITH person, home, account, wage_fen, arrival, arrived, wage, month, grade,
  coalesce(min(j.post), '名册以外的公益岗') AS post, coalesce(min(j.village), '') AS employer
WITH person, account, wage_fen, arrived, wage, month, grade, post, CASE WHEN employer = '' THEN home ELSE employer END AS village
WITH person, account, arrived, post, village, coalesce(sum(wage_fen), 0) AS wages, min(wage_fen) AS wage_fen, min(wage) AS wage,
  min(month) AS month, min(grade) AS grade
OPTIONAL MATCH (z:Flow)
WHERE z.payee = account AND z.stands AND z.amount_fen = wage_fen AND z.day > arrived AND z.day <= arrived + $flow_days
WITH person, account, arrived, post, village, wages, wage, month, grade, coalesce(min(z.day), 0) AS next_arrived
WITH person, account, arrived, post, village, wages, wage, month, grade,
  CASE WHEN next_arrived > 0 THEN next_arrived - 1 ELSE arrived + $flow_days END AS until
MATCH (x:Flow)
WHERE x.payer = account AND x.stands AND x.day >= arrived AND x.day <= until
WITH person, wage, account, wages, month, grade, arrived, post, village, coalesce(x.receiver, '') AS receiver, coalesce(x.payee, '') AS payee,
  collect(x.key) AS flows, coalesce(sum(x.amount_fen), 0) AS moved, min(x.date) AS first_on, max(x.date) AS last_on
WHERE moved >= $flow_share * wages AND receiver <> person
WITH collect({person: person, wage: wage, arrived: arrived, account: account, month: month, grade: grade, receiver: receiver,
  payee: payee, flows: flows, moved: moved, first_on: first_on, last_on: last_on, post: post, village: village}) AS found
UNWIND found AS one
WITH one.person AS person, one.wage AS wage, one.arrived AS arrived, one.account AS account, one.month AS month,
  one.grade AS grade, one.receiver AS receiver, one.payee AS payee, one.flows AS flows, one.moved AS moved,
  one.first_on AS first_on, one.last_on AS last_on, one.post AS post, one.village AS village
OPTIONAL MATCH (w:Village)-[:WITHIN]->(u:Village)
WHERE w.key = village
WITH person, wage, arrived, account, month, grade, receiver, payee, flows, moved, first_on, coalesce(last_on, $first_day) AS last_on, post, village,
  coalesce(min(u.key), '') AS above
MATCH (a:Person)
WHERE a.key = person
OPTIONAL MATCH (h:Person)
WHERE h.key = receiver
WITH person, wage, arrived, account, month, grade, receiver, payee, flows, moved, first_on, last_on, post, village, above, a, h
OPTIONAL MATCH (a)-[mine:MEMBER_OF]->(:Household)<-[theirs:MEMBER_OF]-(b:Person)
WHERE b.key = receiver AND (mine.valid_to IS NULL OR mine.valid_to >= last_on) AND (theirs.valid_to IS NULL OR theirs.valid_to >= last_on)
WITH person, wage, arrived, account, month, grade, receiver, payee, flows, moved, first_on, last_on, post, village, above, a, h, count(b.key) AS together
WHERE together = 0
OPTIONAL MATCH (k:BankAccount)
WHERE k.canonical = payee AND k.village IS NOT NULL AND (k.village = village OR k.village = above)
WITH person, wage, arrived, account, month, grade, receiver, payee, flows, moved, first_on, last_on, post, village, above, a, h, count(k.key) AS own_account
OPTIONAL MATCH (c:Contract)-[:WON_BY_PERSON]->(a)
WHERE c.purpose = 'loan' AND c.village = village
WITH person, wage, arrived, account, month, grade, receiver, flows, moved, first_on, last_on, post, village, above, own_account, h, collect(c.key) AS loans
OPTIONAL MATCH (h)-[s:SERVES]->(v:Village)
WHERE (v.key = village OR v.key = above) AND s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= last_on)
  AND (s.valid_to IS NULL OR s.valid_to >= last_on)
WITH person, wage, arrived, account, month, grade, receiver, flows, moved, first_on, last_on, post, village, above, own_account, loans, h, collect(s.key) AS seats
OPTIONAL MATCH (i:Person)-[n:KIN]->(h)
WHERE i.key <> person AND $scope IN n.scopes AND (n.valid_from IS NULL OR n.valid_from <= last_on) AND (n.valid_to IS NULL OR n.valid_to >= last_on)
WITH person, wage, arrived, account, month, grade, receiver, flows, moved, first_on, last_on, post, village, above, own_account, loans, seats, n, i
OPTIONAL MATCH (i)-[o:SERVES]->(q:Village)
WHERE (q.key = village OR q.key = above) AND o.role <> 'other'
  AND (o.valid_from IS NULL OR o.valid_from <= last_on) AND (o.valid_to IS NULL OR o.valid_to >= last_on)
WITH person, wage, arrived, account, month, grade, receiver, flows, moved, first_on, last_on, post, village, own_account, loans, seats,
  collect(DISTINCT CASE WHEN o.key IS NOT NULL THEN i.key END) AS cadres, collect(o.key) AS theirs, collect(CASE WHEN o.key IS NOT NULL THEN n.key END) AS kin,
  collect(CASE WHEN o.key IS NOT NULL THEN n.words END) AS kin_words, collect(CASE WHEN o.key IS NOT NULL THEN n.confidence END) AS sureness
WHERE own_account > 0 OR size(seats) > 0 OR size(cadres) > 0
RETURN person AS person, post AS post, village AS village, collect(CASE WHEN receiver <> '' THEN receiver END) AS payees,
  collect(cadres) AS cadres, collect(DISTINCT account) AS accounts,
  collect(flows) + collect(seats) + collect(theirs) + collect(loans) + collect([wage]) AS facts, collect(kin) AS kin, collect(kin_words) AS kin_words,
  count(DISTINCT arrived) AS month_count, coalesce(sum(moved), 0) AS amount_fen, min(month) AS since, min(first_on) AS first_on, max(last_on) AS last_on,
  max($flow_days) AS days, max($flow_share) AS share, max(own_account) > 0 AS to_village,
  CASE WHEN max(size(seats)) > 0 OR max(own_account) > 0 THEN [['asserted']] ELSE collect(sureness) END AS confidence,
  max(size(seats)) = 0 AND max(size(cadres)) = 0 AND min(size(loans)) > 0 AS clear_loan, min(grade) AS matched_by
ORDER BY person, post, village
