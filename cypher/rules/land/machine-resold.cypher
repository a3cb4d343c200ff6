// 补贴机具两年内转卖
// /// rule
// id = "R29"
// limb = "f"
// status = "active"
// version = 1
// tier = "orange"
// subject = "villages"
// identity = ["machine_number"]
// evidence = ["document"]
// needs = ["Machine"]
// optional = ["BOUGHT_BY", "BOUGHT_BY_ORG"]
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.4
// heading = "编号 {machine_number} 的补贴机具购置后不久转卖"
// explanation = "{bought_on}购置、补贴 {amount_fen} 的机具（出厂编号 {machine_number}）于{resold_on}转让，不满 {resale_years} 年。购机人{recipients}[、{organizations}]。"
// verify = ["现场查看机具和铭牌、牌证", "核对发票和付款凭证"]
//
// [params]
// resale_years = { type = "int", default = 2, words = "几年内不得转卖" }
//
// [[false_positives]]
// words = "满年限后转让"
// case = "满两年转让"
//
// ///
MATCH (m:Machine)
WHERE m.resold IS NOT NULL AND m.bought IS NOT NULL AND m.machine_no IS NOT NULL AND m.resold_day > m.bought_day
  AND (m.resold_day - m.bought_day) / 365 < $resale_years
OPTIONAL MATCH (m)-[:BOUGHT_BY]->(p:Person)
OPTIONAL MATCH (m)-[:BOUGHT_BY_ORG]->(o:Organization)
WITH m, p.key AS buyer, o.key AS firm
RETURN m.machine_no AS machine_number, collect(DISTINCT buyer) AS recipients, collect(DISTINCT firm) AS organizations,
  collect(DISTINCT m.village) AS villages, collect(DISTINCT m.key) AS facts, coalesce(sum(m.amount_fen), 0) AS amount_fen,
  min(m.bought) AS bought_on, max(m.resold) AS resold_on, min(m.bought) AS first_on, max(m.resold) AS last_on, $resale_years AS resale_years
ORDER BY machine_number
