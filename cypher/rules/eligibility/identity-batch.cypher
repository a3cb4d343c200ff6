// 同一批次同一录入人有多条身份异常
// /// rule
// id = "R23"
// limb = "f"
// status = "active"
// version = 1
// tier = "red"
// subject = "program"
// identity = ["program", "batch", "entry_clerk"]
// evidence = ["eligibility"]
// needs = ["PAID_TO", "Program"]
// optional = ["MEMBER_OF"]
// legal = ["fiscal-violations-2011:14", "gov-sanction-2020:33"]
// precision = 0.5
// pre_payment = true
// heading = "{program}批次{batch}中同一录入人有 {strange} 人身份异常"
// explanation = "{program}批次{batch}由{entry_clerk}录入，其中{persons}的身份证号不成立、查无此人、姓名不符、年龄不合常理或性别不符，共 {payment_count} 笔、{amount_fen}。截断号码和同村有同名在册人员的行没有计入。"
// verify = ["逐人核实是否存在", "核对纸质申请材料", "查明钱款去向"]
//
// [params]
// batch_red = { type = "int", default = 3, words = "同批次同录入人至少几人" }
// max_age = { type = "int", default = 110, words = "年龄上限", proposal = true }
//
// [[false_positives]]
// words = "整份名册被表格截断"
// case = "整批号码被截断"
// filter = "F09"
//
// [[false_positives]]
// words = "录入时错一位"
// case = "同村有同名在册人员"
// ///
OPTIONAL MATCH (h:Household)
WITH collect(DISTINCT h.village) AS covered
OPTIONAL MATCH (u:Person)<-[:PAID_TO]-(q:Payment)
WHERE NOT u.registered AND NOT u.elsewhere AND q.village IN covered
  AND NOT EXISTS { MATCH (u)-[:MEMBER_OF]->(:Household) }
WITH collect(q.key) AS unheard_of
OPTIONAL MATCH (f:Payment)
WHERE size(f.id_flags) > 0
WITH unheard_of, collect(f.key) AS flagged
OPTIONAL MATCH (w:Person)<-[:PAID_TO]-(o:Payment)
WHERE w.name_conflict OR ($as_of_day - w.birth_day) * 4 > 1461 * $max_age OR w.birth > $as_of
WITH unheard_of, flagged, collect(o.key) AS odd
WITH unheard_of, unheard_of + flagged + odd AS candidates
UNWIND candidates AS candidate
WITH DISTINCT candidate, candidate IN unheard_of AS unheard
MATCH (p:Payment)-[:PAID_TO]->(r:Person)
WHERE p.key = candidate AND p.stands AND p.amount_fen > 0 AND p.clerk IS NOT NULL AND p.batch IS NOT NULL
  AND p.match <> 'id_trunc'
WITH p, r, coalesce(r.name_key, '') AS name, coalesce(p.village, '') AS place, unheard
OPTIONAL MATCH (n:Person)
WHERE n.name_key = name AND n.village = place AND n.registered AND n.key <> r.key
WITH p, r, unheard, count(n.key) AS namesakes
WHERE (NOT coalesce('id_truncated' IN p.id_flags, false) AND namesakes = 0
    AND ('id_checksum' IN p.id_flags OR 'id_date' IN p.id_flags OR 'id_length' IN p.id_flags))
  OR (p.match IN ['id18', 'id15'] AND ('id_sex_conflict' IN p.id_flags OR 'sex_conflict' IN p.id_flags
    OR ($as_of_day - r.birth_day) * 4 > 1461 * $max_age OR r.birth > $as_of
    OR unheard
    OR (r.name_conflict AND p.name <> r.name AND NOT p.name CONTAINS '·' AND NOT p.name CONTAINS '□')))
WITH p.program AS program, p.batch AS batch, p.clerk AS entry_clerk, collect(DISTINCT r.key) AS persons, collect(DISTINCT p.key) AS paid
WHERE size(persons) >= $batch_red
UNWIND paid AS payment
MATCH (p:Payment)
WHERE p.key = payment
RETURN program AS program, batch AS batch, entry_clerk AS entry_clerk, persons AS persons, size(persons) AS strange,
  collect(DISTINCT p.key) AS payments, collect(DISTINCT p.canonical) AS accounts, collect(DISTINCT p.village) AS villages,
  count(p.key) AS payment_count, coalesce(sum(p.amount_fen), 0) AS amount_fen, min(p.decided_on) AS first_on,
  max(coalesce(p.paid_on, p.decided_on)) AS last_on
ORDER BY program, batch, entry_clerk
