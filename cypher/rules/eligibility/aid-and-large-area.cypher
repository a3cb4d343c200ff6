// 低保特困家庭领取大面积种植补贴
// /// rule
// id = "R30"
// limb = "b"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "recipients"
// identity = ["household", "aid", "scale", "year"]
// evidence = ["eligibility"]
// needs = ["COVERED_BY", "Payment", "UNDER"]
// optional = ["HOLDS", "MEMBER_OF"]
// legal = ["social-assistance-2014:13"]
// precision = 0.3
// pre_payment = true
// heading = "享受{aid}的{recipients}家同年登记为规模种植"
// explanation = "{year}年，{recipients}家享受{aid}，同年领取{programs}的面积共 {scale_amount} 亩、{amount_fen}。[收款账户登记在他人{holders}名下。]"
// verify = ["到场核实牲畜、土地归谁", "核对家庭收入"]
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
MATCH (f:BenefitFile)<-[b:COVERED_BY]-(m:Person)
WHERE m.key = person AND f.kind =~ $aid_words
WITH person, scale, year, amount, f, b, m
MATCH (p:Payment)-[:UNDER]->(g:Program)
WHERE p.recipient = person AND p.program = scale AND p.year = year AND p.area > 0 AND p.stands AND p.amount_fen > 0
  AND (b.valid_from IS NULL OR b.valid_from <= p.decided_on) AND (b.valid_to IS NULL OR b.valid_to >= p.decided_on)
WITH f, m, b.key AS covered_by, p.key AS payment, year, scale, amount, g.name AS what, p.amount_fen AS fen, p.match AS matched,
  p.village AS village, p.decided_on AS first_on, coalesce(p.paid_on, p.decided_on) AS last_on, coalesce(p.canonical, '') AS account,
  CASE WHEN g.name =~ $partner_words THEN 1 ELSE 0 END AS partner
OPTIONAL MATCH (o:Person)-[h:HOLDS]->(a:BankAccount)
WHERE a.key = account AND account <> ''
WITH f, m, covered_by, payment, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, m.key AS keeper, f.key AS file, h.key AS holding, coalesce(o.key, '') AS owner
OPTIONAL MATCH (k:BenefitFile)<-[:COVERED_BY]-(n:Person)
WHERE k.key = file AND n.key = owner
WITH f, m, covered_by, payment, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, keeper, file, holding, owner, count(n.key) AS inside
OPTIONAL MATCH (m)-[:MEMBER_OF]->(:Household)<-[:MEMBER_OF]-(z:Person)
WHERE z.key = owner
WITH f, m, covered_by, payment, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, keeper, file, holding, owner, inside, count(z.key) AS mates
WITH f, m, covered_by, payment, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, holding, CASE WHEN owner <> '' AND owner <> keeper AND inside = 0 AND mates = 0 THEN owner END AS other
RETURN f.key AS household, coalesce(f.program, f.kind) AS aid, scale AS scale, year AS year, collect(DISTINCT m.key) AS recipients,
  collect(DISTINCT other) AS holders, collect(DISTINCT village) AS villages, collect(DISTINCT scale) AS programs,
  collect(payment) AS payments, collect(DISTINCT covered_by) + collect(CASE WHEN other IS NOT NULL THEN holding END) AS facts,
  coalesce(sum(fen), 0) AS amount_fen, max(amount) AS scale_amount, max(what) AS what, min(first_on) AS first_on, max(last_on) AS last_on,
  CASE WHEN count(other) > 0 THEN 'orange' ELSE 'yellow' END AS tier, min(partner) = 1 AS lower_partner,
  collect(DISTINCT matched) AS matched_by
ORDER BY household, aid, scale, year
