// 供应商是成立不久的企业
// /// rule
// id = "R33"
// limb = "b"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "organization"
// identity = ["village", "organization", "year"]
// evidence = ["document"]
// needs = ["LedgerEntry", "PAYS_ORG"]
// optional = ["UNDER_CONTRACT"]
// counted = true
// legal = ["bidding-2017:3", "bidding-regs-2019:41"]
// precision = 0.25
// heading = "{village}与成立不足 {age_months} 个月的{organization}第一次交易"
// explanation = "{organization}成立于 {founded_on}，{village}与它的第一笔合同或付款在 {fact_on}，相隔不足 {age_months} 个月；当年付款 {amount_fen}。"
// verify = ["查看企业是否有人员、设备和经营场所", "查看合同、报价和验收", "了解本地同行业有几家"]
//
// [params]
// age_months = { type = "int", unit = "months", default = 12, words = "第一次交易时成立的月数" }
//
// [[raised_by]]
// rules = ["R33"]
// shares = ["organization", "village", "year"]
// limbs = 1
// to = "yellow"
// words = "同一收款单位还有另一方面的事实"
//
// [[raised_by]]
// rules = ["R33"]
// shares = ["organization", "village", "year"]
// limbs = 2
// to = "orange"
// words = "同一收款单位有三方面的事实"
//
// [[false_positives]]
// words = "企业成立已久"
// case = "成立两年"
//
// [[false_positives]]
// words = "单独一项只记录"
// case = "单独一项不预警"
// ///
MATCH (e:LedgerEntry)-[:PAYS_ORG]->(o:Organization)
WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.village IS NOT NULL AND o.founded_day IS NOT NULL AND NOT coalesce(o.public, false)
OPTIONAL MATCH (e)-[:UNDER_CONTRACT]->(t:Contract)
WITH o, e, min(t.signed_day) AS agreed_day, min(t.signed) AS agreed
WITH o, e.village AS village, min(CASE WHEN agreed_day < e.day THEN agreed_day ELSE e.day END) AS began,
  min(CASE WHEN agreed_day < e.day THEN agreed ELSE e.date END) AS began_on, min(e.year) AS year
WHERE (began - o.founded_day) * 12 / 365 < $age_months
MATCH (f:LedgerEntry)-[:PAYS_ORG]->(s:Organization)
WHERE s.key = o.key AND f.village = village AND f.year = year AND f.direction = 'out' AND f.amount_fen > 0
RETURN village AS village, s.key AS organization, year AS year, coalesce(sum(f.amount_fen), 0) AS amount_fen, collect(f.key) AS entries,
  max(s.founded) AS founded_on, max($age_months) AS age_months, max(began_on) AS fact_on
ORDER BY village, organization, year
