// 补贴面积一年增长过多
// /// rule
// id = "R26"
// limb = "b"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "recipients"
// identity = ["household", "program", "year"]
// evidence = ["land"]
// kin_from = ["office"]
// needs = ["Payment", "PAID_TO", "CONTRACTS"]
// optional = ["Parcel", "GIVEN_OVER", "WON_BY_PERSON", "MEMBER_OF", "SERVES", "KIN", "WITHIN"]
// legal = ["village-cadre-integrity-2011:5.3", "fiscal-violations-2011:14"]
// precision = 0.2
// pre_payment = false
// heading = "{recipients}的{program}面积比上年增长过多"
// explanation = "{recipients}户的{program}上年按 {before_mu} 亩、{year}年按 {paid_mu} 亩发放，多 {grown_mu} 亩；同期全村确权面积没有相应变动（上年 {village_before_mu} 亩，当年 {village_now_mu} 亩）。{year}年发放 {amount_fen}。[户内有人在本村任职：{holders}。][户内有人是时任干部{cadres}的亲属：{kin_words}。]"
// verify = ["实地丈量地块", "查看流转合同", "对照往年清册"]
//
// [params]
// growth = { type = "real", default = 0.2, words = "比上年多几成" }
// still = { type = "real", default = 0.02, words = "全村确权面积变动在几成以内视为没有变动", proposal = true }
// ratio = { type = "real", default = 1.1, words = "面积在确权和流转的几倍以内只作记录" }
// min_excess = { type = "real", default = 1.0, proposal = true, words = "至少多出几亩" }
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
//
// [modifiers]
// cap_confirmed = "面积仍在本户确权、流转和承租的土地以内"
//
// [[false_positives]]
// words = "有流转合同，或者上年少报"
// case = "增长后仍在确权面积以内"
//
// [[false_positives]]
// words = "全村重新确权、新开垦"
// case = "全村确权面积也增加"
//
// [[false_positives]]
// words = "户内由另一人领取"
// case = "户内换人领取"
//
// ///
MATCH (p:Payment)
WHERE p.area > 0 AND p.stands AND p.amount_fen > 0 AND p.recipient IS NOT NULL AND p.village IS NOT NULL
WITH p.recipient AS person, p.program AS program, p.year AS year, coalesce(sum(p.area), 0.0) AS mu
WITH person, program, count(year) AS number, collect({year: year, mu: mu}) AS seasons
WHERE number > 1
UNWIND seasons AS later
UNWIND seasons AS earlier
WITH person, program, later.year AS year, later.mu AS later_mu, earlier.year AS year_before, earlier.mu AS earlier_mu
WHERE year = year_before + 1 AND later_mu > earlier_mu * (1.0 + $growth) AND later_mu - earlier_mu >= $min_excess
WITH collect({person: person, program: program, year: year}) AS found
UNWIND found AS one
WITH one.person AS person, one.program AS program, one.year AS year
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
WITH program, year, household, members, q
WHERE q.program = program AND (q.year = year OR q.year = year - 1)
WITH program, year, household, members, min(q.village) AS village,
  coalesce(sum(CASE WHEN q.year = year THEN q.area ELSE 0.0 END), 0.0) AS paid_mu,
  coalesce(sum(CASE WHEN q.year <> year THEN q.area ELSE 0.0 END), 0.0) AS before_mu,
  coalesce(max(CASE WHEN q.year <> year THEN q.decided_on END), $first_day) AS before_on,
  coalesce(min(CASE WHEN q.year = year THEN q.decided_on END), $first_day) AS first_on,
  coalesce(max(CASE WHEN q.year = year THEN coalesce(q.paid_on, q.decided_on) END), $first_day) AS last_on
WHERE before_mu > 0 AND paid_mu > before_mu * (1.0 + $growth) AND paid_mu - before_mu >= $min_excess
MATCH (:Person)-[n:CONTRACTS]->(l:Parcel)
WHERE l.village = village
WITH program, year, household, members, village, paid_mu, before_mu, first_on, last_on,
  coalesce(sum(CASE WHEN (n.valid_from IS NULL OR n.valid_from <= before_on) AND (n.valid_to IS NULL OR n.valid_to >= before_on)
    THEN n.measured ELSE 0.0 END), 0.0) AS village_before_mu,
  coalesce(sum(CASE WHEN (n.valid_from IS NULL OR n.valid_from <= last_on) AND (n.valid_to IS NULL OR n.valid_to >= last_on)
    THEN n.measured ELSE 0.0 END), 0.0) AS village_now_mu
WHERE village_before_mu > 0 AND abs(village_now_mu - village_before_mu) < $still * village_before_mu
OPTIONAL MATCH (w:Village)-[:WITHIN]->(u:Village)
WHERE w.key = village
WITH program, year, household, members, village, paid_mu, before_mu, first_on, last_on, village_before_mu, village_now_mu,
  coalesce(min(u.key), '') AS above
UNWIND members AS member
OPTIONAL MATCH (y:Person)-[k:CONTRACTS]->(:Parcel)
WHERE y.key = member
WITH program, year, household, members, village, above, paid_mu, before_mu, first_on, last_on, village_before_mu, village_now_mu, member,
  coalesce(sum(k.measured), 0.0) AS measured,
  coalesce(sum(CASE WHEN (k.valid_from IS NULL OR k.valid_from <= last_on) AND (k.valid_to IS NULL OR k.valid_to >= first_on)
    THEN coalesce(k.moved_in, 0.0) - coalesce(k.moved_out, 0.0) ELSE 0.0 END), 0.0) AS moved
OPTIONAL MATCH (:Parcel)-[g:GIVEN_OVER]->(z:Person)
WHERE z.key = member AND (g.valid_from IS NULL OR g.valid_from <= last_on) AND (g.valid_to IS NULL OR g.valid_to >= first_on)
WITH program, year, household, members, village, above, paid_mu, before_mu, first_on, last_on, village_before_mu, village_now_mu, member,
  measured + moved AS held, coalesce(sum(g.area), 0.0) AS taken
OPTIONAL MATCH (lt:Contract)-[:WON_BY_PERSON]->(lw:Person)
WHERE lw.key = member AND lt.purpose = 'lease' AND lt.unit = '亩' AND (lt.valid_from IS NULL OR lt.valid_from <= last_on)
  AND (lt.valid_to IS NULL OR lt.valid_to >= first_on)
WITH program, year, household, members, village, above, paid_mu, before_mu, first_on, last_on, village_before_mu, village_now_mu, member,
  held + taken AS held, coalesce(sum(lt.area), 0.0) AS leased
WITH program, year, household, members, village, above, paid_mu, before_mu, first_on, last_on, village_before_mu, village_now_mu,
  coalesce(sum(held + leased), 0.0) AS confirmed_mu
UNWIND members AS member
OPTIONAL MATCH (e1:Person)-[s:SERVES]->(t:Village)
WHERE e1.key = member AND (t.key = village OR t.key = above) AND s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= last_on)
  AND (s.valid_to IS NULL OR s.valid_to >= first_on)
WITH program, year, household, village, above, paid_mu, before_mu, first_on, last_on, village_before_mu, village_now_mu, confirmed_mu,
  member, collect(s.key) AS own_posts
OPTIONAL MATCH (e2:Person)-[n2:KIN]->(e3:Person)
WHERE e3.key = member AND $scope IN n2.scopes AND (n2.valid_from IS NULL OR n2.valid_from <= last_on)
  AND (n2.valid_to IS NULL OR n2.valid_to >= first_on)
WITH program, year, household, village, above, paid_mu, before_mu, first_on, last_on, village_before_mu, village_now_mu, confirmed_mu,
  member, own_posts, n2, coalesce(e2.key, '') AS relation_of
OPTIONAL MATCH (d:Person)-[o:SERVES]->(e4:Village)
WHERE d.key = relation_of AND (e4.key = village OR e4.key = above) AND o.role <> 'other'
  AND (o.valid_from IS NULL OR o.valid_from <= last_on) AND (o.valid_to IS NULL OR o.valid_to >= first_on)
WITH program, year, household, village, paid_mu, before_mu, first_on, last_on, village_before_mu, village_now_mu, confirmed_mu,
  member, own_posts, collect(DISTINCT d.key) AS theirs, collect(o.key) AS seats,
  collect(CASE WHEN o.key IS NOT NULL THEN n2.key END) AS ties, collect(CASE WHEN o.key IS NOT NULL THEN n2.words END) AS words,
  collect(CASE WHEN o.key IS NOT NULL THEN n2.confidence END) AS sureness
MATCH (pay:Payment)
WHERE pay.recipient = member AND pay.program = program AND pay.year = year AND pay.area > 0 AND pay.stands AND pay.amount_fen > 0
WITH program, year, household, village, paid_mu, before_mu, first_on, last_on, village_before_mu, village_now_mu, confirmed_mu,
  member, own_posts, theirs, seats, ties, words, sureness, collect(pay.key) AS paid, coalesce(sum(pay.amount_fen), 0) AS fen, min(pay.match) AS grade
RETURN household AS household, program AS program, year AS year, collect(member) AS recipients, min(village) AS village,
  collect(CASE WHEN size(own_posts) > 0 THEN member END) AS holders, collect(theirs) AS cadres, collect(ties) AS kin, collect(words) AS kin_words,
  collect(paid) AS payments, collect(own_posts) + collect(seats) AS facts, coalesce(sum(fen), 0) AS amount_fen, max(paid_mu) AS paid_mu,
  max(before_mu) AS before_mu, max(paid_mu - before_mu) AS grown_mu, max(village_before_mu) AS village_before_mu,
  max(village_now_mu) AS village_now_mu, min(first_on) AS first_on, max(last_on) AS last_on,
  CASE WHEN max(size(own_posts)) > 0 OR max(size(seats)) > 0 THEN 'orange' ELSE 'yellow' END AS tier,
  CASE WHEN max(size(own_posts)) > 0 OR max(size(seats)) = 0 THEN [['asserted']] ELSE collect(sureness) END AS confidence,
  max(paid_mu) <= max(confirmed_mu) * $ratio AS cap_confirmed, min(grade) AS matched_by
ORDER BY household, program, year
