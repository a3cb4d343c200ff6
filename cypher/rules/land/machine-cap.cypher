// 一人或一社购机超过补贴台数
// /// rule
// id = "R29"
// limb = "c"
// status = "active"
// version = 2
// tier = "orange"
// subject = "buyer_key"
// identity = ["buyer_key", "year"]
// evidence = ["document"]
// needs = ["Machine"]
// optional = ["BOUGHT_BY", "BOUGHT_BY_ORG"]
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.4
// heading = "{recipients}[{organizations}]{year}年补贴机具 {machines} 台"
// explanation = "{year}年，[{recipients}][{organizations}]领取补贴的机具 {machines} 台、{amount_fen}，超过 {limit_count} 台的上限。"
// verify = ["现场查看机具和铭牌、牌证", "核对发票和付款凭证"]
//
// [params]
// coop_cap = { type = "int", default = 30, words = "合作社每年补贴台数上限" }
// person_cap = { type = "int", default = 0, words = "个人每年补贴台数上限（由县定，0 为未定，不查个人）" }
//
// [[false_positives]]
// words = "合作社在上限以内"
// case = "合作社三十台"
//
// ///
MATCH (m:Machine)
WHERE m.buyer IS NOT NULL AND m.year IS NOT NULL
WITH m.buyer AS buyer_key, m.year AS year, m.buyer_kind AS kind, count(m.key) AS machines
WITH buyer_key, year, kind, machines, CASE WHEN kind = 'organization' THEN $coop_cap ELSE $person_cap END AS limit_of
WHERE limit_of > 0 AND machines > limit_of
MATCH (m:Machine)
WHERE m.buyer = buyer_key AND m.year = year
WITH buyer_key, year, machines, limit_of, m, CASE WHEN kind = 'person' THEN buyer_key END AS person,
  CASE WHEN kind = 'organization' THEN buyer_key END AS firm, CASE WHEN kind = 'person' THEN m.match ELSE 'id18' END AS matched
RETURN buyer_key AS buyer_key, year AS year, max(machines) AS machines, max(limit_of) AS limit_count,
  collect(DISTINCT person) AS recipients, collect(DISTINCT firm) AS organizations, collect(DISTINCT m.village) AS villages,
  collect(m.key) AS facts, coalesce(sum(m.amount_fen), 0) AS amount_fen, min(m.bought) AS first_on, max(m.bought) AS last_on,
  collect(DISTINCT matched) AS matched_by
ORDER BY buyer_key, year
