// 重复发放：同一人同一项目同一所属期发放两次以上
// /// rule
// id = "R52"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "person"
// identity = ["person", "program", "year"]
// evidence = ["account"]
// needs = ["Payment", "Program"]
// legal = ["fiscal-violations-2011:14"]
// precision = 0.5
// pre_payment = true
// heading = "{person}的{program}重复发放"
// explanation = "{year}年，{person}的{program}在所属期{periods}内共发放 {payment_count} 笔、{amount_fen}，超过一份应享金额，同一所属期最多 {times} 次。[进入了不同账户：{accounts}。]多数情形是差错，应当退回。"
// verify = ["核对两个批次的清册", "核对两次的银行回单", "属于差错的追回多发部分"]
//
// [params]
// tolerance = { type = "real", default = 0.01, words = "超过应享金额的容差" }
//
// [modifiers]
// clear_shares = "普惠补贴，每笔在不同的村，各有土地份额"
// lower_no_period = "名册没有写所属期，按发放年度计"
//
// [[false_positives]]
// words = "退票后重新发放"
// case = "退票后重发"
// filter = "F14"
//
// [[false_positives]]
// words = "分期发放的项目"
// case = "分期发放"
//
// [[false_positives]]
// words = "补发以前所属期"
// case = "补发以前所属期"
// ///
MATCH (p:Payment)
WHERE p.stands AND p.amount_fen > 0 AND (p.period IS NOT NULL OR NOT coalesce(p.arrears, false))
WITH p.recipient AS person, p.program AS program, p.year AS year, coalesce(p.period, '') AS period, count(p.key) AS times
WHERE times > 1
MATCH (g:Program)
WHERE g.key = program AND (period <> '' OR (g.period CONTAINS '年' AND NOT g.period CONTAINS '半'))
  AND NOT (period =~ '[0-9]{4}' AND coalesce(g.period, '') =~ '.*[月季].*')
WITH person, program, year, period, times, g.standard_fen AS standard, g.payee_unit AS unit, coalesce(g.class, '') AS class,
  coalesce(g.marks IS NOT NULL AND 'instalment' IN g.marks, false) AS instalment,
  coalesce(g.marks IS NOT NULL AND ('instalment' IN g.marks OR 'two_accounts' IN g.marks), false) AS divided
MATCH (q:Payment)
WHERE q.recipient = person AND q.program = program AND q.year = year AND coalesce(q.period, '') = period
  AND q.stands AND q.amount_fen > 0 AND (q.period IS NOT NULL OR NOT coalesce(q.arrears, false))
WITH person, program, year, period, times, standard, unit, class, instalment, divided,
  coalesce(sum(q.amount_fen), 0) AS total, coalesce(sum(DISTINCT q.amount_fen), 0) AS once,
  coalesce(sum(DISTINCT q.quantity), 0) AS units, count(q.quantity) AS measured, count(DISTINCT q.village) AS village_count,
  count(CASE WHEN q.amount_fen > standard * coalesce(q.quantity, 1.0) * (1.0 + $tolerance) THEN 1 END) AS beyond,
  min(q.canonical) AS low, max(q.canonical) AS high, collect(DISTINCT q.key) AS paid, collect(DISTINCT q.canonical) AS used,
  collect(DISTINCT q.village) AS places, min(q.match) AS grade, min(q.decided_on) AS began, max(q.decided_on) AS ended
WHERE total > (1.0 + $tolerance) * CASE
    WHEN standard IS NOT NULL AND beyond = 0 AND measured = times AND divided AND unit = 'person' AND units < 1.0 THEN 1.0 * standard
    WHEN standard IS NOT NULL AND beyond = 0 AND measured = times THEN standard * units
    WHEN standard IS NOT NULL AND beyond = 0 AND measured = 0 AND unit = 'person' THEN 1.0 * standard
    WHEN instalment THEN 1.0 * total ELSE 1.0 * once END
UNWIND paid AS payment
WITH person, program, year, period, times, class, total, village_count, low, high, places, used, grade, began, ended, payment
UNWIND CASE WHEN size(used) = 0 THEN [''] ELSE used END AS account
UNWIND CASE WHEN size(places) = 0 THEN [''] ELSE places END AS place
WITH person, program, year, collect(DISTINCT period) AS periods, collect(DISTINCT payment) AS payments,
  collect(DISTINCT CASE WHEN account <> '' THEN account END) AS accounts,
  collect(DISTINCT CASE WHEN place <> '' THEN place END) AS villages, max(times) AS times,
  count(CASE WHEN low <> high THEN 1 END) AS switched, min(grade) AS matched_by, min(began) AS first_on, max(ended) AS last_on,
  count(CASE WHEN NOT (class = 'A' AND village_count = times) THEN 1 END) AS unshared
UNWIND payments AS payment
MATCH (q:Payment)
WHERE q.key = payment
RETURN person AS person, program AS program, year AS year, periods AS periods, payments AS payments, accounts AS accounts,
  villages AS villages, times AS times, count(q.key) AS payment_count, coalesce(sum(q.amount_fen), 0) AS amount_fen,
  first_on AS first_on, last_on AS last_on, CASE WHEN times >= 3 OR switched > 0 THEN 'orange' ELSE 'yellow' END AS tier,
  unshared = 0 AS clear_shares, periods = [''] AS lower_no_period, matched_by AS matched_by
ORDER BY person, program, year
