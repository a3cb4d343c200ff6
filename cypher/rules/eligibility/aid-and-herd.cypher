// 低保特困家庭登记为规模养殖户
// /// rule
// id = "R30"
// limb = "a"
// status = "active"
// version = 6
// tier = "yellow"
// subject = "recipients"
// identity = ["household", "aid", "scale", "year"]
// evidence = ["eligibility"]
// needs = ["COVERED_BY", "Herd", "KEPT_BY"]
// optional = ["HOLDS", "MEMBER_OF"]
// legal = ["social-assistance-2014:13"]
// precision = 0.3
// pre_payment = false
// heading = "享受{aid_words}的{recipients}家同年登记为规模养殖"
// explanation = "{year}年，{recipients}家享受{aid_words}，同年“{scale}”名册登记{what}存栏 {scale_amount} 头（只）[、补贴 {amount_fen}]。[收款账户登记在他人{holders}名下。]救助核对家庭收入时可能已计入这项季节性收入，名册上看不出。"
// verify = ["到场核实牲畜、土地归谁", "查看收入核定表是否已计入养殖、种植收入"]
//
// [params]
// cattle = { type = "int", default = 5, proposal = true, words = "牛存栏几头起算" }
// pigs = { type = "int", default = 50, proposal = true, words = "猪存栏几头起算" }
// sheep = { type = "int", default = 50, proposal = true, words = "羊存栏几只起算" }
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
MATCH (f:BenefitFile)<-[b:COVERED_BY]-(m:Person)<-[:KEPT_BY]-(e:Herd)
WHERE f.kind =~ $aid_words AND coalesce(b.valid_from, $first_day) <= e.valid_to AND coalesce(b.valid_to, $last_day) >= e.valid_from
  AND ((e.animal = 'cattle' AND e.heads >= $cattle) OR (e.animal = 'pigs' AND e.heads >= $pigs)
    OR (e.animal = 'sheep' AND e.heads >= $sheep))
WITH f.key AS file, coalesce(f.program, f.kind) AS aid, m.key AS keeper, b.key AS covered_by, e.key AS fact, e.year AS year,
  coalesce(e.listed_under, e.kind) AS scale, e.heads AS amount, e.kind AS what, coalesce(e.amount_fen, 0) AS fen, e.match AS matched,
  e.village AS village, e.valid_from AS first_on, e.valid_to AS last_on, coalesce(e.account, '') AS account,
  CASE WHEN e.listed_under =~ $partner_words THEN 1 ELSE 0 END AS partner
OPTIONAL MATCH (a:BankAccount)
WHERE a.key = account
WITH file, aid, keeper, covered_by, fact, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, a
OPTIONAL MATCH (a)<-[h:HOLDS]-(o:Person)
WITH file, aid, keeper, covered_by, fact, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, h.key AS holding, o
OPTIONAL MATCH (o)-[:COVERED_BY]->(k:BenefitFile)
WHERE k.key IN [file]
WITH file, aid, keeper, covered_by, fact, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, holding, o, count(k.key) AS inside
OPTIONAL MATCH (o)-[:MEMBER_OF]->(:Household)<-[:MEMBER_OF]-(w:Person)
WHERE w.key IN [keeper]
WITH file, aid, keeper, covered_by, fact, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, holding, o, inside, count(w.key) AS mates
WITH file, aid, keeper, covered_by, fact, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, holding,
  CASE WHEN o.key <> keeper AND inside = 0 AND mates = 0 THEN o.key END AS other
WITH file, aid, keeper, fact, year, scale, amount, what, fen, matched, partner, village, first_on, last_on, collect(DISTINCT covered_by) AS spells,
  collect(DISTINCT other) AS others, collect(DISTINCT CASE WHEN other IS NOT NULL THEN holding END) AS holdings
OPTIONAL MATCH (bf:BenefitFile)
WHERE bf.key = file
RETURN file AS household, aid AS aid, max(bf.kind) AS aid_words, scale AS scale, year AS year, collect(DISTINCT keeper) AS recipients,
  collect(others) AS holders, collect(DISTINCT village) AS villages, collect(spells) + collect(holdings) + collect([fact]) AS facts,
  coalesce(sum(fen), 0) AS amount_fen, max(amount) AS scale_amount, max(what) AS what, min(first_on) AS first_on, max(last_on) AS last_on,
  CASE WHEN max(size(others)) > 0 THEN 'orange' ELSE 'yellow' END AS tier, min(partner) = 1 AS lower_partner,
  collect(DISTINCT matched) AS matched_by
ORDER BY household, aid, scale, year
