// 低保特困家庭领取大面积种植补贴
// /// rule
// id = "R30"
// limb = "b"
// status = "active"
// version = 5
// tier = "yellow"
// subject = "recipients"
// identity = ["household", "aid", "scale", "year"]
// evidence = ["eligibility"]
// needs = ["COVERED_BY", "PAID_TO", "Program"]
// optional = ["HOLDS", "MEMBER_OF"]
// legal = ["social-assistance-2014:13"]
// precision = 0.3
// pre_payment = true
// heading = "享受{aid_words}的{recipients}家同年登记为规模种植"
// explanation = "{year}年，{recipients}家享受{aid_words}，同年领取{programs}的面积共 {scale_amount} 亩、{amount_fen}。[收款账户登记在他人{holders}名下。]救助核对家庭收入时可能已计入这项季节性收入，名册上看不出。"
// verify = ["到场核实牲畜、土地归谁", "查看收入核定表是否已计入养殖、种植收入"]
//
// [params]
// land_mu = { type = "real", default = 50.0, proposal = true, words = "补贴面积几亩起算" }
// aid_words = { type = "text", default = ".*(低保|最低生活保障|特困|五保).*", words = "救助类型中表示低保、特困的词" }
// partner_words = { type = "text", default = ".*(帮扶|托养|寄养|代养|联农带农).*", words = "名称中表示产业帮扶模式的词" }
//
// [modifiers]
// lower_partner = "名册属于产业帮扶、代养模式"
//
// [[false_positives]]
// words = "达不到规模"
// case = "达不到规模"
//
// [[false_positives]]
// words = "当年没有享受救助"
// case = "当年没有享受"
//
// [[false_positives]]
// words = "产业帮扶模式，由合作社代养代种"
// case = "产业帮扶模式"
// filter = "F13"
//
// ///
MATCH (p:Payment)
WHERE p.area > 0 AND p.stands AND p.amount_fen > 0
WITH p.recipient AS person, p.program AS scale, p.year AS year, coalesce(sum(p.area), 0.0) AS amount
WHERE amount >= $land_mu
WITH collect({person: coalesce(person, ''), scale: coalesce(scale, ''), year: year, amount: amount}) AS found
UNWIND found AS one
WITH one.person AS person, one.scale AS scale, one.year AS year, one.amount AS amount
MATCH (m:Person)
WHERE m.key = person
WITH m, scale, year, amount
OPTIONAL MATCH (m)-[b:COVERED_BY]->(f:BenefitFile)
WHERE f.kind =~ $aid_words
WITH m, scale, year, amount, b, f
WHERE f.key IS NOT NULL
MATCH (g:Program)
WHERE g.key = scale
WITH m, scale, year, amount, b, f, g
OPTIONAL MATCH (p:Payment)-[:PAID_TO]->(m)
WITH m, scale, year, amount, b, f, g, p
WHERE p.program = scale AND p.year = year AND p.area > 0 AND p.stands AND p.amount_fen > 0
  AND (b.valid_from IS NULL OR b.valid_from <= p.decided_on) AND (b.valid_to IS NULL OR b.valid_to >= p.decided_on)
WITH f.key AS file, coalesce(f.program, f.kind) AS aid, m.key AS keeper, b.key AS covered_by, p.key AS payment, year, scale, amount,
  g.name AS what, p.amount_fen AS fen, p.match AS matched, p.village AS village, p.decided_on AS first_on,
  coalesce(p.paid_on, p.decided_on) AS last_on, coalesce(p.canonical, '') AS account,
  CASE WHEN g.name =~ $partner_words THEN 1 ELSE 0 END AS partner
OPTIONAL MATCH (a:BankAccount)
WHERE a.key = account
WITH file, aid, keeper, covered_by, payment, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, a
OPTIONAL MATCH (a)<-[h:HOLDS]-(o:Person)
WITH file, aid, keeper, covered_by, payment, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, h.key AS holding, o
OPTIONAL MATCH (o)-[:COVERED_BY]->(k:BenefitFile)
WHERE k.key IN [file]
WITH file, aid, keeper, covered_by, payment, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, holding, o, count(k.key) AS inside
OPTIONAL MATCH (o)-[:MEMBER_OF]->(:Household)<-[:MEMBER_OF]-(w:Person)
WHERE w.key IN [keeper]
WITH file, aid, keeper, covered_by, payment, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, holding, o, inside, count(w.key) AS mates
WITH file, aid, keeper, covered_by, payment, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, holding,
  CASE WHEN o.key <> keeper AND inside = 0 AND mates = 0 THEN o.key END AS other
OPTIONAL MATCH (bf:BenefitFile)
WHERE bf.key = file
RETURN file AS household, aid AS aid, max(bf.kind) AS aid_words, scale AS scale, year AS year, collect(DISTINCT keeper) AS recipients,
  collect(DISTINCT other) AS holders, collect(DISTINCT village) AS villages, collect(DISTINCT scale) AS programs,
  collect(payment) AS payments, collect(DISTINCT covered_by) + collect(CASE WHEN other IS NOT NULL THEN holding END) AS facts,
  coalesce(sum(fen), 0) AS amount_fen, max(amount) AS scale_amount, max(what) AS what, min(first_on) AS first_on, max(last_on) AS last_on,
  CASE WHEN count(other) > 0 THEN 'orange' ELSE 'yellow' END AS tier, min(partner) = 1 AS lower_partner,
  collect(DISTINCT matched) AS matched_by
ORDER BY household, aid, scale, year
