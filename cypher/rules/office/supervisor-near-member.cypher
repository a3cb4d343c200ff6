// 村务监督委员会成员与村委会成员为近亲属
// /// rule
// id = "R43"
// limb = "a"
// status = "active"
// version = 4
// tier = "red"
// subject = "village"
// identity = ["village", "first", "second"]
// evidence = ["office"]
// kin_from = ["office"]
// needs = ["SERVES"]
// optional = ["KIN"]
// legal = ["voc-organic-2018:32", "shandong-voc-2012:31", "shandong-openness-2018:14"]
// precision = 0.9
// presumed_steps = 2
// heading = "{village}村务监督委员会成员{supervisors}与村委会成员{members}的任职关系"
// explanation = "{supervisors}任村务监督委员会成员，{members}任{member_roles}，任期重叠[（{first_on}起）]。[二人为近亲属：{members}是{supervisors}的{kin_words}。]"
// verify = ["查阅选举记录", "查阅户口簿"]
//
// [params]
// natural_village = { type = "bool", default = false, words = "自然村监事会同样适用", proposal = true }
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
// words = "村文书不是村委会成员"
// case = "亲属任村文书"
//
// [[false_positives]]
// words = "离婚"
// case = "任职前已经离婚"
//
// [[false_positives]]
// words = "亲属关系只是推定"
// case = "推定的亲属降两级"
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
WHERE (s.body = 'supervision' OR ($natural_village AND s.body = 'natural_supervision')) AND t.body = 'committee' AND t.role <> 'clerk'
  AND (s.valid_to IS NULL OR t.valid_from IS NULL OR t.valid_from <= s.valid_to)
  AND (t.valid_to IS NULL OR s.valid_from IS NULL OR s.valid_from <= t.valid_to)
OPTIONAL MATCH (a)-[n:KIN]->(b)
WHERE n.near
WITH a, s, v, t, b, n,
  coalesce(n.valid_from, $first_day) <= coalesce(s.valid_to, $last_day)
    AND coalesce(n.valid_from, $first_day) <= coalesce(t.valid_to, $last_day)
    AND coalesce(n.valid_to, $last_day) >= coalesce(s.valid_from, $first_day)
    AND coalesce(n.valid_to, $last_day) >= coalesce(t.valid_from, $first_day) AS together
WHERE a.key = b.key OR (n.key IS NOT NULL AND together)
WITH a, s, v, t, b, n AS k
RETURN v.key AS village,
  CASE WHEN a.key <= b.key THEN a.key ELSE b.key END AS first,
  CASE WHEN a.key <= b.key THEN b.key ELSE a.key END AS second,
  collect(DISTINCT a.key) AS supervisors, collect(DISTINCT b.key) AS members,
  collect(DISTINCT t.role) AS member_roles,
  collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words,
  collect(DISTINCT s.key) + collect(DISTINCT t.key) AS facts,
  collect(DISTINCT s.match) + collect(DISTINCT t.match) AS matched_by,
  collect(DISTINCT CASE WHEN k.key IS NULL THEN 'asserted' ELSE k.confidence END) AS confidence,
  min(CASE WHEN s.valid_from IS NULL OR t.valid_from > s.valid_from THEN t.valid_from ELSE s.valid_from END) AS first_on,
  count(CASE WHEN coalesce(s.valid_to, $as_of) >= $as_of AND coalesce(t.valid_to, $as_of) >= $as_of
    AND (k.key IS NULL OR coalesce(k.valid_to, $as_of) >= $as_of) THEN 1 END) = 0 AS lower_past,
  max(coalesce(s.valid_to, $as_of)) AS last_on
ORDER BY village, first, second
