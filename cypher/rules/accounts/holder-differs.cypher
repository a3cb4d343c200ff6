// 户名与补贴对象不一致
// /// rule
// id = "R11"
// status = "active"
// version = 1
// tier = "orange"
// subject = "recipient"
// identity = ["account", "recipient", "program"]
// evidence = ["account"]
// needs = ["PAID_TO", "Program"]
// optional = ["MEMBER_OF", "COVERED_BY", "WARD_OF", "PARENT_OF", "BankAccount"]
// gaps = ["account-holder"]
// legal = ["onecard-2020:account"]
// precision = 0.35
// pre_payment = true
// heading = "{recipient}的{program}账户户名与本人不一致"
// explanation = "{program}发给{recipient}共 {payment_count} 笔、{amount_fen}，进入的账户{account}户名与{recipient}的姓名不一致。[户名与其同户家人一致：{family}。][户名与其监护人或父母一致：{guarded}。][只有生僻字占位符不同：{cap_placeholder}。]"
// verify = ["调取银行客户登记", "更正清册或账户"]
//
// [modifiers]
// cap_placeholder = "只有一个生僻字占位符不同"
//
// [[false_positives]]
// words = "按户发放给户主"
// case = "按户发放给户主"
// filter = "F01"
//
// [[false_positives]]
// words = "未成年人由监护人或父母收款"
// case = "未成年人由父亲收款"
// filter = "F05"
//
// [[false_positives]]
// words = "供养机构账户"
// case = "供养机构账户"
// filter = "F05"
//
// [[false_positives]]
// words = "少数民族姓名被截断"
// case = "少数民族姓名被截断"
// ///
MATCH (p:Payment)
WHERE p.stands AND p.amount_fen > 0 AND p.holder_key <> p.name AND p.holder_key <> '' AND p.canonical IS NOT NULL
MATCH (p)-[:PAID_TO]->(r:Person)
WHERE r.name_key <> p.holder_key
WITH p, r, replace(p.holder_key, '·', '') AS held, replace(r.name_key, '·', '') AS named, p.holder_key AS full_held
WHERE held <> named
  AND NOT (size(held) >= 4 AND r.name_key CONTAINS '·' AND named STARTS WITH held)
  AND NOT (size(named) >= 4 AND full_held CONTAINS '·' AND held STARTS WITH named)
WITH p.canonical AS account, r, p.program AS program, full_held, held, named, collect(DISTINCT p.key) AS paid,
  min(p.decided_on) AS began, max(p.decided_on) AS ended,
  min(p.match) AS grade, min(p.village) AS place
OPTIONAL MATCH (a:BankAccount)
WHERE a.key = account
WITH a, account, r, program, full_held, held, named, paid, began, ended, grade, place
WHERE NOT coalesce(a.institution, false)
UNWIND range(0, size(held) - 1) AS i
WITH account, r, program, full_held, held, named, paid, began, ended, grade, place,
  count(CASE WHEN right(left(held, i + 1), 1) <> right(left(named, i + 1), 1)
    AND right(left(held, i + 1), 1) <> '□' AND right(left(named, i + 1), 1) <> '□' THEN 1 END) AS differing
WITH account, r, program, full_held, paid, began, ended, grade, place,
  size(held) = size(named) AND differing = 0 AS placeholder
MATCH (g:Program)
WHERE g.key = program
OPTIONAL MATCH (r)-[:MEMBER_OF]->(:Household)<-[:MEMBER_OF]-(x:Person)
WHERE x.name_key = full_held
OPTIONAL MATCH (r)-[:COVERED_BY]->(:BenefitFile)<-[:COVERED_BY]-(y:Person)
WHERE y.name_key = full_held
OPTIONAL MATCH (r)-[:WARD_OF]->(u:Person)
WHERE u.name_key = full_held
OPTIONAL MATCH (t:Person)-[:PARENT_OF]->(r)
WHERE t.name_key = full_held
WITH account, r, g, placeholder, began, ended, grade, place, paid,
  collect(DISTINCT x.key) + collect(DISTINCT y.key) AS mates, collect(DISTINCT u.key) + collect(DISTINCT t.key) AS keepers
WHERE NOT (coalesce(g.payee_unit, '') = 'household' AND size(mates) > 0)
UNWIND paid AS payment
WITH account, r.key AS recipient, g.key AS program, collect(DISTINCT payment) AS payments, collect(DISTINCT place) AS villages,
  count(CASE WHEN size(mates) = 0 THEN 1 END) AS not_family, count(CASE WHEN size(mates) = 0 AND size(keepers) = 0 THEN 1 END)
  AS unexplained, count(CASE WHEN NOT placeholder THEN 1 END) AS real, min(began) AS first_on, max(ended) AS last_on,
  min(grade) AS matched_by
UNWIND payments AS payment
MATCH (q:Payment)
WHERE q.key = payment
RETURN account AS account, recipient AS recipient, program AS program, payments AS payments, villages AS villages,
  not_family = 0 AS family, not_family > 0 AND unexplained = 0 AS guarded, real = 0 AS cap_placeholder,
  count(q.key) AS payment_count, coalesce(sum(q.amount_fen), 0) AS amount_fen, first_on AS first_on, last_on AS last_on,
  CASE WHEN unexplained = 0 THEN 'yellow' ELSE 'orange' END AS tier, matched_by AS matched_by
ORDER BY account, recipient, program
