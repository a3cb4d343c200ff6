// 批量开户：同一网点同日连号开户
// /// rule
// id = "R14"
// limb = "a"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "accounts"
// identity = ["branch", "opened_on"]
// evidence = ["account"]
// needs = ["BankAccount", "HOLDS"]
// optional = ["MEMBER_OF", "PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "Payment", "UNDER"]
// gaps = ["account-opening-a"]
// legal = ["onecard-2020:holding"]
// precision = 0.2
// heading = "{branch}一天连号开立 {account_count} 个账户"
// explanation = "{opened_on}，{branch}连号开立 {account_count} 个账户，分属{holders}，其中 {unrelated} 户互不同户、未查到亲属关系。[其中 {used} 个账户收到裁量类补贴，项目{programs}，共 {amount_fen}。]"
// verify = ["询问户主是否知道这个账户", "查看卡和存折由谁保管", "调取开户资料和代办手续"]
//
// [params]
// min = { type = "int", default = 5, words = "至少几户" }
// exclude_share = { type = "real", default = 0.5, proposal = true, words = "当日开户的户数占全村户数的比例，达到的视为全村统一办卡" }
// used_min = { type = "int", default = 3, words = "几个账户收到裁量类补贴报橙色" }
//
// [single]
// fact_on = "开户日期是标识之一"
//
// [[false_positives]]
// words = "银行统一为全村办卡"
// case = "全村统一办卡"
//
// [[false_positives]]
// words = "一家人同日开户"
// case = "都是一家人"
//
// ///
MATCH (a:BankAccount)<-[:HOLDS]-(p:Person)
WHERE a.opened IS NOT NULL AND a.branch IS NOT NULL AND a.run IS NOT NULL
WITH a.branch AS branch, a.opened AS opened_on, a.run AS mark, count(DISTINCT p.key) AS people
WHERE people >= $min
MATCH (a:BankAccount)<-[:HOLDS]-(p:Person)
WHERE a.branch = branch AND a.opened = opened_on
WITH branch, opened_on, mark, a, p, coalesce(a.run, '') AS own_mark
OPTIONAL MATCH (p)-[m:MEMBER_OF]->(h:Household)
WHERE m.valid_to IS NULL OR m.valid_to >= opened_on
WITH branch, opened_on, mark, own_mark, p, min(h.key) AS housed
WITH branch, opened_on, mark, own_mark, p, coalesce(housed, p.key) AS home, coalesce(p.village, '') AS village
WITH branch, opened_on, mark, village, collect(DISTINCT home) AS opened_here,
  collect(DISTINCT CASE WHEN own_mark = mark THEN p.key END) AS holders
OPTIONAL MATCH (t:Household)
WHERE t.village = village
WITH branch, opened_on, mark, village, opened_here, holders, count(t.key) AS households
WHERE size(holders) > 0 AND (households = 0 OR size(opened_here) < $exclude_share * households)
UNWIND holders AS holder
WITH branch, opened_on, mark, collect(DISTINCT holder) AS holders, collect(DISTINCT village) AS villages
UNWIND holders AS holder
MATCH (p:Person)
WHERE p.key = holder
OPTIONAL MATCH (p)-[:PARENT_OF|SPOUSE_OF|SIBLING_OF]-(q:Person)
WHERE q.key IN holders AND q.key <> holder
WITH branch, opened_on, mark, villages, holders, p, count(q.key) AS ties
OPTIONAL MATCH (p)-[m2:MEMBER_OF]->(h2:Household)
WHERE m2.valid_to IS NULL OR m2.valid_to >= opened_on
WITH branch, opened_on, mark, villages, holders, p, ties, min(h2.key) AS housed
WITH branch, opened_on, mark, villages, holders, ties, coalesce(housed, p.key) AS home
WITH branch, opened_on, mark, villages, holders, count(DISTINCT CASE WHEN ties = 0 THEN home END) AS unrelated
WHERE unrelated >= $min
UNWIND holders AS holder
MATCH (p:Person)-[o:HOLDS]->(a:BankAccount)
WHERE p.key = holder AND a.branch = branch AND a.opened = opened_on AND a.run = mark
WITH branch, opened_on, villages, p, o, a, unrelated
WITH branch, opened_on, collect(DISTINCT p.key) AS holders, collect(DISTINCT a.canonical) AS accounts, collect(o.key) AS facts,
  collect(villages) AS villages, max(unrelated) AS unrelated
UNWIND accounts AS account
OPTIONAL MATCH (y:Payment)-[:UNDER]->(g:Program)
WHERE y.canonical = account AND y.stands AND y.amount_fen > 0 AND g.class = 'C'
RETURN branch AS branch, opened_on AS opened_on, opened_on AS fact_on, collect(DISTINCT account) AS accounts,
  collect(holders) AS holders, collect(villages) AS villages, collect(facts) AS facts, count(DISTINCT account) AS account_count,
  max(unrelated) AS unrelated, collect(y.key) AS payments, collect(DISTINCT g.key) AS programs,
  count(DISTINCT y.canonical) AS used, coalesce(sum(y.amount_fen), 0) AS amount_fen,
  CASE WHEN count(DISTINCT y.canonical) >= $used_min THEN 'orange' ELSE 'yellow' END AS tier
ORDER BY branch, opened_on
