// 同一机具或发动机两次领取农机补贴
// /// rule
// id = "R29"
// limb = "a"
// status = "active"
// version = 4
// tier = "red"
// subject = "villages"
// identity = ["machine_number"]
// evidence = ["document"]
// needs = ["Machine"]
// optional = ["BOUGHT_BY", "BOUGHT_BY_ORG"]
// gaps = ["machine-number"]
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.4
// heading = "编号 {machine_number} 的机具领取补贴 {times} 次"
// explanation = "{first_on}至{last_on}，出厂编号或发动机号 {machine_number} 的机具领取农机购置补贴 {times} 次、{amount_fen}，购机人{recipients}[、{organizations}]。"
// verify = ["现场查看机具和铭牌、牌证", "核对发票和付款凭证"]
//
// [modifiers]
// lower_cut = "各台出厂编号不同，名册里另有更长的发动机号以它开头或结尾，可能录得不全"
//
// [[false_positives]]
// words = "出厂编号只录了几位，或填“无”“0000”"
// case = "出厂编号太短"
//
// [[false_positives]]
// words = "发动机号只录了几位"
// case = "发动机号太短"
//
// [[false_positives]]
// words = "发动机号录得不全，恰与别人的相同"
// case = "发动机号录得不全"
//
// [[false_positives]]
// words = "同一经销企业发票连号"
// case = "发票连号不算"
//
// ///
MATCH (m:Machine)
WHERE m.machine_no IS NOT NULL OR m.engine_no IS NOT NULL
WITH m, coalesce(m.machine_no, '') AS own_no, coalesce(m.engine_no, '') AS engine
UNWIND [own_no, engine] AS machine_number
WITH m, machine_number
WHERE size(machine_number) >= 5
WITH DISTINCT machine_number, m
WITH machine_number, count(m.key) AS times, collect(m.key) AS pieces
WHERE times > 1
OPTIONAL MATCH (z:Machine)
WHERE size(z.engine_no) > size(machine_number)
  AND (z.engine_no STARTS WITH machine_number OR right(z.engine_no, size(machine_number)) = machine_number)
WITH machine_number, times, pieces, count(z.key) AS longer
UNWIND pieces AS piece
MATCH (m:Machine)
WHERE m.key = piece
OPTIONAL MATCH (m)-[:BOUGHT_BY]->(p:Person)
OPTIONAL MATCH (m)-[:BOUGHT_BY_ORG]->(o:Organization)
WITH machine_number, times, longer, m, p.key AS buyer, o.key AS firm
RETURN machine_number AS machine_number, times AS times, collect(DISTINCT buyer) AS recipients, collect(DISTINCT firm) AS organizations,
  collect(DISTINCT m.village) AS villages, collect(DISTINCT m.key) AS facts, coalesce(sum(m.amount_fen), 0) AS amount_fen,
  min(m.bought) AS first_on, max(m.bought) AS last_on,
  max(longer) > 0 AND count(DISTINCT m.machine_no) = max(times) AS lower_cut
ORDER BY machine_number
