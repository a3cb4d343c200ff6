// 补贴面积超过确权和流转面积
// /// rule
// id = "R26"
// limb = "a"
// status = "active"
// version = 5
// tier = "yellow"
// subject = "recipients"
// identity = ["household", "program", "year"]
// evidence = ["land"]
// kin_from = ["office"]
// needs = ["Payment", "PAID_TO", "CONTRACTS"]
// optional = ["Parcel", "GIVEN_OVER", "WON_BY_PERSON", "MEMBER_OF", "SERVES", "KIN", "WITHIN"]
// legal = ["village-cadre-integrity-2011:5.3", "fiscal-violations-2011:14"]
// precision = 0.3
// pre_payment = false
// heading = "{recipients}的{program}面积超过确权面积"
// explanation = "{year}年，{recipients}户的{program}按 {paid_mu} 亩发放、{amount_fen}；确权加流入、承租集体土地，减流出后为 {confirmed_mu} 亩，超出 {excess_mu} 亩。[户内有人在本村任职：{holders}。][户内有人是时任干部{cadres}的亲属：{kin_words}。]也可能是新开垦、复垦而没有登记确权的土地。"
// verify = ["实地丈量地块", "查看流转合同", "对照往年清册", "新开垦、复垦的，看国土和村里的记录"]
//
// [params]
// ratio = { type = "real", default = 1.1, words = "超过几倍" }
// min_excess = { type = "real", default = 1.0, proposal = true, words = "至少超出几亩" }
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
//
// [[false_positives]]
// words = "有流转合同，流入的地"
// case = "流入的地"
//
// [[false_positives]]
// words = "向村集体租种的地"
// case = "租种集体的地"
//
// [[false_positives]]
// words = "一户的地登记在两人名下"
// case = "一户两人的确权"
//
// [[false_positives]]
// words = "该村没有确权资料"
// case = "没有确权资料的村"
//
// [[false_positives]]
// words = "新开垦的土地已登记为其他方式承包"
// case = "新开垦并已登记的地"
//
// [[false_positives]]
// words = "习惯亩与标准亩不同"
// case = "按标准亩比较"
//
// ///
MATCH (p:Payment)
WHERE p.area > 0 AND p.stands AND p.amount_fen > 0 AND p.recipient IS NOT NULL AND p.village IS NOT NULL
WITH p.recipient AS person, p.program AS program, p.year AS year, p.village AS village, coalesce(sum(p.area), 0.0) AS paid
OPTIONAL MATCH (r:Person)-[c:CONTRACTS]->(:Parcel)
WHERE r.key = person
WITH person, program, year, village, paid, coalesce(sum(c.measured - coalesce(c.moved_out, 0.0)), 0.0) AS own
WHERE paid > own * $ratio
WITH collect({person: person, program: program, year: year, village: village}) AS found
UNWIND found AS one
WITH one.person AS person, one.program AS program, one.year AS year, one.village AS village
WHERE EXISTS { MATCH (l:Parcel) WHERE l.village = village }
MATCH (r2:Person)
WHERE r2.key = person
WITH person, program, year, r2
OPTIONAL MATCH (r2)-[m:MEMBER_OF]->(h:Household)
WHERE m.valid_to IS NULL
WITH program, year, person, min(h.key) AS housed
WITH DISTINCT program, year, coalesce(housed, person) AS household
OPTIONAL MATCH (h2:Household)
WHERE h2.key = household
WITH program, year, household, h2
OPTIONAL MATCH (x:Person)-[m2:MEMBER_OF]->(h2)
WHERE m2.valid_to IS NULL
WITH program, year, household, collect(DISTINCT x.key) AS inside
WITH program, year, household, CASE WHEN size(inside) = 0 THEN [household] ELSE inside END AS members
WITH collect({program: program, year: year, household: household, members: members}) AS found
UNWIND found AS one
WITH one.program AS program, one.year AS year, one.household AS household, one.members AS members
UNWIND members AS member
MATCH (y:Person)
WHERE y.key = member
WITH program, year, household, members, y
OPTIONAL MATCH (q:Payment)-[:PAID_TO]->(y)
WHERE q.area > 0 AND q.stands AND q.amount_fen > 0
WITH program, year, household, members, q, coalesce(q.village, '') AS place
WHERE q.program = program AND q.year = year
OPTIONAL MATCH (w:Village)-[:WITHIN]->(u:Village)
WHERE w.key = place
WITH program, year, household, members, collect(DISTINCT place) + collect(DISTINCT u.key) AS places, coalesce(sum(q.area), 0.0) AS paid_mu,
  min(q.decided_on) AS first_on, max(coalesce(q.paid_on, q.decided_on)) AS last_on
UNWIND members AS member
MATCH (y:Person)
WHERE y.key = member
WITH program, year, household, members, places, paid_mu, first_on, last_on, member, y
OPTIONAL MATCH (y)-[k:CONTRACTS]->(:Parcel)
WITH program, year, household, members, places, paid_mu, first_on, last_on, member, y, coalesce(sum(k.measured), 0.0) AS measured,
  coalesce(sum(CASE WHEN (k.valid_from IS NULL OR k.valid_from <= last_on) AND (k.valid_to IS NULL OR k.valid_to >= first_on)
    THEN coalesce(k.moved_in, 0.0) - coalesce(k.moved_out, 0.0) ELSE 0.0 END), 0.0) AS moved
OPTIONAL MATCH (:Parcel)-[g:GIVEN_OVER]->(y)
WHERE (g.valid_from IS NULL OR g.valid_from <= last_on) AND (g.valid_to IS NULL OR g.valid_to >= first_on)
WITH program, year, household, members, places, paid_mu, first_on, last_on, member, y, measured + moved AS held,
  coalesce(sum(g.area), 0.0) AS taken
OPTIONAL MATCH (lt:Contract)-[:WON_BY_PERSON]->(y)
WHERE lt.purpose = 'lease' AND lt.unit = '亩' AND (lt.valid_from IS NULL OR lt.valid_from <= last_on)
  AND (lt.valid_to IS NULL OR lt.valid_to >= first_on)
WITH program, year, household, members, places, paid_mu, first_on, last_on, member, held + taken AS held, coalesce(sum(lt.area), 0.0) AS leased
WITH program, year, household, members, places, paid_mu, first_on, last_on, coalesce(sum(held + leased), 0.0) AS confirmed_mu
WHERE paid_mu > confirmed_mu * $ratio AND paid_mu - confirmed_mu >= $min_excess
UNWIND members AS member
MATCH (e1:Person)
WHERE e1.key = member
WITH household, program, year, paid_mu, confirmed_mu, members, places, first_on, last_on, member, e1
OPTIONAL MATCH (e1)-[s:SERVES]->(t:Village)
WHERE t.key IN places AND s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= last_on)
  AND (s.valid_to IS NULL OR s.valid_to >= first_on)
WITH household, program, year, paid_mu, confirmed_mu, members, places, first_on, last_on, member, e1, collect(s.key) AS own_posts
OPTIONAL MATCH (e2:Person)-[n:KIN]->(e1)
WHERE $scope IN n.scopes AND (n.valid_from IS NULL OR n.valid_from <= last_on)
  AND (n.valid_to IS NULL OR n.valid_to >= first_on)
WITH household, program, year, paid_mu, confirmed_mu, members, places, first_on, last_on, member, own_posts, n, coalesce(e2.key, '') AS relation_of
OPTIONAL MATCH (d:Person)
WHERE d.key = relation_of
WITH household, program, year, paid_mu, confirmed_mu, members, places, first_on, last_on, member, own_posts, n, d
OPTIONAL MATCH (d)-[o:SERVES]->(e4:Village)
WHERE e4.key IN places AND o.role <> 'other' AND (o.valid_from IS NULL OR o.valid_from <= last_on)
  AND (o.valid_to IS NULL OR o.valid_to >= first_on)
WITH household, program, year, paid_mu, confirmed_mu, members, places, first_on, last_on, member, own_posts,
  collect(DISTINCT CASE WHEN o.key IS NOT NULL THEN d.key END) AS theirs, collect(o.key) AS seats,
  collect(CASE WHEN o.key IS NOT NULL THEN n.key END) AS ties, collect(CASE WHEN o.key IS NOT NULL THEN n.words END) AS words,
  collect(CASE WHEN o.key IS NOT NULL THEN n.confidence END) AS sureness
WITH household, program, year, paid_mu, confirmed_mu, first_on, last_on, collect(member) AS members,
  collect(CASE WHEN size(own_posts) > 0 THEN member END) AS holders, collect(own_posts) AS own_posts, collect(theirs) AS cadres,
  collect(seats) AS seats, collect(ties) AS kin, collect(words) AS kin_words, collect(sureness) AS confidence,
  max(size(own_posts)) AS own, max(size(seats)) AS near
UNWIND members AS member
MATCH (y2:Person)
WHERE y2.key = member
WITH household, program, year, paid_mu, confirmed_mu, first_on, last_on, holders, own_posts, cadres, seats, kin, kin_words, confidence,
  own, near, y2
OPTIONAL MATCH (pay:Payment)-[:PAID_TO]->(y2)
WHERE pay.area > 0 AND pay.stands AND pay.amount_fen > 0
WITH household, program, year, paid_mu, confirmed_mu, first_on, last_on, holders, own_posts, cadres, seats, kin, kin_words, confidence,
  own, near, y2, pay
WHERE pay.program = program AND pay.year = year
OPTIONAL MATCH (y2)-[k2:CONTRACTS]->(:Parcel)
WITH household, program, year, paid_mu, confirmed_mu, first_on, last_on, holders, own_posts, cadres, seats, kin, kin_words, confidence,
  own, near, pay, collect(k2.key) AS contracts
RETURN household AS household, program AS program, year AS year, collect(DISTINCT pay.recipient) AS recipients, holders AS holders,
  cadres AS cadres, kin AS kin, kin_words AS kin_words, collect(DISTINCT pay.village) AS villages, collect(pay.key) AS payments,
  collect(contracts) AS facts, coalesce(sum(pay.amount_fen), 0) AS amount_fen, paid_mu AS paid_mu,
  confirmed_mu AS confirmed_mu, paid_mu - confirmed_mu AS excess_mu, first_on AS first_on, last_on AS last_on,
  CASE WHEN own > 0 OR near > 0 THEN 'orange' ELSE 'yellow' END AS tier,
  CASE WHEN own > 0 OR near = 0 THEN [['asserted']] ELSE confidence END AS confidence, min(pay.match) AS matched_by
ORDER BY household, program, year
