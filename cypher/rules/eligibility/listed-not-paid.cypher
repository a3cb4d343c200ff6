// 应发未发：在册保障家庭没有发放
// /// rule
// id = "R53"
// limb = "b"
// status = "active"
// version = 3
// tier = "blue"
// subject = "person"
// identity = ["person", "program", "year"]
// evidence = ["eligibility"]
// needs = ["PAID_TO", "COVERED_BY"]
// optional = ["DECIDES_FOR", "MEMBER_OF", "HOLDS"]
// legal = ["onecard-2020:account", "gov-sanction-2020:38.4"]
// precision = 0.6
// heading = "{person}家在册，{program}有所属期没有发放"
// explanation = "{person}家在低收入名册内，同村其他家庭的{program}（所属期{periods}）已经发放，名册中没有发给这一家的记录。[同村同项目共 {group_size} 人如此。]这是责任单位的待办事项。"
// verify = ["询问本人", "核对银行退票原因和发放清册", "补发应发款项"]
//
// [params]
// group_yellow = { type = "int", default = 5, words = "同村同项目达到几人报黄色", proposal = true }
// shared_orange = { type = "int", default = 3, words = "其中几户的钱进入同一他人账户报橙色" }
// min_others = { type = "int", default = 3, words = "同村至少几家已经发放", proposal = true }
//
// [[false_positives]]
// words = "已死亡"
// case = "户主已死亡"
//
// [[false_positives]]
// words = "已停发"
// case = "名册已停发"
//
// [[false_positives]]
// words = "已迁出"
// case = "户籍已迁出"
//
// [[false_positives]]
// words = "该所属期还没有发给任何人"
// case = "该期还没有发给任何人"
// ///
MATCH (q:Payment)-[:PAID_TO]->(:Person)-[:COVERED_BY]->(f:BenefitFile)
WHERE q.stands AND q.amount_fen > 0 AND q.program = f.program AND q.period_from IS NOT NULL AND f.village IS NOT NULL
WITH f.village AS village, q.program AS program, q.period AS period, min(q.year) AS year, min(q.period_from) AS opens,
  max(coalesce(q.period_to, q.period_from)) AS closes, collect(DISTINCT f.key) AS had
WHERE size(had) >= $min_others
MATCH (g:BenefitFile)
WHERE g.village = village AND g.program = program AND NOT g.key IN had
MATCH (m:Person)-[c:COVERED_BY]->(g)
WHERE c.head AND c.covered AND (c.valid_from IS NULL OR c.valid_from <= opens) AND (c.valid_to IS NULL OR c.valid_to >= closes)
  AND (m.death IS NULL OR m.death > closes)
  AND NOT EXISTS { MATCH (m)-[o:MEMBER_OF]->(:Household) WHERE o.valid_to <= closes }
OPTIONAL MATCH (s:Approval)-[:DECIDES_FOR]->(m)
WHERE s.program = program AND s.date <= closes AND s.result CONTAINS '停'
WITH village, program, year, period, opens, closes, m, c, count(s.key) AS stopped
WHERE stopped = 0
WITH program, village, year, collect(DISTINCT m.key) AS people, collect(DISTINCT c.key) AS listed,
  collect(DISTINCT period) AS periods, min(opens) AS began, max(closes) AS ended
UNWIND people AS one
MATCH (x:Person)
WHERE x.key = one
WITH program, village, year, people, listed, periods, began, ended, x
OPTIONAL MATCH (e:Payment)-[:PAID_TO]->(x)
WITH DISTINCT program, village, year, people, listed, periods, began, ended, x,
  CASE WHEN e.stands AND e.amount_fen > 0 AND e.program = program AND e.year = year THEN coalesce(e.canonical, '') ELSE '' END AS account
OPTIONAL MATCH (x)-[:HOLDS]->(b:BankAccount)
WITH program, village, year, people, listed, periods, began, ended, x, account, count(CASE WHEN b.canonical = account THEN 1 END) AS own
OPTIONAL MATCH (x)-[:MEMBER_OF]->(home:Household)
WITH program, village, year, people, listed, periods, began, ended, account,
  count(DISTINCT CASE WHEN account <> '' AND own = 0 THEN coalesce(home.key, x.key) END) AS others
WITH program, village, year, people, listed, periods, began, ended, max(others) AS sharing
UNWIND people AS person
MATCH (m:Person)-[c:COVERED_BY]->(:BenefitFile)
WHERE m.key = person AND c.key IN listed
UNWIND periods AS period
RETURN person AS person, program AS program, year AS year, collect(DISTINCT period) AS periods, collect(DISTINCT c.key) AS facts,
  collect(DISTINCT village) AS villages, max(size(people)) AS group_size, min(began) AS first_on, max(ended) AS last_on,
  CASE WHEN max(size(people)) >= $group_yellow AND max(sharing) >= $shared_orange THEN 'orange'
    WHEN max(size(people)) >= $group_yellow THEN 'yellow' ELSE 'blue' END AS tier,
  min(m.quality) AS matched_by
ORDER BY person, program, year
