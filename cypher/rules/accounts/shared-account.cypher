// 一卡多人：一个账户一年内为多人收款
// /// rule
// id = "R08"
// status = "active"
// version = 2
// tier = "orange"
// subject = "account"
// identity = ["account", "year"]
// evidence = ["account"]
// kin_from = ["account_owner", "office"]
// needs = ["Payment", "PAID_TO", "BankAccount"]
// optional = ["HOLDS", "ORG_HOLDS", "MEMBER_OF", "COVERED_BY", "WARD_OF", "KIN", "SERVES", "UNDER"]
// legal = ["onecard-2020:account", "onecard-2020:holding"]
// precision = 0.4
// pre_payment = true
// heading = "账户{account}在{year}年为 {people} 人收款"
// explanation = "{year}年共 {payment_count} 笔、{amount_fen}，涉及{recipients}，项目{programs}。[账户登记为{owners}所有。][其中 {unrelated} 人与户主既不同户，也未查到近亲关系。][收款人或户主中有任职人员：{cadres}。][别名表没有登记该账号：{alias_unknown}。]"
// verify = ["查看卡和密码由谁保管", "查看委托手续", "调取取款记录", "逐人当面询问"]
//
// [params]
// min_programmes = { type = "int", default = 2, words = "至少几个项目" }
// min_payments = { type = "int", default = 3, words = "或至少几笔发放" }
// unrelated_red = { type = "int", default = 5, words = "无关人员达到几人报红色" }
// near_steps = { type = "int", default = 2, words = "与户主相隔几步以内的亲属不算无关人员" }
//
// [modifiers]
// clear_household = "收款人同在一个户籍户或低保家庭，只列清单"
// lower_stray = "唯一的无关人员只有一笔，且另有自己的账户，疑为账号录错一位"
//
// [single]
// alias_unknown = "一个账户只有一个别名标记"
//
// [[false_positives]]
// words = "按户发放给户主"
// case = "按户发放到户主的卡"
// filter = "F01"
//
// [[false_positives]]
// words = "同一户的家人共用一张卡"
// case = "同一户按人发放只列清单"
// filter = "F01"
//
// [[false_positives]]
// words = "父母代未成年子女收款"
// case = "父母代子女收款"
// filter = "F05"
//
// [[false_positives]]
// words = "监护人代收"
// case = "监护人账户"
// filter = "F05"
//
// [[false_positives]]
// words = "敬老院等供养机构的账户"
// case = "供养机构账户"
// filter = "F05"
//
// [[false_positives]]
// words = "小组、合作社的对公账户，银行过渡户"
// case = "对公账户"
//
// [[false_positives]]
// words = "死亡当月由继承人收款"
// case = "死亡当月"
//
// [[false_positives]]
// words = "账号录错一位"
// case = "账号录错一位"
//
// [[false_positives]]
// words = "卡号与存折号是同一账户"
// case = "卡号与内部账号"
// filter = "F10"
// ///
MATCH (p:Payment)
WHERE p.stands AND p.amount_fen > 0 AND p.canonical IS NOT NULL
WITH p.canonical AS account, p.year AS year, min(p.recipient) AS low, max(p.recipient) AS high
WHERE low <> high
WITH collect({account: account, year: year}) AS found
UNWIND found AS one
WITH one.account AS account, one.year AS year
MATCH (a:BankAccount)
WHERE a.key = account
WITH a, account, year
WHERE NOT coalesce(a.institution, false) AND coalesce(a.kind, 'unknown') <> 'corporate'
OPTIONAL MATCH (firm:Organization)-[:ORG_HOLDS]->(a)
WITH a, account, year, count(firm.key) AS firms
WHERE firms = 0
OPTIONAL MATCH (h:Person)-[:HOLDS]->(a)
WITH account, year, coalesce(a.aliased, false) AS aliased, coalesce(min(h.key), '') AS owner
WITH collect({account: account, year: year, aliased: aliased, owner: owner}) AS own
UNWIND own AS one
WITH one.account AS account, one.year AS year, one.aliased AS aliased, one.owner AS owner
MATCH (q:Payment)
WHERE q.canonical = account AND q.year = year AND q.stands AND q.amount_fen > 0
WITH collect({account: account, year: year, aliased: aliased, owner: owner, payment: q.key}) AS received
UNWIND received AS one
WITH one.account AS account, one.year AS year, one.aliased AS aliased, one.owner AS owner, one.payment AS payment
MATCH (q:Payment)
WHERE q.key = payment
WITH aliased, account, year, owner, q, coalesce(q.account, '') AS written
OPTIONAL MATCH (q)-[:PAID_TO]->(r:Person)
WITH aliased, account, year, owner, q, written, r
WHERE r.key IS NOT NULL
OPTIONAL MATCH (r)-[w:WARD_OF]->(g:Person)
WHERE (g.key = owner OR w.account = account OR w.account = written)
  AND (w.valid_from IS NULL OR w.valid_from <= q.decided_on) AND (w.valid_to IS NULL OR w.valid_to >= q.decided_on)
WITH aliased, account, year, owner, q, r, count(w.key) AS wards
WHERE wards = 0
OPTIONAL MATCH (q)-[:UNDER]->(u:Program)
WITH aliased, account, year, owner, collect(DISTINCT r.key) AS recipients,
  count(DISTINCT CASE WHEN q.match = 'id18' OR q.match = 'id15' THEN r.key END) AS sure,
  count(DISTINCT q.program) AS programme_count, count(DISTINCT q.key) AS payment_count,
  count(CASE WHEN u.payee_unit = 'household' THEN 1 END) AS by_household, count(q.key) AS all_rows,
  collect(DISTINCT q.key) AS paid, min(q.decided_on) AS first_on, max(q.decided_on) AS last_on
WHERE size(recipients) >= 2 AND (programme_count >= $min_programmes OR payment_count >= $min_payments)
UNWIND recipients AS recipient
MATCH (r:Person)
WHERE r.key = recipient
OPTIONAL MATCH (r)-[m:MEMBER_OF]->(home:Household)
WHERE m.valid_to IS NULL OR m.valid_to >= first_on
OPTIONAL MATCH (r)-[f:COVERED_BY]->(file:BenefitFile)
WHERE f.valid_to IS NULL OR f.valid_to >= first_on
WITH aliased, account, year, owner, recipients, sure, programme_count, payment_count, by_household, all_rows, paid, first_on, last_on,
  recipient, collect(DISTINCT home.key) + collect(DISTINCT file.key) AS homes
UNWIND CASE WHEN size(homes) = 0 THEN [''] ELSE homes END AS home
WITH aliased, account, year, owner, recipients, sure, programme_count, payment_count, by_household, all_rows, paid, first_on, last_on,
  home, count(DISTINCT CASE WHEN home <> '' THEN recipient END) AS inside
WITH aliased, account, year, owner, recipients, sure, programme_count, payment_count, by_household, all_rows, paid, first_on, last_on,
  max(inside) AS largest_home
WITH aliased, account, year, owner, recipients, sure, programme_count, payment_count, paid, first_on, last_on,
  largest_home = size(recipients) AS one_home, by_household = all_rows AS all_by_household
WHERE NOT (one_home AND all_by_household)
UNWIND CASE WHEN owner <> '' THEN [owner] ELSE recipients END AS anchor
MATCH (x:Person)
WHERE x.key = anchor
OPTIONAL MATCH (x)-[m1:MEMBER_OF]->(:Household)<-[m2:MEMBER_OF]-(y:Person)
WHERE y.key IN recipients AND (m1.valid_to IS NULL OR m1.valid_to >= first_on)
  AND (m2.valid_to IS NULL OR m2.valid_to >= first_on)
OPTIONAL MATCH (x)-[c1:COVERED_BY]->(:BenefitFile)<-[c2:COVERED_BY]-(z:Person)
WHERE z.key IN recipients AND (c1.valid_to IS NULL OR c1.valid_to >= first_on)
  AND (c2.valid_to IS NULL OR c2.valid_to >= first_on)
WITH aliased, account, year, owner, recipients, sure, programme_count, payment_count, paid, first_on, last_on, one_home,
  x, anchor, collect(DISTINCT y.key) + collect(DISTINCT z.key) AS mates
OPTIONAL MATCH (x)-[k:KIN]-(n:Person)
WHERE n.key IN recipients AND k.steps <= $near_steps
  AND (k.valid_from IS NULL OR k.valid_from <= last_on) AND (k.valid_to IS NULL OR k.valid_to >= first_on)
WITH aliased, account, year, owner, recipients, sure, programme_count, payment_count, paid, first_on, last_on, one_home,
  anchor, mates, collect(DISTINCT n.key) AS relatives
WITH aliased, account, year, owner, recipients, sure, programme_count, payment_count, paid, first_on, last_on, one_home,
  anchor, mates + relatives AS linked
UNWIND recipients AS recipient
WITH aliased, account, year, owner, recipients, sure, programme_count, payment_count, paid, first_on, last_on, one_home, anchor,
  count(CASE WHEN recipient <> anchor AND NOT recipient IN linked THEN 1 END) AS outside,
  max(CASE WHEN recipient <> anchor AND NOT recipient IN linked THEN recipient ELSE '' END) AS outsider
WITH aliased, account, year, owner, recipients, sure, programme_count, payment_count, paid, first_on, last_on, one_home,
  min(outside) AS unrelated, max(outsider) AS outsider
UNWIND recipients + [owner] AS who
OPTIONAL MATCH (c:Person)
WHERE c.key = who
WITH aliased, account, year, owner, recipients, sure, payment_count, paid, first_on, last_on, one_home, unrelated, outsider, c
OPTIONAL MATCH (c)-[s:SERVES]->(:Village)
WHERE s.role <> 'other'
  AND (s.valid_from IS NULL OR s.valid_from <= last_on) AND (s.valid_to IS NULL OR s.valid_to >= first_on)
WITH aliased, account, year, owner, recipients, sure, payment_count, paid, first_on, last_on, one_home, unrelated, outsider,
  collect(DISTINCT CASE WHEN s.key IS NOT NULL THEN c.key END) AS cadres, collect(DISTINCT s.key) AS facts
UNWIND paid AS payment
MATCH (q:Payment)
WHERE q.key = payment
WITH aliased, account, year, owner, recipients, sure, payment_count, first_on, last_on, one_home, unrelated, outsider, cadres, facts,
  collect(DISTINCT q.key) AS payments, collect(DISTINCT q.program) AS programs, collect(DISTINCT q.village) AS villages,
  coalesce(sum(q.amount_fen), 0) AS amount_fen, count(CASE WHEN q.recipient = outsider THEN 1 END) AS stray_rows
OPTIONAL MATCH (t:Person)
WHERE t.key = outsider
WITH aliased, account, year, owner, recipients, sure, payment_count, first_on, last_on, one_home, unrelated, cadres, facts,
  payments, programs, villages, amount_fen, stray_rows, t
OPTIONAL MATCH (e:Payment)-[:PAID_TO]->(t)
WHERE e.stands AND e.canonical <> account
WITH aliased, account, year, owner, recipients, sure, payment_count, first_on, last_on, one_home, unrelated, cadres, facts,
  payments, programs, villages, amount_fen, stray_rows, count(e.key) AS elsewhere
RETURN account AS account, year AS year, recipients AS recipients, CASE WHEN owner = '' THEN NULL ELSE owner END AS owners,
  cadres AS cadres, programs AS programs, villages AS villages, payments AS payments, facts AS facts,
  size(recipients) AS people, payment_count AS payment_count, amount_fen AS amount_fen, unrelated AS unrelated,
  NOT aliased AS alias_unknown, first_on AS first_on, last_on AS last_on,
  CASE WHEN one_home THEN 'blue' WHEN unrelated = 0 THEN 'yellow'
       WHEN unrelated >= $unrelated_red OR size(cadres) > 0 THEN 'red' ELSE 'orange' END AS tier,
  one_home AS clear_household,
  unrelated = 1 AND stray_rows = 1 AND elsewhere > 0 AND size(cadres) = 0 AS lower_stray,
  CASE WHEN sure >= 2 THEN 'id18' ELSE 'name_village' END AS matched_by
ORDER BY account, year
