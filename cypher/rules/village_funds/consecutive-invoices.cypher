// 同一销方连号发票
// /// rule
// id = "R34"
// limb = "a"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "organizations"
// identity = ["seller", "year"]
// evidence = ["document"]
// needs = ["Invoice"]
// optional = ["BILLED", "SOLD_BY"]
// legal = ["village-cadre-integrity-2011:6.1", "fiscal-violations-2011:14"]
// precision = 0.3
// heading = "同一销方[（{organizations}）]的连号发票"
// explanation = "{year}年，[{organizations}开具的]发票中有 {pair_count} 对号码相连（相差不超过 {run}）：[{far_count} 对开票日期相隔超过 {days} 天][，{elsewhere_count} 对由不同的村取得]，涉及{villages}，发票金额合计 {amount_fen}。定额发票和税务机关代开的发票不计。"
// verify = ["在税务系统查验发票", "查看货物和销方", "核对同一销方的其他发票"]
//
// [params]
// days = { type = "int", unit = "days", default = 30, words = "连号发票开票日期相隔超过的天数" }
// run = { type = "int", default = 3, words = "视为连号的号码间隔", proposal = true }
//
// [[false_positives]]
// words = "定额发票本来就连号"
// case = "定额发票"
//
// [[false_positives]]
// words = "税务代开，销方是税务机关"
// case = "税务代开"
// ///
MATCH (a:Invoice)
WHERE a.seller IS NOT NULL AND a.serial IS NOT NULL AND a.date IS NOT NULL AND NOT a.block AND NOT a.tax_office
UNWIND range(1, $run) AS step
WITH a, a.seller AS seller, coalesce(a.code, '') AS code, a.serial + step AS wanted
MATCH (b:Invoice)
WHERE b.serial = wanted AND b.seller = seller AND coalesce(b.code, '') = code AND NOT b.block AND NOT b.tax_office
WITH seller, a, b, CASE WHEN b.day - a.day > $days OR a.day - b.day > $days THEN 1 END AS far,
  CASE WHEN a.village <> b.village THEN 1 END AS elsewhere
WHERE far = 1 OR elsewhere = 1
WITH seller, a.year AS year, collect(a.key) + collect(b.key) AS pieces, count(a.key) AS pair_count, count(far) AS far_count,
  count(elsewhere) AS elsewhere_count
UNWIND pieces AS piece
WITH DISTINCT seller, year, pair_count, far_count, elsewhere_count, piece
MATCH (i:Invoice)
WHERE i.key = piece
OPTIONAL MATCH (i)-[:SOLD_BY]->(o:Organization)
OPTIONAL MATCH (e:LedgerEntry)-[:BILLED]->(i)
WITH seller, year, pair_count, far_count, elsewhere_count, i, max(o.key) AS organization, collect(e.key) AS lines
RETURN seller AS seller, year AS year, collect(DISTINCT organization) AS organizations, collect(DISTINCT i.village) AS villages,
  max(pair_count) AS pair_count, max(far_count) AS far_count, max(elsewhere_count) AS elsewhere_count,
  coalesce(sum(i.amount_fen), 0) AS amount_fen, collect(lines) AS entries, collect(i.key) AS facts, max($run) AS run, max($days) AS days,
  min(i.date) AS first_on, max(i.date) AS last_on
ORDER BY seller, year
