// 一个家庭办了两份救助档案
// /// rule
// id = "R25"
// status = "active"
// version = 3
// tier = "yellow"
// subject = "person"
// identity = ["dossier", "other_dossier"]
// evidence = ["eligibility"]
// kin_from = ["file_head"]
// needs = ["COVERED_BY", "KIN"]
// optional = ["SAME_HOME"]
// legal = ["dibao-review-2021:7"]
// precision = 0.4
// heading = "{person}与{partner}各有一份{kinds}档案"
// explanation = "{person}（档案 {number}）与{partner}（档案 {other_number}）是亲属（{kin_words}），两份{kinds}档案自{since}起同时享受。[两人同一户籍、同一门牌、同一联系电话：{same_home}。]"
// verify = ["入户看谁在一起吃住", "核对分户时间和分户理由", "核对两份档案的收入合计"]
//
// [modifiers]
// lower_ended = "亲属关系经由已故配偶"
//
// [single]
// since = "一对档案一个起点"
// number = "一份档案一个编号"
// other_number = "一份档案一个编号"
//
// [[false_positives]]
// words = "依法分户、各自生活"
// case = "父子分户各自生活"
//
// [[false_positives]]
// words = "结婚以前各有各的档案，婚后没有同时享受"
// case = "结婚之前一份已停"
//
// [[false_positives]]
// words = "已经离婚"
// case = "离婚之后各办一份"
// filter = "F02"
//
// [[false_positives]]
// words = "自然村没有门牌，只有地址相同"
// case = "只有地址相同"
// ///
MATCH (a:Person)-[x:COVERED_BY]->(f:BenefitFile)
WHERE coalesce(x.head, false)
WITH a, x, f
MATCH (a)-[k:KIN]->(b:Person)
WHERE k.near
WITH a, x, f, k, b
MATCH (b)-[y:COVERED_BY]->(g:BenefitFile)
WHERE coalesce(y.head, false) AND f.key < g.key AND a.key <> b.key
  AND (f.program = g.program OR (f.program IS NULL AND g.program IS NULL AND f.kind = g.kind))
WITH a, x, f, k, b, y, g,
  CASE WHEN f.valid_from IS NULL THEN g.valid_from WHEN g.valid_from IS NULL OR f.valid_from > g.valid_from THEN f.valid_from
    ELSE g.valid_from END AS since,
  CASE WHEN f.since_day IS NULL THEN g.since_day WHEN g.since_day IS NULL OR f.since_day > g.since_day THEN f.since_day
    ELSE g.since_day END AS since_day,
  coalesce(x.valid_to, f.valid_to) AS until, coalesce(y.valid_to, g.valid_to) AS other_until
WHERE (until IS NULL OR since IS NULL OR until >= since) AND (other_until IS NULL OR since IS NULL OR other_until >= since)
  AND (k.valid_to IS NULL OR since IS NULL OR k.valid_to >= since)
  AND (k.valid_from IS NULL OR until IS NULL OR k.valid_from <= until)
  AND (k.valid_from IS NULL OR other_until IS NULL OR k.valid_from <= other_until)
OPTIONAL MATCH (a)-[h:SAME_HOME]-(z:Person)
WHERE z.key = b.key
WITH a, x, f, k, b, y, g, since, since_day, count(CASE WHEN h.address AND h.phone AND h.household THEN 1 END) AS shared
WITH a, x, f, k, b, y, g, since, shared, k.pattern = 'X' AS couple,
  (k.pattern = 'C' AND coalesce((since_day - b.birth_day) / 365.25 < 18.0, false))
    OR (k.pattern = 'P' AND coalesce((since_day - a.birth_day) / 365.25 < 18.0, false)) AS child
WHERE couple OR child OR shared > 0
RETURN f.key AS dossier, g.key AS other_dossier, min(a.key) AS person, min(b.key) AS partner, f.number AS number,
  g.number AS other_number, collect(DISTINCT coalesce(f.kind, '救助')) AS kinds, collect(DISTINCT k.words) AS kin_words,
  collect(DISTINCT k.key) AS kin, collect(DISTINCT x.key) + collect(DISTINCT y.key) AS facts,
  collect(DISTINCT f.village) + collect(DISTINCT g.village) AS villages, min(since) AS since,
  max(CASE WHEN shared > 0 THEN 1 ELSE 0 END) = 1 AS same_home, min(since) AS first_on, max(coalesce(since, $as_of)) AS last_on,
  collect(DISTINCT k.confidence) AS confidence, min(CASE WHEN k.ended_by = 'death' THEN 1 ELSE 0 END) = 1 AS lower_ended,
  CASE WHEN max(CASE WHEN couple THEN 1 ELSE 0 END) = 1 THEN 'orange' ELSE 'yellow' END AS tier
ORDER BY dossier, other_dossier
