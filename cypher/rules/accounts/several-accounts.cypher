// 一人多账户：同一项目同一所属期进入一人名下两个以上账户
// /// rule
// id = "R10"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "person"
// identity = ["person", "program", "year"]
// evidence = ["account"]
// needs = ["Payment", "PAID_TO", "Program"]
// optional = ["BankAccount", "HOLDS", "MEMBER_OF", "COVERED_BY", "WARD_OF"]
// legal = ["onecard-2020:account"]
// precision = 0.25
// pre_payment = true
// heading = "{person}的{program}进入多个账户"
// explanation = "{year}年，{person}的{program}在所属期{periods}内进入账户{accounts}，两个账户的使用时间重叠，共 {payment_count} 笔、{amount_fen}。[其中账户登记在{owners}名下。][合计超过一份应享金额：{above}。][别名表没有登记这些账号，可能是同一账户的两个号码：{alias_unknown}。]"
// verify = ["向银行核对每个账户的户名和开户日期", "核对换卡记录"]
//
// [params]
// tolerance = { type = "real", default = 0.01, words = "超过应享金额的容差" }
//
// [modifiers]
// clear_shares = "普惠补贴，两个村各有土地份额，各进各的账户"
// lower_no_period = "名册没有写所属期，按发放年度计"
//
// [[false_positives]]
// words = "换卡，前后账户的使用时间不重叠"
// case = "换卡"
//
// [[false_positives]]
// words = "卡号与内部账号是同一账户"
// case = "卡号与内部账号"
// filter = "F10"
//
// [[false_positives]]
// words = "政策规定两卡两折"
// case = "两卡两折的项目"
//
// [[false_positives]]
// words = "在两个村各有土地份额"
// case = "两个村的土地份额"
// filter = "F13"
// ///
MATCH (p:Payment)
WHERE p.stands AND p.amount_fen > 0 AND p.canonical IS NOT NULL
WITH p.recipient AS person, min(p.canonical) AS low, max(p.canonical) AS high
WHERE low <> high
WITH collect(person) AS several
UNWIND several AS person
MATCH (z:Person)
WHERE z.key = person
WITH z
OPTIONAL MATCH (p:Payment)-[:PAID_TO]->(z)
WITH z, p
WHERE p.stands AND p.amount_fen > 0 AND p.canonical IS NOT NULL
WITH z.key AS person, p.program AS program, p.year AS year, coalesce(p.period, '') AS period,
  min(p.canonical) AS low, max(p.canonical) AS high
WHERE low <> high
MATCH (g:Program)
WHERE g.key = program AND (g.marks IS NULL OR NOT 'two_accounts' IN g.marks)
  AND (period <> '' OR (g.period CONTAINS '年' AND NOT g.period CONTAINS '半'))
  AND NOT (period =~ '[0-9]{4}' AND coalesce(g.period, '') =~ '.*[月季].*')
WITH person, program, year, period, g.standard_fen AS standard, g.payee_unit AS unit, coalesce(g.class, '') AS class,
  coalesce(g.marks IS NOT NULL AND 'instalment' IN g.marks, false) AS instalment
WITH collect({person: person, program: program, year: year, period: period, standard: standard, unit: unit, class: class,
  instalment: instalment}) AS doubled
UNWIND doubled AS one
WITH one.person AS person, one.program AS program, one.year AS year, one.period AS period, one.standard AS standard, one.unit AS unit,
  one.class AS class, one.instalment AS instalment
MATCH (z:Person)
WHERE z.key = person
WITH z, person, program, year, period, standard, unit, class, instalment
OPTIONAL MATCH (q:Payment)-[:PAID_TO]->(z)
WITH z, person, program, year, period, standard, unit, class, instalment, q
WHERE q.program = program AND q.year = year AND coalesce(q.period, '') = period
  AND q.stands AND q.amount_fen > 0 AND q.canonical IS NOT NULL AND (q.period IS NOT NULL OR NOT coalesce(q.arrears, false))
WITH z, person, program, year, period, standard, unit, class, instalment,
  collect(DISTINCT q.canonical) AS accounts, count(DISTINCT q.village) AS village_count,
  coalesce(sum(q.amount_fen), 0) AS total, coalesce(sum(DISTINCT q.amount_fen), 0) AS once,
  coalesce(sum(DISTINCT q.quantity), 0) AS units, count(q.key) AS paid_rows, count(q.quantity) AS measured,
  count(CASE WHEN q.amount_fen > standard * coalesce(q.quantity, 1.0) * (1.0 + $tolerance) THEN 1 END) AS beyond
WITH z, person, program, year, period, accounts, class = 'A' AND village_count >= size(accounts) AS shares,
  total > (1.0 + $tolerance) * CASE
    WHEN standard IS NOT NULL AND beyond = 0 AND measured = paid_rows THEN standard * units
    WHEN standard IS NOT NULL AND beyond = 0 AND measured = 0 AND unit = 'person' THEN 1.0 * standard
    WHEN instalment THEN 1.0 * total ELSE 1.0 * once END AS above
UNWIND accounts AS x
UNWIND accounts AS y
WITH z, person, program, year, period, shares, above, x, y
WHERE x < y
OPTIONAL MATCH (q:Payment)-[:PAID_TO]->(z)
WITH z, person, program, year, period, shares, above, x, y, q
WHERE q.program = program AND q.stands AND q.amount_fen > 0 AND (q.canonical = x OR q.canonical = y)
WITH z, person, program, year, period, shares, above, x, y,
  min(CASE WHEN q.canonical = x THEN coalesce(q.paid_on, q.decided_on) END) AS x_from,
  max(CASE WHEN q.canonical = x THEN coalesce(q.paid_on, q.decided_on) END) AS x_to,
  min(CASE WHEN q.canonical = y THEN coalesce(q.paid_on, q.decided_on) END) AS y_from,
  max(CASE WHEN q.canonical = y THEN coalesce(q.paid_on, q.decided_on) END) AS y_to
WHERE x_to >= y_from AND y_to >= x_from
WITH z, person, program, year, collect(DISTINCT period) AS periods, collect(DISTINCT x) + collect(DISTINCT y) AS both,
  count(CASE WHEN NOT shares THEN 1 END) AS unshared, count(CASE WHEN above THEN 1 END) AS above_count
OPTIONAL MATCH (q:Payment)-[:PAID_TO]->(z)
WITH z, person, program, year, periods, both, unshared, above_count, q
WHERE q.program = program AND q.year = year AND coalesce(q.period, '') IN periods
  AND q.canonical IN both AND q.stands AND q.amount_fen > 0
WITH z, person, program, year, periods, unshared, above_count, collect(DISTINCT q.key) AS payments,
  collect(DISTINCT q.canonical) AS accounts, collect(DISTINCT q.village) AS villages, min(q.match) AS matched_by,
  count(DISTINCT q.key) AS payment_count, coalesce(sum(q.amount_fen), 0) AS amount_fen,
  min(coalesce(q.paid_on, q.decided_on)) AS first_on, max(coalesce(q.paid_on, q.decided_on)) AS last_on
UNWIND accounts AS account
OPTIONAL MATCH (b:BankAccount)
WHERE b.key = account
WITH z, person, program, year, periods, accounts, unshared, above_count, payments, villages, matched_by, payment_count,
  amount_fen, first_on, last_on, b
OPTIONAL MATCH (o:Person)-[h:HOLDS]->(b)
WITH z, person, program, year, periods, accounts, unshared, above_count, payments, villages, matched_by, payment_count,
  amount_fen, first_on, last_on, coalesce(b.aliased, false) AS aliased, h.key AS holding,
  coalesce(o.key, '') AS owner
OPTIONAL MATCH (z)-[:MEMBER_OF]->(:Household)<-[:MEMBER_OF]-(x:Person)
WITH z, person, program, year, periods, accounts, unshared, above_count, payments, villages, matched_by, payment_count,
  amount_fen, first_on, last_on, aliased, holding, owner,
  count(CASE WHEN x.key = owner THEN 1 END) AS housed
OPTIONAL MATCH (z)-[:COVERED_BY]->(:BenefitFile)<-[:COVERED_BY]-(u:Person)
WITH z, person, program, year, periods, accounts, unshared, above_count, payments, villages, matched_by, payment_count,
  amount_fen, first_on, last_on, aliased, holding, owner, housed,
  count(CASE WHEN u.key = owner THEN 1 END) AS covered
OPTIONAL MATCH (z)-[:WARD_OF]->(n:Person)
WITH z, person, program, year, periods, accounts, unshared, above_count, payments, villages, matched_by, payment_count,
  amount_fen, first_on, last_on, aliased, holding, owner, housed, covered,
  count(CASE WHEN n.key = owner THEN 1 END) AS wardens
WITH person, program, year, periods, accounts, unshared, above_count, payments, villages, matched_by, payment_count,
  amount_fen, first_on, last_on, aliased, holding, owner,
  owner <> '' AND owner <> person AND housed = 0 AND covered = 0 AND wardens = 0 AS other
WITH person, program, year, periods, accounts, unshared, above_count, payments, villages, matched_by, payment_count,
  amount_fen, first_on, last_on, collect(DISTINCT CASE WHEN other THEN owner END) AS owners,
  collect(DISTINCT CASE WHEN other THEN holding END) AS facts, count(CASE WHEN aliased THEN 1 END) AS known_aliases
RETURN person AS person, program AS program, year AS year, periods AS periods, accounts AS accounts, owners AS owners,
  payments AS payments, villages AS villages, facts AS facts, payment_count AS payment_count, amount_fen AS amount_fen,
  first_on AS first_on, last_on AS last_on, above_count > 0 AS above, known_aliases = 0 AS alias_unknown,
  CASE WHEN above_count > 0 OR size(owners) > 0 THEN 'orange' ELSE 'yellow' END AS tier,
  unshared = 0 AS clear_shares, periods = [''] AS lower_no_period, matched_by AS matched_by
ORDER BY person, program, year
