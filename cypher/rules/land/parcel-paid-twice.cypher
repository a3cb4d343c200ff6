// 一地多补：同一地块重复补贴
// /// rule
// id = "R28"
// status = "active"
// version = 5
// tier = "yellow"
// subject = "villages"
// identity = ["parcel_code", "first_program", "second_program", "year"]
// evidence = ["land"]
// kin_from = ["office"]
// needs = ["Payment"]
// optional = ["Parcel", "EXCLUDES", "Program", "MEMBER_OF", "SERVES", "KIN"]
// gaps = ["parcel-on-rosters"]
// legal = ["fiscal-violations-2011:14"]
// precision = 0.3
// pre_payment = false
// heading = "地块 {parcel_code} 在{year}年重复领取补贴"
// explanation = "{year}年，地块 {parcel_code} 上{recipients}领取{programs}，面积合计 {paid_mu} 亩、{amount_fen}[，该地块确权 {measured_mu} 亩]。[两个项目按规定不得同时享受：{excluded}。][{holders}时任村干部。][{relatives}是时任干部{cadres}的亲属：{kin_words}。]"
// verify = ["实地核对地块和种植情况", "核对两份清册", "各部门资料都没有地块图形，地块编码不同而图形重叠的没有比对：叠加影像核对"]
//
// [params]
// ratio = { type = "real", default = 1.1, words = "面积合计超过确权面积几倍才算重复" }
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
//
// [[false_positives]]
// words = "清册年度不同"
// case = "不同年度"
//
// [[false_positives]]
// words = "地块分给两户，面积合计没有超过"
// case = "分割的地块"
//
// [[false_positives]]
// words = "一户人家"
// case = "同一户"
//
// [[false_positives]]
// words = "允许复种或同时享受的项目"
// case = "允许同时享受"
// filter = "F13"
//
// ///
MATCH (p:Payment)
WHERE p.parcel =~ '[0-9]{14,}.*' AND p.stands AND p.amount_fen > 0
WITH p.parcel AS parcel_code, p.year AS year, count(p.key) AS number, collect({key: p.key, program: p.program,
  recipient: p.recipient, area: p.area}) AS paid
WHERE number > 1
UNWIND paid AS a
UNWIND paid AS b
WITH parcel_code, year, a, b
WHERE b.key > a.key
WITH parcel_code, year, a.key AS a_key, b.key AS b_key, coalesce(a.area, 0.0) + coalesce(b.area, 0.0) AS both_mu,
  CASE WHEN a.program <= b.program THEN a.program ELSE b.program END AS first_program,
  CASE WHEN a.program <= b.program THEN b.program ELSE a.program END AS second_program,
  a.recipient AS one, b.recipient AS other
OPTIONAL MATCH (g:Program)-[x:EXCLUDES]-(h:Program)
WHERE g.key = first_program AND h.key = second_program
WITH parcel_code, year, a_key, b_key, both_mu, first_program, second_program, one, other, count(x.key) AS pairs
WHERE (first_program = second_program AND one <> other) OR (first_program <> second_program AND pairs > 0)
MATCH (r:Person)
WHERE r.key = one
WITH parcel_code, year, a_key, b_key, both_mu, first_program, second_program, r, other, pairs
OPTIONAL MATCH (r)-[m1:MEMBER_OF]->(:Household)<-[m2:MEMBER_OF]-(q:Person)
WHERE q.key = other AND m1.valid_to IS NULL AND m2.valid_to IS NULL
WITH parcel_code, year, a_key, b_key, both_mu, first_program, second_program, pairs, count(m1.key) AS together
WHERE first_program <> second_program OR together = 0
OPTIONAL MATCH (l:Parcel)
WHERE l.code = parcel_code
WITH parcel_code, year, a_key, b_key, both_mu, first_program, second_program, pairs, max(l.measured) AS measured, collect(l.key) AS parcels
WHERE first_program <> second_program OR measured IS NULL OR both_mu > measured * $ratio
UNWIND [a_key, b_key] AS payment
WITH DISTINCT parcel_code, year, first_program, second_program, pairs, measured, parcels, payment
MATCH (p:Payment)
WHERE p.key = payment
WITH parcel_code, year, first_program, second_program, pairs, measured, parcels, p, p.recipient AS person, coalesce(p.village, '') AS place,
  coalesce(p.decided_on, $first_day) AS day
MATCH (e:Person)
WHERE e.key = person
WITH parcel_code, year, first_program, second_program, pairs, measured, parcels, p, person, place, day, e
OPTIONAL MATCH (e)-[s:SERVES]->(t:Village)
WHERE t.key = place AND s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= day)
  AND (s.valid_to IS NULL OR s.valid_to >= day)
WITH parcel_code, year, first_program, second_program, pairs, measured, parcels, p, person, place, day, e, collect(s.key) AS posts
OPTIONAL MATCH (e2:Person)-[n:KIN]->(e)
WHERE $scope IN n.scopes AND (n.valid_from IS NULL OR n.valid_from <= day)
  AND (n.valid_to IS NULL OR n.valid_to >= day)
WITH parcel_code, year, first_program, second_program, pairs, measured, parcels, p, person, place, day, posts, n, e2
OPTIONAL MATCH (e2)-[o:SERVES]->(u:Village)
WHERE u.key = place AND o.role <> 'other' AND (o.valid_from IS NULL OR o.valid_from <= day)
  AND (o.valid_to IS NULL OR o.valid_to >= day)
WITH parcel_code, year, first_program, second_program, pairs, measured, parcels, p, person, posts, collect(DISTINCT CASE WHEN o.key IS NOT NULL THEN e2.key END) AS cadres,
  collect(o.key) AS seats, collect(CASE WHEN o.key IS NOT NULL THEN n.key END) AS kin,
  collect(CASE WHEN o.key IS NOT NULL THEN n.words END) AS kin_words,
  count(CASE WHEN o.key IS NOT NULL AND n.confidence <> 'presumed' THEN 1 END) AS sure
RETURN parcel_code AS parcel_code, first_program AS first_program, second_program AS second_program, year AS year,
  collect(DISTINCT person) AS recipients, collect(DISTINCT p.program) AS programs, collect(DISTINCT p.village) AS villages,
  collect(p.key) AS payments, collect(parcels) + collect(posts) + collect(seats) AS facts,
  collect(CASE WHEN size(posts) > 0 THEN person END) AS holders, collect(CASE WHEN size(seats) > 0 THEN person END) AS relatives,
  collect(cadres) AS cadres, collect(kin) AS kin, collect(kin_words) AS kin_words, coalesce(sum(p.area), 0.0) AS paid_mu,
  max(measured) AS measured_mu, max(pairs) > 0 AS excluded, coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.decided_on) AS first_on,
  max(coalesce(p.paid_on, p.decided_on)) AS last_on,
  CASE WHEN max(size(posts)) > 0 OR max(size(seats)) > 0 THEN 'orange' ELSE 'yellow' END AS tier,
  CASE WHEN max(size(posts)) > 0 OR max(size(seats)) = 0 OR max(sure) > 0 THEN 'asserted' ELSE 'presumed' END AS confidence,
  min(p.match) AS matched_by
ORDER BY parcel_code, first_program, second_program, year
