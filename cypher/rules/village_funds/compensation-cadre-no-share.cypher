// 征地补偿发给没有承包权的村干部或其近亲属
// /// rule
// id = "R42"
// limb = "b"
// status = "active"
// version = 4
// tier = "orange"
// subject = "recipient"
// identity = ["program", "village", "recipient"]
// evidence = ["land", "flow"]
// kin_from = ["office"]
// needs = ["Payment", "Program", "Parcel", "CONTRACTS"]
// optional = ["GIVEN_OVER", "WON_BY_PERSON", "MEMBER_OF", "PARENT_OF", "SPOUSE_OF", "SERVES", "KIN", "WITHIN"]
// gaps = ["compensation-parcel"]
// legal = ["voc-organic-2018:24", "village-cadre-integrity-2011:5.3"]
// precision = 0.4
// pre_payment = false
// heading = "{recipient}领取{program}，在该地块没有承包权"
// explanation = "{village}的{program}按地块 {parcel_codes} 发给{recipient} {payment_count} 笔、{amount_fen}，日期按{date_basis}计；确权登记中{recipient}一户当日在这些地块没有承包权，也没有查到流转登记和租种合同。[登记的承包人：{holders}。][{recipient}当时任{roles}。][{recipient}是时任干部{cadres}的近亲属：{kin_words}。]"
// verify = ["核对征收公告和地块勘测表", "查看附着物照片和登记签字", "问登记的承包人是否领到补偿"]
//
// [params]
// program_words = { type = "texts", default = ["征地", "征收", "青苗", "附着物", "拆迁"], words = "补偿项目名称中的词" }
//
// [[false_positives]]
// words = "转包、租种，地上作物是他的"
// case = "流转登记的种植人"
//
// [[false_positives]]
// words = "原承包人的继承人"
// case = "承包人的子女"
//
// [[false_positives]]
// words = "一户中另一人是承包人"
// case = "户内另一人承包"
//
// ///
UNWIND $program_words AS word
MATCH (g:Program)
WHERE g.name CONTAINS word
WITH DISTINCT g.key AS program
MATCH (p:Payment)
WHERE p.program = program AND p.stands AND p.amount_fen > 0 AND p.parcel IS NOT NULL AND p.recipient IS NOT NULL AND p.village IS NOT NULL
WITH collect({program: program, village: p.village, recipient: p.recipient, code: p.parcel, payment: p.key,
  day: coalesce(p.decided_on, $first_day)}) AS found
UNWIND found AS one
WITH one.program AS program, one.village AS village, one.recipient AS recipient, one.code AS code, one.payment AS payment, one.day AS day
MATCH (l:Parcel)
WHERE l.code = code
WITH collect({program: program, village: village, recipient: recipient, code: code, payment: payment, day: day, parcel: l.key}) AS placed
UNWIND placed AS one
WITH one.program AS program, one.village AS village, one.recipient AS recipient, one.code AS code, one.payment AS payment, one.day AS day,
  one.parcel AS parcel
OPTIONAL MATCH (r:Person)
WHERE r.key = recipient
WITH program, village, recipient, code, payment, day, parcel, r
OPTIONAL MATCH (r)-[m1:MEMBER_OF]->(h:Household)
WHERE m1.valid_to IS NULL OR m1.valid_to >= day
WITH program, village, recipient, code, payment, day, parcel, coalesce(min(h.key), '') AS household
OPTIONAL MATCH (h2:Household)
WHERE h2.key = household
WITH program, village, recipient, code, payment, day, parcel, h2
OPTIONAL MATCH (b:Person)-[m2:MEMBER_OF]->(h2)
WHERE m2.valid_to IS NULL OR m2.valid_to >= day
WITH program, village, recipient, code, payment, day, parcel, collect(DISTINCT b.key) AS inside
UNWIND inside + [recipient] AS member
WITH DISTINCT program, village, recipient, code, payment, day, parcel, member
MATCH (k:Parcel)
WHERE k.key = parcel
WITH program, village, recipient, code, payment, day, member, k
OPTIONAL MATCH (y:Person)
WHERE y.key = member
WITH program, village, recipient, code, payment, day, member, k, y
OPTIONAL MATCH (c0:Person)-[c:CONTRACTS]->(k)
WHERE c0.key = member AND (c.valid_from IS NULL OR c.valid_from <= day) AND (c.valid_to IS NULL OR c.valid_to >= day)
WITH program, village, recipient, code, payment, day, member, k, y, count(c.key) AS titles
OPTIONAL MATCH (k)-[o:GIVEN_OVER]->(z:Person)
WHERE z.key = member AND (o.valid_from IS NULL OR o.valid_from <= day) AND (o.valid_to IS NULL OR o.valid_to >= day)
WITH program, village, recipient, code, payment, day, member, k, y, titles, count(o.key) AS tilled
OPTIONAL MATCH (t:Contract)-[:WON_BY_PERSON]->(y)
WHERE t.purpose = 'lease' AND t.village = village AND (t.valid_from IS NULL OR t.valid_from <= day)
  AND (t.valid_to IS NULL OR t.valid_to >= day)
WITH program, village, recipient, code, payment, day, member, k, y, titles, tilled, count(t.key) AS leases
OPTIONAL MATCH (e:Person)-[:CONTRACTS]->(k)
WITH program, village, recipient, code, payment, day, member, y, titles + tilled + leases AS titles, coalesce(e.key, '') AS contractor
OPTIONAL MATCH (f:Person)-[:PARENT_OF|SPOUSE_OF]-(y)
WHERE f.key = contractor
WITH program, village, recipient, code, payment, day, member, titles, contractor, count(f.key) AS heirs
WITH program, village, recipient, code, payment, day, coalesce(sum(titles + heirs), 0) AS rights,
  collect(DISTINCT CASE WHEN contractor <> '' THEN contractor END) AS contractors
WHERE rights = 0
MATCH (p2:Payment)
WHERE p2.key = payment
WITH program, village, recipient, collect(code) AS parcel_codes, collect(contractors) AS contractors, collect(p2.key) AS payments,
  count(p2.key) AS payment_count, coalesce(sum(p2.amount_fen), 0) AS amount_fen, collect(DISTINCT p2.date_basis) AS date_basis,
  min(p2.decided_on) AS first_on, coalesce(max(p2.decided_on), $first_day) AS last_on, min(p2.match) AS grade
OPTIONAL MATCH (v:Village)-[:WITHIN]->(u:Village)
WHERE v.key = village
WITH program, village, recipient, parcel_codes, contractors, payments, payment_count, amount_fen, date_basis, first_on, last_on, grade,
  coalesce(min(u.key), '') AS above
OPTIONAL MATCH (a:Person)
WHERE a.key = recipient
WITH a, program, village, recipient, parcel_codes, contractors, payments, payment_count, amount_fen, date_basis, first_on, last_on, grade, above
OPTIONAL MATCH (a)-[s:SERVES]->(x:Village)
WHERE (x.key = village OR x.key = above) AND s.role <> 'other' AND (s.valid_from IS NULL OR s.valid_from <= last_on)
  AND (s.valid_to IS NULL OR s.valid_to >= last_on)
WITH a, program, village, recipient, parcel_codes, contractors, payments, payment_count, amount_fen, date_basis, first_on, last_on, grade, above,
  collect(s.key) AS posts, collect(s.role) AS roles
OPTIONAL MATCH (d:Person)-[n:KIN]->(a)
WHERE n.near AND (n.valid_from IS NULL OR n.valid_from <= last_on) AND (n.valid_to IS NULL OR n.valid_to >= last_on)
WITH program, village, recipient, parcel_codes, contractors, payments, payment_count, amount_fen, date_basis, first_on, last_on, grade, above,
  posts, roles, n, d
OPTIONAL MATCH (d)-[sv:SERVES]->(vv:Village)
WHERE (vv.key = village OR vv.key = above) AND sv.role <> 'other' AND (sv.valid_from IS NULL OR sv.valid_from <= last_on)
  AND (sv.valid_to IS NULL OR sv.valid_to >= last_on)
WITH program, village, recipient, parcel_codes, contractors, payments, payment_count, amount_fen, date_basis, first_on, last_on, grade, posts, roles,
  collect(DISTINCT CASE WHEN sv.key IS NOT NULL THEN d.key END) AS cadres, collect(sv.key) AS seats, collect(CASE WHEN sv.key IS NOT NULL THEN n.key END) AS kin,
  collect(CASE WHEN sv.key IS NOT NULL THEN n.words END) AS kin_words, collect(CASE WHEN sv.key IS NOT NULL THEN n.confidence END) AS sureness
WHERE size(posts) > 0 OR size(cadres) > 0
RETURN program AS program, village AS village, recipient AS recipient, collect(parcel_codes) AS parcel_codes, collect(contractors) AS holders,
  collect(payments) AS payments, max(payment_count) AS payment_count, max(amount_fen) AS amount_fen, collect(date_basis) AS date_basis,
  min(first_on) AS first_on, max(last_on) AS last_on, collect(roles) AS roles, collect(cadres) AS cadres, collect(kin) AS kin,
  collect(kin_words) AS kin_words, collect(posts) + collect(seats) AS facts,
  CASE WHEN max(size(posts)) > 0 THEN 'red' ELSE 'orange' END AS tier,
  CASE WHEN max(size(posts)) > 0 THEN [['asserted']] ELSE collect(sureness) END AS confidence, min(grade) AS matched_by
ORDER BY program, village, recipient
