// 只向一村投标而次次中标的供应商
// /// rule
// id = "R33"
// limb = "d"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "organization"
// identity = ["village", "organization", "year"]
// evidence = ["document"]
// needs = ["BID_FOR", "WON_BY_ORG"]
// optional = ["OWNED_BY"]
// legal = ["bidding-2017:3", "bidding-regs-2019:41"]
// precision = 0.25
// heading = "{organization}只向{village}投标，次次中标"
// explanation = "{year}年{organization}投标 {bid_count} 次，都是{village}的标段，次次中标，金额 {amount_fen}；在已载入的招投标记录中没有向其他村投过标。"
// verify = ["查看企业是否有人员、设备和经营场所", "查看合同、报价和验收", "了解本地同行业有几家"]
//
// [params]
// min_bids = { type = "int", default = 3, words = "全年投标的最少次数", proposal = true }
//
// [[raised_by]]
// rules = ["R33"]
// shares = ["organization", "village", "year"]
// limbs = 2
// to = "orange"
// words = "同一收款单位有三方面的事实"
//
// [[false_positives]]
// words = "也向其他村投标"
// case = "也向另一村投标"
//
// [[false_positives]]
// words = "有一次没有中标"
// case = "有一次没有中标"
// ///
MATCH (o:Organization)-[:BID_FOR]->(t:Contract)
WHERE t.village IS NOT NULL
OPTIONAL MATCH (t)-[:WON_BY_ORG]->(w:Organization)
WITH o, t, count(CASE WHEN w.key = o.key THEN 1 END) AS won
WITH o, count(DISTINCT t.village) AS payers, max(t.village) AS village, count(CASE WHEN won = 0 THEN 1 END) AS lost
WHERE payers = 1 AND lost = 0
MATCH (o)-[:BID_FOR]->(t:Contract)
WHERE t.village = village AND t.signed IS NOT NULL
WITH o.key AS organization, village, coalesce(t.start_year, 0) AS year, t
WITH organization, village, year, count(t.key) AS bid_count, coalesce(sum(t.amount_fen), 0) AS fen, collect(t.key) AS contracts, min(t.signed) AS first_on,
  max(t.signed) AS last_on
WHERE bid_count >= $min_bids AND year > 0
RETURN village AS village, organization AS organization, year AS year, max(bid_count) AS bid_count, max(fen) AS amount_fen, collect(contracts) AS contracts,
  min(first_on) AS first_on, max(last_on) AS last_on
ORDER BY village, organization, year
