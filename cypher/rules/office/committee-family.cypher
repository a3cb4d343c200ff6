// 村委会成员之间为夫妻、直系亲属
// /// rule
// id = "R46"
// status = "active"
// version = 7
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
//
// [[false_positives]]
// words = "被他人收养，与生家的亲属关系终止"
// case = "一方幼时被他人收养"
//
// [[false_positives]]
// words = "亲属关系只经由登记错误、已更正的户成员"
// case = "经由登记错误已更正的成员"
// ///
MATCH (a:Person)-[s:SERVES]->(v:Village)<-[t:SERVES]-(b:Person)
WHERE a.key < b.key AND s.body = 'committee' AND t.body = 'committee' AND s.role <> 'clerk' AND t.role <> 'clerk'
  AND (s.valid_to IS NULL OR t.valid_from IS NULL OR t.valid_from <= s.valid_to)
  AND (t.valid_to IS NULL OR s.valid_from IS NULL OR s.valid_from <= t.valid_to)
WITH a, b, v.key AS village, [s.key, t.key] AS offices, [s.role, t.role] AS roles, [s.match, t.match] AS matches,
  coalesce(s.valid_from, $first_day) AS s_from, coalesce(s.valid_to, $last_day) AS s_to,
  coalesce(t.valid_from, $first_day) AS t_from, coalesce(t.valid_to, $last_day) AS t_to
MATCH (a)-[n:KIN]->(b)
WHERE n.class IN ['spouse', 'lineal']
WITH a.key AS first, b.key AS second, village, offices, roles, matches, s_from, s_to, t_from, t_to, n.key AS tie, n.words AS words,
  n.confidence AS sureness, coalesce(n.valid_from, $first_day) AS n_from, coalesce(n.valid_to, $last_day) AS n_to
WHERE n_from <= s_to AND n_from <= t_to AND n_to >= s_from AND n_to >= t_from
RETURN village AS village, first AS first, second AS second, collect([first, second]) AS members, collect(roles) AS member_roles,
  collect(tie) AS kin, collect(words) AS kin_words, collect(sureness) AS confidence, collect(offices) AS facts,
  collect(matches) AS matched_by, max($provincial_rule) AS provincial,
  max(CASE WHEN $provincial_rule = '' THEN 'blue' ELSE 'orange' END) AS tier,
  min(CASE WHEN t_from > s_from THEN t_from WHEN s_from > $first_day THEN s_from END) AS first_on,
  count(CASE WHEN s_to >= $as_of AND t_to >= $as_of AND n_to >= $as_of THEN 1 END) = 0 AS lower_past,
  max(CASE WHEN s_to > $as_of THEN $as_of ELSE s_to END) AS last_on
ORDER BY village, first, second
