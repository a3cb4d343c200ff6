// 到账后归集：一批补贴到账后由同一人在同一终端代取
// /// rule
// id = "R13"
// limb = "b"
// status = "active"
// version = 4
// tier = "yellow"
// subject = "collector"
// identity = ["collector", "program", "batch"]
// evidence = ["flow"]
// kin_from = ["office", "township"]
// needs = ["Flow", "Payment"]
// optional = ["SERVES", "STAFFS", "KIN", "WITHIN", "MEMBER_OF"]
// gaps = ["flow-agents"]
// legal = ["gov-sanction-2020:33", "village-cadre-integrity-2011:6.1"]
// precision = 0.5
// heading = "{people} 名领取人的补贴到账后由{collector}代取"
// explanation = "{program}批次{batch}到账后 {days} 天内，{collector}在{terminals}半小时内连续为{recipients}取款 {flow_count} 笔、{amount_fen}，每人取出的都在到账金额的一半以上。[{collector}时任村、镇职务 {posts} 项。][{collector}与所发补贴村的在任干部{cadres}是亲属：{kin_words}。][{collector}与清册经办人同名：{namesake}。]"
// verify = ["分别询问领取人卡由谁保管、实际收到多少", "调取终端录像", "核对代办人的现金账"]
//
// [params]
// days = { type = "int", default = 7, unit = "days", words = "到账后几天以内" }
// k = { type = "int", default = 5, proposal = true, words = "至少几名领取人" }
// share = { type = "real", default = 0.5, proposal = true, words = "取出占到账金额的比例" }
// minutes = { type = "int", default = 30, proposal = true, words = "相隔几分钟以内" }
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// terminal_share = { type = "real", default = 0.5, proposal = true, words = "全村取款账户中在该终端取款的比例，达到的视为全村共用的服务点" }
//
// [modifiers]
// lower_agent_point = "该终端是全村共用的助农取款点，代取人是那里的经办人"
//
// [[false_positives]]
// words = "全村共用的助农取款点"
// case = "全村共用的取款点"
//
// [[false_positives]]
// words = "同户家人代取"
// case = "为同户家人代取"
// filter = "F01"
//
// [[false_positives]]
// words = "代办人已离任"
// case = "代取人已离任"
// filter = "F02"
//
// [[false_positives]]
// words = "代办人只凭姓名认定"
// case = "代办人只凭姓名认定"
// filter = "F08"
// ///
MATCH (f:Flow)
WHERE f.stands AND f.kind = 'withdrawal' AND f.receiver IS NOT NULL AND f.payer IS NOT NULL
  AND f.terminal IS NOT NULL AND f.moment IS NOT NULL
WITH f.receiver AS collector, f.terminal AS terminal, f.day AS day, count(DISTINCT f.payer) AS payers
WHERE payers >= $k
MATCH (f:Flow)
WHERE f.receiver = collector AND f.terminal = terminal AND f.day = day AND f.stands AND f.kind = 'withdrawal'
WITH collector, terminal, day, f
MATCH (g:Flow)
WHERE g.receiver = collector AND g.terminal = terminal AND g.day = day AND g.stands AND g.kind = 'withdrawal'
  AND abs(g.moment - f.moment) / 60 <= $minutes
WITH collector, f, count(DISTINCT g.payer) AS together
WHERE together >= $k
MATCH (p:Payment)
WHERE p.canonical = f.payer AND p.recipient <> collector AND p.stands AND p.amount_fen > 0
  AND p.paid_day <= f.day AND f.day <= p.paid_day + $days
WITH collector, p, collect(f.key) AS drawn, coalesce(sum(f.amount_fen), 0) AS taken
WHERE taken >= $share * p.amount_fen
MATCH (r:Person)
WHERE r.key = p.recipient AND NOT EXISTS {
  MATCH (r)-[m1:MEMBER_OF]->(:Household)<-[m2:MEMBER_OF]-(y:Person)
  WHERE y.key = collector AND (m1.valid_to IS NULL OR m1.valid_to >= p.decided_on)
    AND (m2.valid_to IS NULL OR m2.valid_to >= p.decided_on) }
WITH collector, p, drawn, coalesce(p.village, '') AS place
OPTIONAL MATCH (w:Village)-[:WITHIN]->(u:Village)
WHERE w.key = place
WITH collector, p.program AS program, coalesce(p.batch, p.period, '') AS batch, collect(DISTINCT p.key) AS payments,
  count(DISTINCT p.recipient) AS people, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.recipient) AS recipients,
  collect(DISTINCT place) + collect(DISTINCT u.key) AS places, collect(DISTINCT p.clerk) AS clerks, collect(drawn) AS drawings
WHERE people >= $k AND program IS NOT NULL
UNWIND drawings AS some
UNWIND some AS one
MATCH (f:Flow)
WHERE f.key = one
WITH DISTINCT collector, program, batch, people, recipients, payments, accounts, places, clerks, f
WITH collector, program, batch, people, recipients, payments, accounts, places, clerks, collect(f.key) AS flows,
  count(f.key) AS flow_count, coalesce(sum(f.amount_fen), 0) AS amount_fen, min(f.date) AS first_on, max(f.date) AS last_on,
  collect(DISTINCT f.terminal) AS terminals,
  count(DISTINCT CASE WHEN f.receiver_match <> 'name_village' THEN f.payer END) AS sure
MATCH (x:Person)
WHERE x.key = collector
OPTIONAL MATCH (x)-[s:SERVES|STAFFS]->(:Village|Town)
WHERE s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= last_on)
  AND (s.valid_to IS NULL OR s.valid_to >= first_on)
WITH collector, program, batch, people, recipients, payments, accounts, places, flows, flow_count, amount_fen, first_on, last_on,
  terminals, sure, x, x.name IN clerks AS clerk, collect(DISTINCT s.key) AS offices
OPTIONAL MATCH (c:Person)-[n:KIN]->(x)
WHERE $scope IN n.scopes AND (n.valid_from IS NULL OR n.valid_from <= last_on)
  AND (n.valid_to IS NULL OR n.valid_to >= first_on)
WITH collector, program, batch, people, recipients, payments, accounts, places, flows, flow_count, amount_fen, first_on, last_on,
  terminals, sure, x, clerk, offices, n, coalesce(c.key, '') AS relation_of
OPTIONAL MATCH (d:Person)-[o:SERVES]->(v:Village)
WHERE d.key = relation_of AND v.key IN places AND o.role <> 'other'
  AND (o.valid_from IS NULL OR o.valid_from <= last_on) AND (o.valid_to IS NULL OR o.valid_to >= first_on)
WITH collector, program, batch, people, recipients, payments, accounts, places, flows, flow_count, amount_fen, first_on, last_on,
  terminals, sure, x, clerk, offices, collect(DISTINCT d.key) AS cadres, collect(o.key) AS theirs,
  collect(CASE WHEN o.key IS NOT NULL THEN n.key END) AS kin,
  collect(CASE WHEN o.key IS NOT NULL THEN n.words END) AS kin_words,
  collect(CASE WHEN o.key IS NOT NULL THEN n.confidence END) AS confidence
UNWIND terminals AS terminal
MATCH (h:Flow)
WHERE h.terminal = terminal AND h.kind = 'withdrawal'
WITH collector, program, batch, people, recipients, payments, accounts, places, flows, flow_count, amount_fen, first_on, last_on,
  terminals, sure, clerk, offices, cadres, theirs, kin, kin_words, confidence, count(DISTINCT h.payer) AS users,
  count(h.key) AS drawings, count(CASE WHEN h.receiver = collector THEN 1 END) AS by_collector
MATCH (e:Flow)
WHERE e.village IN places AND e.kind = 'withdrawal'
WITH collector, program, batch, people, recipients, payments, accounts, places, flows, flow_count, amount_fen, first_on, last_on,
  terminals, sure, clerk, offices, cadres, theirs, kin, kin_words, confidence, users, drawings, by_collector,
  count(DISTINCT e.payer) AS everybody
RETURN collector AS collector, program AS program, batch AS batch, recipients AS recipients, cadres AS cadres,
  payments AS payments, accounts AS accounts, places AS villages, kin AS kin, kin_words AS kin_words,
  flows + offices + theirs AS facts, people AS people, flow_count AS flow_count, amount_fen AS amount_fen,
  terminals AS terminals, first_on AS first_on, last_on AS last_on, size(offices) AS posts, clerk AS namesake, $days AS days,
  CASE WHEN size(offices) > 0 OR size(cadres) > 0 THEN 'red' WHEN clerk THEN 'orange' ELSE 'yellow' END AS tier,
  CASE WHEN users >= $terminal_share * everybody AND users > 2 * people AND 2 * by_collector >= drawings THEN 2 ELSE 0 END
    AS lower_agent_point,
  CASE WHEN size(offices) > 0 OR clerk THEN ['asserted'] ELSE confidence END AS confidence,
  CASE WHEN sure >= $k THEN 'id18' ELSE 'name_village' END AS matched_by
ORDER BY collector, program, batch
