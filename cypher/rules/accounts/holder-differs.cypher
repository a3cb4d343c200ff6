// 户名与补贴对象不一致
// /// rule
// id = "R11"
// status = "active"
// version = 3
// tier = "orange"
// subject = "recipient"
// identity = ["account", "recipient", "program"]
// evidence = ["account"]
// needs = ["PAID_TO", "Program"]
// optional = ["MEMBER_OF", "COVERED_BY", "WARD_OF", "PARENT_OF", "SPOUSE_OF", "ORG_HOLDS", "BankAccount"]
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
// lower_corporate = "账户是单位、合作社的对公账户，应查代收后的分发"
// lower_heir = "收款人已亡故，款项属于亡故当月及以前，户名是其子女或配偶"
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
// words = "合作社、小组的对公账户代收"
// case = "合作社对公账户"
//
// [[false_positives]]
// words = "亡故当月由继承人收款"
// case = "亡故当季由子女收款"
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
WITH p.canonical AS account, r.key AS recipient, p.program AS program, full_held, held, named, collect(DISTINCT p.key) AS paid,
  min(p.decided_on) AS began, max(p.decided_on) AS ended,
  min(p.match) AS grade, min(p.village) AS place
WITH collect({account: account, recipient: recipient, program: program, full_held: full_held, held: held, named: named, paid: paid,
  began: began, ended: ended, grade: grade, place: place}) AS found
UNWIND found AS one
WITH one.account AS account, one.recipient AS recipient, one.program AS program, one.full_held AS full_held, one.held AS held,
  one.named AS named, one.paid AS paid, one.began AS began, one.ended AS ended, one.grade AS grade, one.place AS place
MATCH (r:Person)
WHERE r.key = recipient
WITH account, r, program, full_held, held, named, paid, began, ended, grade, place
OPTIONAL MATCH (a:BankAccount)
WHERE a.key = account
WITH a, account, r, program, full_held, held, named, paid, began, ended, grade, place
OPTIONAL MATCH (o:Organization)-[:ORG_HOLDS]->(a)
WITH a, account, r, program, full_held, held, named, paid, began, ended, grade, place, count(o.key) AS firms
WHERE NOT coalesce(a.institution, false)
WITH account, r, program, full_held, held, named, paid, began, ended, grade, place,
  CASE WHEN firms > 0 OR coalesce(a.kind, 'unknown') = 'corporate' THEN 1 ELSE 0 END AS corporate
UNWIND range(0, size(held) - 1) AS i
WITH account, r, program, full_held, held, named, paid, began, ended, grade, place, corporate,
  count(CASE WHEN right(left(held, i + 1), 1) <> right(left(named, i + 1), 1)
    AND right(left(held, i + 1), 1) <> '□' AND right(left(named, i + 1), 1) <> '□' THEN 1 END) AS differing
WITH account, r, program, full_held, paid, began, ended, grade, place, corporate,
  size(held) = size(named) AND differing = 0 AS placeholder
MATCH (g:Program)
WHERE g.key = program
WITH account, r, g, full_held, placeholder, began, ended, grade, place, paid, corporate
OPTIONAL MATCH (r)-[:MEMBER_OF]->(:Household)<-[:MEMBER_OF]-(x:Person)
WITH account, r, g, full_held, placeholder, began, ended, grade, place, paid, corporate,
  collect(DISTINCT CASE WHEN x.name_key = full_held THEN x.key END) AS housed
OPTIONAL MATCH (r)-[:COVERED_BY]->(:BenefitFile)<-[:COVERED_BY]-(y:Person)
WITH account, r, g, full_held, placeholder, began, ended, grade, place, paid, corporate, housed,
  collect(DISTINCT CASE WHEN y.name_key = full_held THEN y.key END) AS covered
OPTIONAL MATCH (r)-[:WARD_OF]->(u:Person)
WITH account, r, g, full_held, placeholder, began, ended, grade, place, paid, corporate, housed, covered,
  collect(DISTINCT CASE WHEN u.name_key = full_held THEN u.key END) AS wardens
OPTIONAL MATCH (t:Person)-[:PARENT_OF]->(r)
WITH account, r, g, full_held, placeholder, began, ended, grade, place, paid, corporate, housed, covered, wardens,
  collect(DISTINCT CASE WHEN t.name_key = full_held THEN t.key END) AS parents
OPTIONAL MATCH (r)-[:PARENT_OF]->(c:Person)
WITH account, r, g, full_held, placeholder, began, ended, grade, place, paid, corporate, housed, covered, wardens, parents,
  collect(DISTINCT CASE WHEN c.name_key = full_held THEN c.key END) AS children
OPTIONAL MATCH (r)-[:SPOUSE_OF]-(w:Person)
WITH account, r, g, full_held, placeholder, began, ended, grade, place, paid, corporate, housed, covered, wardens, parents, children,
  collect(DISTINCT CASE WHEN w.name_key = full_held THEN w.key END) AS spouses
WITH account, r, g, placeholder, began, ended, grade, place, paid, corporate, children + spouses AS heirs, housed + covered AS mates,
  wardens + parents AS keepers
WHERE NOT (coalesce(g.payee_unit, '') = 'household' AND size(mates) > 0)
UNWIND paid AS payment
WITH account, r.key AS recipient, r.death_month AS died, g.key AS program, min(corporate) AS corporate, min(size(heirs)) AS heirs,
  collect(DISTINCT payment) AS payments, collect(DISTINCT place) AS villages,
  count(CASE WHEN size(mates) = 0 THEN 1 END) AS not_family, count(CASE WHEN size(mates) = 0 AND size(keepers) = 0 THEN 1 END)
  AS unexplained, count(CASE WHEN NOT placeholder THEN 1 END) AS real, min(began) AS first_on, max(ended) AS last_on,
  min(grade) AS grade
UNWIND payments AS payment
MATCH (q:Payment)
WHERE q.key = payment
RETURN account AS account, recipient AS recipient, program AS program, collect(payments) AS payments, collect(villages) AS villages,
  max(not_family) = 0 AS family, max(not_family) > 0 AND max(unexplained) = 0 AS guarded, max(real) = 0 AS cap_placeholder,
  max(corporate) = 1 AND max(unexplained) > 0 AS lower_corporate,
  max(heirs) > 0 AND max(unexplained) > 0 AND count(CASE WHEN coalesce(q.period_last_month, 99999) <= died + 1 THEN 1 END) = count(q.key) AS lower_heir,
  count(DISTINCT q.key) AS payment_count, coalesce(sum(q.amount_fen), 0) AS amount_fen, min(first_on) AS first_on, max(last_on) AS last_on,
  CASE WHEN max(unexplained) = 0 THEN 'yellow' ELSE 'orange' END AS tier, min(grade) AS matched_by
ORDER BY account, recipient, program
