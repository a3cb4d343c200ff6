// 集体机动地的补贴落入个人
// /// rule
// id = "R27"
// status = "active"
// version = 3
// tier = "orange"
// subject = "recipient"
// identity = ["village", "program", "year", "recipient"]
// evidence = ["land"]
// kin_from = ["office"]
// needs = ["Payment", "Parcel", "CONTRACTS"]
// optional = ["MEMBER_OF", "WON_BY_PERSON", "UNDER_CONTRACT", "SERVES", "KIN", "WITHIN"]
// legal = ["village-cadre-integrity-2011:6.1", "collective-econ-2024:35.2", "gov-sanction-2020:33"]
// precision = 0.3
// pre_payment = false
// heading = "{recipient}领取的{program}面积与{village}的集体土地相符"
// explanation = "{year}年{village}的{program}发给{recipient} {paid_mu} 亩、{amount_fen}，本户承包的土地 {own_mu} 亩。[面积与该村一块集体土地的面积相同：{same_piece}。][全村发放面积比承包面积多出的部分，与该村集体土地 {collective_mu} 亩相近：{village_gap}。]没有查到本户租种集体土地并缴纳租金的合同。[{recipient}当时任{roles}。][{recipient}是时任干部{cadres}的亲属：{kin_words}。][{recipient}不在户籍登记中：{unknown}。]"
// verify = ["查集体土地台账和发包合同", "实地看由谁耕种", "查租金收据"]
//
// [params]
// tolerance = { type = "real", default = 0.1, proposal = true, words = "多出的面积与集体土地面积相差几成以内" }
// min_excess = { type = "real", default = 1.0, proposal = true, words = "至少超出本户承包面积几亩" }
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
//
// [modifiers]
// lower_gap_only = "只有全村合计与集体土地相近，本户面积与集体地块不同"
//
// [[false_positives]]
// words = "租种集体土地并缴纳租金"
// case = "租种并已缴租金"
//
// [[false_positives]]
// words = "本户自有承包地"
// case = "户内另一人有承包地"
//
// [[false_positives]]
// words = "普通村民，与干部没有亲属关系"
// case = "普通村民"
//
// ///
MATCH (l:Parcel)
WHERE l.village IS NOT NULL AND l.collective AND l.measured > 0
WITH l.village AS village, coalesce(sum(l.measured), 0.0) AS collective_mu, collect(l.measured) AS pieces, collect(l.key) AS parcels
OPTIONAL MATCH (:Person)-[n:CONTRACTS]->(k:Parcel)
WHERE k.village = village
WITH village, collective_mu, pieces, parcels, coalesce(sum(n.measured), 0.0) AS contracted_mu
MATCH (p:Payment)
WHERE p.village = village AND p.area > 0 AND p.stands AND p.amount_fen > 0 AND p.recipient IS NOT NULL
WITH village, collective_mu, pieces, parcels, contracted_mu, p.program AS program, p.year AS year, p.recipient AS person,
  coalesce(sum(p.area), 0.0) AS mu
WITH village, collective_mu, pieces, parcels, contracted_mu, program, year, collect({person: person, mu: mu}) AS paid, coalesce(sum(mu), 0.0) AS whole_mu
UNWIND paid AS one
WITH village, collective_mu, pieces, parcels, program, year, one.person AS person, one.mu AS mu,
  abs(whole_mu - contracted_mu - collective_mu) <= $tolerance * collective_mu AS gap
UNWIND pieces AS piece
WITH village, collective_mu, parcels, program, year, person, mu, gap, count(CASE WHEN abs(mu - piece) <= 0.05 THEN 1 END) AS alike
WHERE gap OR alike > 0
WITH collect({village: village, collective_mu: collective_mu, parcels: parcels, program: program, year: year, person: person, mu: mu,
  gap: gap, alike: alike}) AS found
UNWIND found AS one
WITH one.village AS village, one.collective_mu AS collective_mu, one.parcels AS parcels, one.program AS program, one.year AS year,
  one.person AS person, one.mu AS mu, one.gap AS gap, one.alike AS alike
OPTIONAL MATCH (y:Person)-[c:CONTRACTS]->(:Parcel)
WHERE y.key = person
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, coalesce(sum(c.measured + coalesce(c.moved_in, 0.0)), 0.0) AS own
WHERE mu - own >= $min_excess
MATCH (a:Person)
WHERE a.key = person
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, a
OPTIONAL MATCH (a)-[m:MEMBER_OF]->(h:Household)
WHERE m.valid_to IS NULL
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, coalesce(min(h.key), '') AS household
OPTIONAL MATCH (h2:Household)
WHERE h2.key = household
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, h2
OPTIONAL MATCH (b:Person)-[m2:MEMBER_OF]->(h2)
WHERE m2.valid_to IS NULL
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, collect(DISTINCT b.key) AS inside
UNWIND inside + [person] AS member
WITH DISTINCT village, collective_mu, parcels, program, year, person, mu, gap, alike, member
MATCH (z:Person)
WHERE z.key = member
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, member, z
OPTIONAL MATCH (z)-[c2:CONTRACTS]->(:Parcel)
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, member, z,
  coalesce(sum(c2.measured + coalesce(c2.moved_in, 0.0)), 0.0) AS held
OPTIONAL MATCH (t:Contract)-[:WON_BY_PERSON]->(z)
WHERE t.purpose = 'lease' AND t.village IN [village]
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, member, held, coalesce(t.key, '') AS lease,
  coalesce(t.received_fen, 0) AS received
OPTIONAL MATCH (e:LedgerEntry)-[:UNDER_CONTRACT]->(t2:Contract)
WHERE t2.key = lease AND e.direction = 'in'
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, member, held, lease, received, count(e.key) AS rents
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, member, held,
  count(CASE WHEN lease <> '' AND (received > 0 OR rents > 0) THEN 1 END) AS leases
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, coalesce(sum(held), 0.0) AS own_mu, coalesce(sum(leases), 0) AS leases
WHERE leases = 0 AND mu - own_mu >= $min_excess AND (gap OR own_mu = 0)
MATCH (q:Payment)
WHERE q.recipient = person AND q.program = program AND q.year = year AND q.village = village AND q.area > 0 AND q.stands AND q.amount_fen > 0
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, own_mu, collect(q.key) AS payments,
  coalesce(sum(q.amount_fen), 0) AS amount_fen, min(q.decided_on) AS first_on, coalesce(max(q.decided_on), $first_day) AS last_on, min(q.match) AS grade
OPTIONAL MATCH (w:Village)-[:WITHIN]->(u:Village)
WHERE w.key = village
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, own_mu, payments, amount_fen, first_on, last_on, grade,
  coalesce(min(u.key), '') AS above
OPTIONAL MATCH (i:Person)-[s:SERVES]->(v:Village)
WHERE i.key = person AND (v.key = village OR v.key = above) AND s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= last_on)
  AND (s.valid_to IS NULL OR s.valid_to >= last_on)
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, own_mu, payments, amount_fen, first_on, last_on, grade, above,
  collect(s.key) AS posts, collect(s.role) AS roles
OPTIONAL MATCH (d:Person)-[x:KIN]->(r:Person)
WHERE r.key = person AND $scope IN x.scopes AND (x.valid_from IS NULL OR x.valid_from <= last_on) AND (x.valid_to IS NULL OR x.valid_to >= last_on)
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, own_mu, payments, amount_fen, first_on, last_on, grade, above,
  posts, roles, x, coalesce(d.key, '') AS relation_of
OPTIONAL MATCH (f:Person)-[o:SERVES]->(g:Village)
WHERE f.key = relation_of AND (g.key = village OR g.key = above) AND o.role <> 'other' AND (o.valid_from IS NULL OR o.valid_from <= last_on)
  AND (o.valid_to IS NULL OR o.valid_to >= last_on)
WITH village, collective_mu, parcels, program, year, person, mu, gap, alike, own_mu, payments, amount_fen, first_on, last_on, grade, posts, roles,
  collect(DISTINCT f.key) AS cadres, collect(o.key) AS seats, collect(CASE WHEN o.key IS NOT NULL THEN x.key END) AS kin,
  collect(CASE WHEN o.key IS NOT NULL THEN x.words END) AS kin_words, collect(CASE WHEN o.key IS NOT NULL THEN x.confidence END) AS sureness
MATCH (j:Person)
WHERE j.key = person AND (size(posts) > 0 OR size(cadres) > 0 OR NOT coalesce(j.registered, false))
RETURN village AS village, program AS program, year AS year, person AS recipient, collect(payments) AS payments, max(amount_fen) AS amount_fen,
  max(mu) AS paid_mu, max(own_mu) AS own_mu, max(collective_mu) AS collective_mu, max(alike) > 0 AS same_piece,
  max(CASE WHEN gap THEN 1 ELSE 0 END) = 1 AS village_gap, max(CASE WHEN coalesce(j.registered, false) THEN 0 ELSE 1 END) = 1 AS unknown,
  collect(roles) AS roles, collect(cadres) AS cadres, collect(kin) AS kin, collect(kin_words) AS kin_words,
  collect(parcels) + collect(posts) + collect(seats) AS facts, min(first_on) AS first_on, max(last_on) AS last_on,
  CASE WHEN max(size(cadres)) > 0 AND max(own_mu) = 0 THEN 'red' ELSE 'orange' END AS tier,
  max(alike) = 0 AS lower_gap_only,
  CASE WHEN max(size(posts)) > 0 OR max(size(cadres)) = 0 THEN [['asserted']] ELSE collect(sureness) END AS confidence, min(grade) AS matched_by
ORDER BY village, program, year, recipient
