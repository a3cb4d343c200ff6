// 应发未发：退票后没有重新发放
// /// rule
// id = "R53"
// limb = "a"
// status = "active"
// version = 2
// tier = "blue"
// subject = "person"
// identity = ["person", "program", "year"]
// evidence = ["eligibility"]
// needs = ["PAID_TO", "Program"]
// optional = ["REISSUES", "INTO", "HOLDS", "MEMBER_OF"]
// gaps = ["bank-returns"]
// legal = ["onecard-2020:account", "gov-sanction-2020:38.4"]
// precision = 0.8
// heading = "{person}的{program}退票后没有重新发放"
// explanation = "{year}年{program}发放给{person}的 {payment_count} 笔、{amount_fen} 已退票或发放失败，至今没有重新发放。[同村同项目共 {group_size} 人如此。]这是责任单位的待办事项。"
// verify = ["询问本人", "核对银行退票原因和发放清册", "补发应发款项"]
//
// [params]
// group_yellow = { type = "int", default = 5, words = "同村同项目达到几人报黄色", proposal = true }
// shared_orange = { type = "int", default = 3, words = "其中几户的钱进入同一他人账户报橙色" }
// days = { type = "int", default = 60, words = "退票后几天内应重新发放", proposal = true }
//
// [[false_positives]]
// words = "已重新发放"
// case = "已重新发放"
// filter = "F14"
//
// [[false_positives]]
// words = "已死亡"
// case = "发放前已死亡"
//
// [[false_positives]]
// words = "刚刚退票，仍在办理"
// case = "退票不满六十天"
// ///
MATCH (p:Payment)
WHERE NOT p.stands AND p.status IN ['returned', 'failed'] AND p.amount_fen > 0 AND p.paid_day + $days <= $as_of_day
OPTIONAL MATCH (n:Payment)-[:REISSUES]->(p)
WITH p, coalesce(p.program, '') AS program, coalesce(p.period, '') AS period, count(n.key) AS reissued
WHERE reissued = 0
OPTIONAL MATCH (p)-[:PAID_TO]->(r:Person)
WITH p, program, period, r
WHERE r.key IS NOT NULL AND (r.death IS NULL OR r.death > coalesce(p.period_to, p.paid_on))
OPTIONAL MATCH (q:Payment)-[:PAID_TO]->(r)
WITH p, program, r, count(CASE WHEN q.stands AND q.amount_fen > 0 AND q.program = program AND q.year = p.year
  AND coalesce(q.period, '') = period AND (period <> '' OR q.amount_fen = p.amount_fen) THEN 1 END) AS again
WHERE again = 0
WITH program, coalesce(p.village, '') AS village, p.year AS year, collect(DISTINCT r.key) AS people,
  collect(DISTINCT p.key) AS missing
UNWIND people AS one
MATCH (x:Person)
WHERE x.key = one
WITH program, village, year, people, missing, x
OPTIONAL MATCH (e:Payment)-[:PAID_TO]->(x)
WITH DISTINCT program, village, year, people, missing, x,
  CASE WHEN e.stands AND e.amount_fen > 0 AND e.program = program AND e.year = year THEN coalesce(e.canonical, '') ELSE '' END AS account
OPTIONAL MATCH (x)-[:HOLDS]->(b:BankAccount)
WITH program, village, year, people, missing, x, account, count(CASE WHEN b.canonical = account THEN 1 END) AS own
OPTIONAL MATCH (x)-[:MEMBER_OF]->(home:Household)
WITH program, village, year, people, missing, account,
  count(DISTINCT CASE WHEN account <> '' AND own = 0 THEN coalesce(home.key, x.key) END) AS others
WITH program, village, year, people, missing, max(others) AS sharing
UNWIND missing AS payment
MATCH (p:Payment)
WHERE p.key = payment
RETURN p.recipient AS person, program AS program, year AS year, collect(DISTINCT p.key) AS payments,
  collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT village) AS villages, max(size(people)) AS group_size,
  count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.paid_on) AS first_on,
  max(p.paid_on) AS last_on,
  CASE WHEN max(size(people)) >= $group_yellow AND max(sharing) >= $shared_orange THEN 'orange'
    WHEN max(size(people)) >= $group_yellow THEN 'yellow' ELSE 'blue' END AS tier,
  min(p.match) AS matched_by
ORDER BY person, program, year
