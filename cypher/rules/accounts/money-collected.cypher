// 到账后归集：一批补贴到账后几天内转给同一人
// /// rule
// id = "R13"
// limb = "a"
// status = "active"
// version = 3
// tier = "yellow"
// subject = "collector"
// identity = ["collector", "program", "batch"]
// evidence = ["flow"]
// kin_from = ["office", "township"]
// needs = ["Flow", "Payment"]
// optional = ["SERVES", "STAFFS", "KIN", "WITHIN", "MEMBER_OF", "DIRECTS", "OWNS"]
// legal = ["gov-sanction-2020:33", "village-cadre-integrity-2011:6.1"]
// precision = 0.5
// heading = "{people} 名领取人的补贴到账后转给{collector}"
// explanation = "{program}批次{batch}到账后 {days} 天内，{recipients}的账户向{collector}转出 {flow_count} 笔、{amount_fen}，每人转出的都在到账金额的一半以上。[{collector}时任村、镇职务 {posts} 项。][{collector}与所发补贴村的在任干部{cadres}是亲属：{kin_words}。][{collector}与清册经办人同名：{namesake}。]"
// verify = ["分别询问领取人实际留下多少", "调取转账凭证", "核对收款人的现金账"]
//
// [params]
// days = { type = "int", default = 7, unit = "days", words = "到账后几天以内" }
// k = { type = "int", default = 5, proposal = true, words = "至少几名领取人" }
// share = { type = "real", default = 0.5, proposal = true, words = "转出占到账金额的比例" }
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// premium_months = { type = "ints", default = [], words = "代收医保等个人缴费的月份" }
// premium_yuan = { type = "int", default = 1, unit = "yuan", words = "个人缴费每人金额（设了月份才用）" }
// goods = { type = "text", default = ".*(货款|农资|化肥|种子|农药|饲料|柴油|机耕|收割|赊|欠款).*", words = "摘要中表示货款的词" }
//
// [modifiers]
// lower_shop = "收款人名下有经营主体，且各笔摘要都是货款"
//
// [[false_positives]]
// words = "收获季节归还商户的货款"
// case = "收获后归还农资店货款"
//
// [[false_positives]]
// words = "村里代收医保个人缴费"
// case = "代收医保缴费"
// filter = "F12"
//
// [[false_positives]]
// words = "同户家人之间转账"
// case = "转给同户家人"
// filter = "F01"
//
// [[false_positives]]
// words = "转入合作社、商户的对公账户"
// case = "转入对公账户"
//
// [[false_positives]]
// words = "干部已离任"
// case = "收款人已离任"
// filter = "F02"
// ///
MATCH (f:Flow)
WHERE f.stands AND f.kind = 'transfer' AND f.receiver IS NOT NULL AND f.payer IS NOT NULL
WITH f.receiver AS collector, count(DISTINCT f.payer) AS payers
WHERE payers >= $k
MATCH (f:Flow)
WHERE f.receiver = collector AND f.stands AND f.kind = 'transfer'
  AND NOT (f.month IN $premium_months AND f.amount_fen % $premium_yuan = 0)
MATCH (p:Payment)
WHERE p.canonical = f.payer AND p.recipient <> collector AND p.stands AND p.amount_fen > 0
  AND p.paid_day <= f.day AND f.day <= p.paid_day + $days
WITH collector, p, coalesce(sum(f.amount_fen), 0) AS sent
WHERE sent >= $share * p.amount_fen
MATCH (r:Person)
WHERE r.key = p.recipient AND NOT EXISTS {
  MATCH (r)-[m1:MEMBER_OF]->(:Household)<-[m2:MEMBER_OF]-(y:Person)
  WHERE y.key = collector AND (m1.valid_to IS NULL OR m1.valid_to >= p.decided_on)
    AND (m2.valid_to IS NULL OR m2.valid_to >= p.decided_on) }
WITH collector, p.program AS program, coalesce(p.batch, p.period, '') AS batch, collect(p.key) AS payments,
  count(DISTINCT p.recipient) AS people
WHERE people >= $k AND program IS NOT NULL
UNWIND payments AS payment
MATCH (p:Payment)
WHERE p.key = payment
WITH collector, program, batch, people, payments, p, coalesce(p.village, '') AS place
OPTIONAL MATCH (w:Village)-[:WITHIN]->(u:Village)
WHERE w.key = place
WITH collector, program, batch, people, payments, collect(DISTINCT p.canonical) AS accounts,
  collect(DISTINCT p.recipient) AS recipients, collect(DISTINCT place) + collect(DISTINCT u.key) AS places,
  collect(DISTINCT p.clerk) AS clerks
UNWIND payments AS payment
MATCH (p:Payment)
WHERE p.key = payment
MATCH (f:Flow)
WHERE f.payer = p.canonical AND f.receiver = collector AND f.stands AND f.kind = 'transfer'
  AND NOT (f.month IN $premium_months AND f.amount_fen % $premium_yuan = 0)
  AND p.paid_day <= f.day AND f.day <= p.paid_day + $days
WITH DISTINCT collector, program, batch, people, recipients, payments, accounts, places, clerks, f
WITH collector, program, batch, people, recipients, payments, accounts, places, clerks, collect(f.key) AS flows,
  count(f.key) AS flow_count, coalesce(sum(f.amount_fen), 0) AS amount_fen, min(f.date) AS first_on, max(f.date) AS last_on,
  count(CASE WHEN f.summary =~ $goods THEN 1 END) AS goods,
  count(DISTINCT CASE WHEN f.receiver_match <> 'name_village' THEN f.payer END) AS sure
MATCH (x:Person)
WHERE x.key = collector
OPTIONAL MATCH (x)-[s:SERVES|STAFFS]->(:Village|Town)
WHERE s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= last_on)
  AND (s.valid_to IS NULL OR s.valid_to >= first_on)
WITH collector, program, batch, people, recipients, payments, accounts, places, flows, flow_count, amount_fen, first_on, last_on,
  goods, sure, x, x.name IN clerks AS clerk, collect(DISTINCT s.key) AS offices
OPTIONAL MATCH (c:Person)-[n:KIN]->(x)
WHERE $scope IN n.scopes AND (n.valid_from IS NULL OR n.valid_from <= last_on)
  AND (n.valid_to IS NULL OR n.valid_to >= first_on)
WITH collector, program, batch, people, recipients, payments, accounts, places, flows, flow_count, amount_fen, first_on, last_on,
  goods, sure, x, clerk, offices, n, coalesce(c.key, '') AS relation_of
OPTIONAL MATCH (d:Person)-[o:SERVES]->(v:Village)
WHERE d.key = relation_of AND v.key IN places AND o.role <> 'other'
  AND (o.valid_from IS NULL OR o.valid_from <= last_on) AND (o.valid_to IS NULL OR o.valid_to >= first_on)
WITH collector, program, batch, people, recipients, payments, accounts, places, flows, flow_count, amount_fen, first_on, last_on,
  goods, sure, x, clerk, offices, collect(DISTINCT d.key) AS cadres, collect(o.key) AS theirs,
  collect(CASE WHEN o.key IS NOT NULL THEN n.key END) AS kin,
  collect(CASE WHEN o.key IS NOT NULL THEN n.words END) AS kin_words,
  collect(CASE WHEN o.key IS NOT NULL THEN n.confidence END) AS confidence
OPTIONAL MATCH (x)-[b:DIRECTS|OWNS]->(g:Organization)
WHERE g.status = 'active'
WITH collector, program, batch, people, recipients, payments, accounts, places, flows, flow_count, amount_fen, first_on, last_on,
  goods, sure, clerk, offices, cadres, theirs, kin, kin_words, confidence, collect(b.key) AS shops
RETURN collector AS collector, program AS program, batch AS batch, recipients AS recipients, cadres AS cadres,
  payments AS payments, accounts AS accounts, places AS villages, kin AS kin, kin_words AS kin_words,
  flows + offices + theirs + shops AS facts, people AS people, flow_count AS flow_count, amount_fen AS amount_fen,
  first_on AS first_on, last_on AS last_on, size(offices) AS posts, clerk AS namesake, $days AS days,
  CASE WHEN size(offices) > 0 OR size(cadres) > 0 THEN 'red' WHEN clerk THEN 'orange' ELSE 'yellow' END AS tier,
  CASE WHEN goods = flow_count AND size(shops) > 0 THEN 2 ELSE 0 END AS lower_shop,
  CASE WHEN size(offices) > 0 OR clerk THEN ['asserted'] ELSE confidence END AS confidence,
  CASE WHEN sure >= $k THEN 'id18' ELSE 'name_village' END AS matched_by
ORDER BY collector, program, batch
