// 同一人同一项目同一所属期在两个村领取
// /// rule
// id = "R22"
// status = "active"
// version = 2
// tier = "orange"
// subject = "person"
// identity = ["person", "program", "year"]
// evidence = ["eligibility"]
// needs = ["Payment", "Program", "Village"]
// optional = ["WITHIN", "MEMBER_OF"]
// legal = ["fiscal-violations-2011:14"]
// precision = 0.4
// pre_payment = true
// heading = "{person}在两个以上村领取{program}"
// explanation = "{year}年，{person}在{villages}的清册中都领取{program}，所属期{periods}相同，共 {payment_count} 笔、{amount_fen}。"
// verify = ["核对哪一处户籍有效", "核对两个村清册的签字"]
//
// [modifiers]
// lower_moved = "该所属期内户籍有迁入或迁出"
// lower_no_period = "名册没有写所属期，按发放年度计"
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
// words = "两个村都有土地"
// case = "普惠补贴两个村都有土地"
// filter = "F13"
//
// [[false_positives]]
// words = "出嫁当月两地都发"
// case = "迁移当期"
//
// [[false_positives]]
// words = "村庄合并或代码变更"
// case = "合并前后是同一个村"
// filter = "F11"
//
// [[false_positives]]
// words = "退票后在另一村重发"
// case = "退票后重发"
// filter = "F14"
// ///
MATCH (p:Payment)
WHERE p.stands AND p.amount_fen > 0 AND p.village IS NOT NULL AND (p.period IS NOT NULL OR NOT coalesce(p.arrears, false))
WITH p.recipient AS person, p.program AS program, p.year AS year, coalesce(p.period, '') AS period,
  min(p.village) AS low, max(p.village) AS high
WHERE low <> high
MATCH (g:Program)
WHERE g.key = program AND (period <> '' OR (g.period CONTAINS '年' AND NOT g.period CONTAINS '半'))
  AND NOT (period =~ '[0-9]{4}' AND coalesce(g.period, '') =~ '.*[月季].*')
WITH person, program, year, period, coalesce(g.class, '') AS class
MATCH (q:Payment)
WHERE q.recipient = person AND q.program = program AND q.year = year AND coalesce(q.period, '') = period
  AND q.stands AND q.amount_fen > 0 AND (q.period IS NOT NULL OR NOT coalesce(q.arrears, false))
MATCH (v:Village)
WHERE v.key = q.village
WITH person, program, year, period, class, collect(DISTINCT q.key) AS paid,
  collect(DISTINCT coalesce(v.merged_into, v.key)) AS places,
  min(q.match) AS grade, min(q.decided_on) AS began, max(q.decided_on) AS ended,
  min(coalesce(q.period_from, q.decided_on)) AS opens, max(coalesce(q.period_to, q.decided_on)) AS closes
UNWIND places AS place
OPTIONAL MATCH (x:Village)-[:WITHIN]->(y:Village)
WHERE x.key = place
WITH person, program, year, period, class, paid, places, grade, began, ended, opens, closes, place, coalesce(y.key, '') AS above
WITH person, program, year, period, class, paid, places, grade, began, ended, opens, closes,
  count(DISTINCT CASE WHEN NOT above IN places THEN place END) AS apart
WHERE apart >= 2
MATCH (r:Person)
WHERE r.key = person
OPTIONAL MATCH (r)-[m:MEMBER_OF]->(:Household)
WHERE (m.valid_from >= opens AND m.valid_from <= closes) OR (m.valid_to >= opens AND m.valid_to <= closes)
WITH person, program, year, period, class, paid, grade, began, ended, count(m.key) AS moves
UNWIND paid AS payment
WITH person, program, year, collect(DISTINCT period) AS periods, collect(DISTINCT payment) AS payments,
  max(class) AS class, min(grade) AS matched_by, min(began) AS first_on, max(ended) AS last_on,
  count(CASE WHEN moves = 0 THEN 1 END) AS unmoved
UNWIND payments AS payment
MATCH (q:Payment)
WHERE q.key = payment
RETURN person AS person, program AS program, year AS year, periods AS periods, payments AS payments,
  collect(DISTINCT q.village) AS villages, collect(DISTINCT q.canonical) AS accounts, count(q.key) AS payment_count,
  coalesce(sum(q.amount_fen), 0) AS amount_fen, first_on AS first_on, last_on AS last_on,
  CASE WHEN class = 'A' THEN 'yellow' ELSE 'orange' END AS tier, unmoved = 0 AS lower_moved,
  periods = [''] AS lower_no_period, matched_by AS matched_by
ORDER BY person, program, year
