// 应发未发：低于标准发放
// /// rule
// id = "R53"
// limb = "c"
// status = "active"
// version = 2
// tier = "blue"
// subject = "person"
// identity = ["person", "program", "year"]
// evidence = ["eligibility"]
// needs = ["UNDER", "PAID_TO"]
// optional = ["INTO", "HOLDS", "MEMBER_OF"]
// gaps = ["program-standard"]
// legal = ["onecard-2020:account", "gov-sanction-2020:38.4"]
// precision = 0.5
// heading = "{person}的{program}低于标准发放"
// explanation = "{year}年{program}发放给{person}的 {payment_count} 笔、{amount_fen}，所属期{periods}，低于标准与数量之积。[同村同项目共 {group_size} 人如此。]这是责任单位的待办事项。"
// verify = ["询问本人", "核对银行退票原因和发放清册", "补发应发款项"]
//
// [params]
// group_yellow = { type = "int", default = 5, words = "同村同项目达到几人报黄色", proposal = true }
// shared_orange = { type = "int", default = 3, words = "其中几户的钱进入同一他人账户报橙色" }
// tolerance = { type = "real", default = 0.01, words = "低于标准的容差" }
//
// [[false_positives]]
// words = "分期发放"
// case = "分期发放"
//
// [[false_positives]]
// words = "期内死亡"
// case = "期内死亡"
//
// [[false_positives]]
// words = "按月名册对照按季标准"
// case = "名册周期与标准周期不同"
//
// [[false_positives]]
// words = "清册按当时标准计发"
// case = "清册写明当时标准"
// ///
MATCH (g:Program)
WHERE g.standard_fen IS NOT NULL
MATCH (p:Payment)
WHERE p.program = g.key AND p.stands AND p.amount_fen > 0 AND (p.quantity IS NOT NULL OR g.payee_unit = 'person')
  AND p.amount_fen < (1.0 - $tolerance) * coalesce(p.rate_fen, g.standard_fen) * coalesce(p.quantity, 1.0)
WITH p, g
WHERE (g.marks IS NULL OR NOT 'instalment' IN g.marks)
  AND ((g.period CONTAINS '月' AND p.period =~ '[0-9]{4}-[0-9]{2}') OR (g.period CONTAINS '季' AND p.period =~ '[0-9]{4}Q[1-4]')
    OR (g.period CONTAINS '年' AND NOT g.period CONTAINS '半' AND p.period =~ '[0-9]{4}'))
  AND (g.valid_from IS NULL OR g.valid_from <= p.decided_on) AND (g.valid_to IS NULL OR g.valid_to >= p.decided_on)
WITH p, g, coalesce(p.recipient, '') AS payee
MATCH (r:Person)
WHERE r.key = payee
WITH r, g, p
WHERE r.death IS NULL OR r.death > p.period_to
WITH r, g, p.year AS year, coalesce(p.period, '') AS period,
  max(coalesce(p.rate_fen, g.standard_fen) * coalesce(p.quantity, 1.0)) AS due
OPTIONAL MATCH (q:Payment)-[:PAID_TO]->(r)
WITH r, g, year, period, due, q
WHERE q.program = g.key AND q.year = year AND q.period = period AND q.stands AND q.amount_fen > 0
WITH r, g, year, period, due, coalesce(sum(q.amount_fen), 0) AS total, collect(DISTINCT q.key) AS paid, min(q.village) AS village
WHERE total < (1.0 - $tolerance) * due
WITH g.key AS program, coalesce(village, '') AS village, year, r, paid
UNWIND paid AS payment
WITH program, village, year, collect(DISTINCT r.key) AS people, collect(DISTINCT payment) AS short
UNWIND people AS one
MATCH (x:Person)
WHERE x.key = one
WITH program, village, year, people, short, x
OPTIONAL MATCH (e:Payment)-[:PAID_TO]->(x)
WITH DISTINCT program, village, year, people, short, x,
  CASE WHEN e.stands AND e.amount_fen > 0 AND e.program = program AND e.year = year THEN coalesce(e.canonical, '') ELSE '' END AS account
OPTIONAL MATCH (x)-[:HOLDS]->(b:BankAccount)
WITH program, village, year, people, short, x, account, count(CASE WHEN b.canonical = account THEN 1 END) AS own
OPTIONAL MATCH (x)-[:MEMBER_OF]->(home:Household)
WITH program, village, year, people, short, account,
  count(DISTINCT CASE WHEN account <> '' AND own = 0 THEN coalesce(home.key, x.key) END) AS others
WITH program, village, year, people, short, max(others) AS sharing
UNWIND short AS payment
MATCH (p:Payment)
WHERE p.key = payment
RETURN p.recipient AS person, program AS program, year AS year, collect(DISTINCT p.key) AS payments,
  collect(DISTINCT p.period) AS periods, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT village) AS villages,
  max(size(people)) AS group_size, count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen,
  min(p.decided_on) AS first_on, max(p.decided_on) AS last_on,
  CASE WHEN max(size(people)) >= $group_yellow AND max(sharing) >= $shared_orange THEN 'orange'
    WHEN max(size(people)) >= $group_yellow THEN 'yellow' ELSE 'blue' END AS tier,
  min(p.match) AS matched_by
ORDER BY person, program, year
