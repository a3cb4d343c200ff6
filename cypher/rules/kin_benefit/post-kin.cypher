// 公益岗人员是用工村任职人员的亲属
// /// rule
// id = "R05"
// limb = "a"
// status = "active"
// version = 1
// tier = "orange"
// subject = "person"
// identity = ["person", "post", "village"]
// evidence = ["kin"]
// kin_from = ["office"]
// needs = ["KIN", "ENGAGED_AS", "POST_IN", "SERVES"]
// optional = ["WITHIN", "CERTIFIED", "WAGE_FOR"]
// legal = ["ccp-discipline-2023:124", "gov-sanction-2020:33"]
// precision = 0.35
// heading = "{person}在{village}任{post}，是该村任职人员的亲属"
// explanation = "{person}自{since}起在{village}任{post}[（登记的困难类别：{categories}）]。{person}是{cadres}的亲属（{kin_words}），{cadres}在岗位期间任{roles}。[持有的认定或证件：{certificates}。][已发工资 {amount_fen}。]"
// verify = ["到岗位现场看、查点名册", "问邻居是否见其上岗", "核对工资条，查工资卡由谁保管", "核对公益岗招聘公示和报名人名单"]
//
// [params]
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
//
// [modifiers]
// lower_ended = "亲属关系经由已故配偶"
//
// [[raised_by]]
// rules = ["R05b", "R05c"]
// persons = ["person"]
// shares = ["post", "village"]
// to = "red"
// words = "同一岗位还有虚设或工资流回的情况"
//
// [[false_positives]]
// words = "脱贫户、残疾人等依条件安置"
// case = "有残疾证"
//
// [[false_positives]]
// words = "在岗期间干部尚未任职或已离任"
// case = "干部已离任"
// filter = "F02"
//
// [[false_positives]]
// words = "离婚后的原亲属"
// case = "上岗之前已离婚"
// filter = "F02"
//
// [[false_positives]]
// words = "同名的人"
// case = "只凭姓名认定"
// filter = "F08"
// ///
MATCH (e:Person)-[n:ENGAGED_AS]->(j:Post)-[:POST_IN]->(v:Village)
WITH e, n, j, v
OPTIONAL MATCH (v)-[:WITHIN]->(u:Village)
WITH e, n, j, v, coalesce(u.key, '') AS above
MATCH (c:Person)-[k:KIN]->(e)
WHERE $scope IN k.scopes AND (k.valid_from IS NULL OR k.valid_from <= coalesce(j.valid_to, $last_day))
  AND (k.valid_to IS NULL OR k.valid_to >= j.valid_from)
WITH e, n, j, v, above, c, k
MATCH (c)-[s:SERVES]->(w:Village)
WHERE s.role <> 'other' AND (w.key = v.key OR w.key = above)
  AND (s.valid_from IS NULL OR s.valid_from <= coalesce(j.valid_to, $last_day))
  AND (s.valid_to IS NULL OR s.valid_to >= j.valid_from)
WITH e, n, j, v, c, k, s
WHERE (k.valid_to IS NULL OR s.valid_from IS NULL OR k.valid_to >= s.valid_from)
  AND (s.valid_to IS NULL OR k.valid_from IS NULL OR s.valid_to >= k.valid_from)
WITH e, n, j, v, collect(DISTINCT c.key) AS cadres, collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words,
  collect(DISTINCT s.role) AS roles, collect(DISTINCT s.key) AS offices, collect(DISTINCT k.confidence) AS confidence,
  collect(DISTINCT s.match) AS matches, min(CASE WHEN k.ended_by = 'death' THEN 1 ELSE 0 END) AS ended, coalesce(j.valid_from, $as_of) AS hired
OPTIONAL MATCH (e)-[:CERTIFIED]->(x:Certificate)
WHERE x.kind IN ['disability', 'hardship', 'illness'] AND (x.valid_from IS NULL OR x.valid_from <= hired)
  AND (x.valid_to IS NULL OR x.valid_to >= hired)
WITH e, n, j, v, cadres, kin, kin_words, roles, offices, confidence, matches, ended, collect(DISTINCT x.key) AS proofs,
  collect(DISTINCT x.kind_text) AS certificates
OPTIONAL MATCH (pw:PostWage)-[:WAGE_FOR]->(y:Post)
WHERE y.key = j.key
WITH e, n, j, v, cadres, kin, kin_words, roles, offices, confidence, matches, ended, proofs, certificates,
  coalesce(sum(pw.wage_fen), 0) AS wages,
  CASE WHEN size(proofs) > 0 OR coalesce(j.category, '') =~ '.*(脱贫|残|困难|监测|低保|零就业).*' THEN 1 ELSE 0 END AS entitled
RETURN e.key AS person, j.post AS post, v.key AS village, collect(cadres) AS cadres, collect(kin) AS kin,
  collect(kin_words) AS kin_words, collect(roles) AS roles, collect(offices + proofs + [j.key]) AS facts,
  collect(DISTINCT j.category) AS categories, collect(certificates) AS certificates, collect(confidence) AS confidence,
  coalesce(sum(wages), 0) AS amount_fen, min(j.valid_from) AS since, min(j.valid_from) AS first_on,
  max(coalesce(j.valid_to, $as_of)) AS last_on,
  CASE WHEN min(entitled) = 1 THEN 'yellow' ELSE 'orange' END AS tier, min(ended) = 1 AS lower_ended,
  collect(matches + [n.match]) AS matched_by
ORDER BY person, post, village
