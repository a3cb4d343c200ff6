// 村委会成员之间为夫妻、直系亲属
// /// rule
// id = "R46"
// status = "active"
// version = 5
// tier = "blue"
// subject = "village"
// identity = ["village", "first", "second"]
// evidence = ["office"]
// kin_from = ["office"]
// needs = ["SERVES"]
// optional = ["KIN"]
// legal = []
// precision = 0.9
// presumed_steps = 2
// heading = "{village}村委会成员{members}之间的亲属关系"
// explanation = "{members}同为{village}村委会成员（{member_roles}），任期重叠[（{first_on}起）]，二人为夫妻或直系亲属：{kin_words}。[依据的省级规定：{provincial}（待核对）。]"
// verify = ["查阅选举委员会的记录", "查阅户口簿"]
//
// [params]
// provincial_rule = { type = "text", default = "", words = "本省禁止村委会成员之间有夫妻、直系亲属关系的规定（写明条款；没有则留空）" }
//
// [modifiers]
// lower_past = "任职重叠只在过去"
//
// [[false_positives]]
// words = "同名的人"
// case = "仅姓名和村相同"
// filter = "F08"
//
// [[false_positives]]
// words = "一方任期已经结束"
// case = "任期没有重叠"
// filter = "F02"
//
// [[false_positives]]
// words = "离婚"
// case = "任职前已经离婚"
//
// [[false_positives]]
// words = "本省没有这样的规定"
// case = "本省没有规定"
// ///
MATCH (a:Person)-[s:SERVES]->(v:Village)<-[t:SERVES]-(b:Person)
WHERE a.key < b.key AND s.body = 'committee' AND t.body = 'committee' AND s.role <> 'clerk' AND t.role <> 'clerk'
  AND (s.valid_to IS NULL OR t.valid_from IS NULL OR t.valid_from <= s.valid_to)
  AND (t.valid_to IS NULL OR s.valid_from IS NULL OR s.valid_from <= t.valid_to)
WITH a, s, v, t, b
MATCH (a)-[n:KIN]->(b)
WHERE n.class IN ['spouse', 'lineal']
WITH a, s, v, t, b, n,
  coalesce(n.valid_from, $first_day) <= coalesce(s.valid_to, $last_day)
    AND coalesce(n.valid_from, $first_day) <= coalesce(t.valid_to, $last_day)
    AND coalesce(n.valid_to, $last_day) >= coalesce(s.valid_from, $first_day)
    AND coalesce(n.valid_to, $last_day) >= coalesce(t.valid_from, $first_day) AS together
WHERE together
RETURN v.key AS village, a.key AS first, b.key AS second, collect(DISTINCT a.key) + collect(DISTINCT b.key) AS members,
  collect(DISTINCT s.role) + collect(DISTINCT t.role) AS member_roles,
  collect(DISTINCT n.key) AS kin, collect(DISTINCT n.words) AS kin_words,
  collect(DISTINCT CASE WHEN n.key IS NULL THEN 'asserted' ELSE n.confidence END) AS confidence,
  collect(DISTINCT s.key) + collect(DISTINCT t.key) AS facts,
  collect(DISTINCT s.match) + collect(DISTINCT t.match) AS matched_by, max($provincial_rule) AS provincial,
  max(CASE WHEN $provincial_rule = '' THEN 'blue' ELSE 'orange' END) AS tier,
  min(CASE WHEN s.valid_from IS NULL OR t.valid_from > s.valid_from THEN t.valid_from ELSE s.valid_from END) AS first_on,
  count(CASE WHEN coalesce(s.valid_to, $as_of) >= $as_of AND coalesce(t.valid_to, $as_of) >= $as_of
    AND coalesce(n.valid_to, $as_of) >= $as_of THEN 1 END) = 0 AS lower_past,
  max(coalesce(s.valid_to, $as_of)) AS last_on
ORDER BY village, first, second
