// 同一发票两次领取农机补贴
// /// rule
// id = "R29"
// limb = "b"
// status = "active"
// version = 2
// tier = "red"
// subject = "villages"
// identity = ["invoice"]
// evidence = ["document"]
// needs = ["Machine"]
// optional = ["BOUGHT_BY", "BOUGHT_BY_ORG"]
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.4
// heading = "发票 {invoice} 用于 {times} 台机具的补贴"
// explanation = "发票 {invoice} 用于 {times} 次农机购置补贴、{amount_fen}，购机人{recipients}[、{organizations}]，出厂编号{machine_numbers}。"
// verify = ["现场查看机具和铭牌、牌证", "核对发票和付款凭证"]
//
// [[false_positives]]
// words = "同一经销企业的发票连号"
// case = "发票连号"
//
// [[false_positives]]
// words = "一张发票开多台，同一人同一次购机"
// case = "一张发票多台"
//
// ///
MATCH (m:Machine)
WHERE m.invoice IS NOT NULL AND m.invoice <> ''
WITH m.invoice AS invoice, count(m.key) AS times, count(DISTINCT m.buyer) AS buyers, count(m.machine_no) AS numbered, count(DISTINCT m.machine_no) AS machines,
  count(DISTINCT m.bought) AS days
WHERE times > 1 AND (buyers > 1 OR days > 1 OR machines < numbered)
MATCH (m:Machine)
WHERE m.invoice = invoice
OPTIONAL MATCH (m)-[:BOUGHT_BY]->(p:Person)
OPTIONAL MATCH (m)-[:BOUGHT_BY_ORG]->(o:Organization)
WITH invoice, times, m, p.key AS buyer, o.key AS firm
RETURN invoice AS invoice, times AS times, collect(DISTINCT buyer) AS recipients, collect(DISTINCT firm) AS organizations,
  collect(DISTINCT m.village) AS villages, collect(DISTINCT m.machine_no) AS machine_numbers, collect(DISTINCT m.key) AS facts,
  coalesce(sum(m.amount_fen), 0) AS amount_fen, min(m.bought) AS first_on, max(m.bought) AS last_on
ORDER BY invoice
