// 集体经济组织监事与理事、财会人员为近亲属
// /// rule
// id = "R45"
// limb = "b"
// status = "active"
// version = 2
// tier = "red"
// subject = "village"
// identity = ["village", "first", "second"]
// evidence = ["office"]
// kin_from = ["office"]
// needs = ["SERVES"]
// optional = ["KIN"]
// gaps = ["council"]
// legal = ["collective-econ-2024:34"]
// precision = 0.9
// presumed_steps = 2
// heading = "{village}集体经济组织监事{supervisors}与理事、财会人员{members}的任职关系"
// explanation = "{supervisors}任{village}集体经济组织监事，{members}任{other_roles}，任期重叠。[二人为近亲属：{kin_words}。]任职重叠按 {fact_on} 之后计。"
// verify = ["查阅集体经济组织成员代表大会的选举记录", "查阅户口簿"]
//
// [params]
// law_day = { type = "date", default = 2025-05-01, words = "农村集体经济组织法施行日" }
//
// [modifiers]
// lower_earlier = "任期开始于法律施行之前，到下次选举为止"
//
// [[false_positives]]
// words = "同名的人"
// case = "仅姓名和村相同"
// filter = "F08"
//
// [[false_positives]]
// words = "一方任期已经结束"
// case = "施行前已经离任"
// filter = "F02"
//
// [[false_positives]]
// words = "离婚"
// case = "任职前已经离婚"
//
// [[false_positives]]
// words = "被他人收养，与生家的亲属关系终止"
// case = "关系已经终止"
//
// [[false_positives]]
// words = "亲属关系只经由登记错误、已更正的户成员"
// case = "经由登记错误已更正的成员"
// ///
MATCH (a:Person)-[s:SERVES]->(v:Village)<-[t:SERVES]-(b:Person)
WHERE s.body = 'council_supervision' AND (t.body = 'council' OR t.role IN ['accountant', 'cashier'])
  AND (s.valid_to IS NULL OR t.valid_from IS NULL OR t.valid_from <= s.valid_to)
  AND (t.valid_to IS NULL OR s.valid_from IS NULL OR s.valid_from <= t.valid_to)
  AND coalesce(s.valid_to, $last_day) >= $law_day AND coalesce(t.valid_to, $last_day) >= $law_day AND $as_of >= $law_day
  AND coalesce(s.valid_from, $first_day) <= $as_of AND coalesce(t.valid_from, $first_day) <= $as_of
OPTIONAL MATCH (a)-[n:KIN]->(b)
WHERE n.near
WITH a, s, v, t, b, n,
  coalesce(n.valid_from, $first_day) <= coalesce(s.valid_to, $last_day)
    AND coalesce(n.valid_from, $first_day) <= coalesce(t.valid_to, $last_day)
    AND coalesce(n.valid_to, $last_day) >= coalesce(s.valid_from, $first_day)
    AND coalesce(n.valid_to, $last_day) >= coalesce(t.valid_from, $first_day)
    AND coalesce(n.valid_to, $last_day) >= $law_day AND coalesce(n.valid_from, $first_day) <= $as_of AS together
WHERE a.key = b.key OR (n.key IS NOT NULL AND together)
RETURN v.key AS village,
  CASE WHEN a.key <= b.key THEN a.key ELSE b.key END AS first,
  CASE WHEN a.key <= b.key THEN b.key ELSE a.key END AS second,
  collect(DISTINCT a.key) AS supervisors, collect(DISTINCT b.key) AS members, collect(DISTINCT t.role) AS other_roles,
  collect(DISTINCT n.key) AS kin, collect(DISTINCT n.words) AS kin_words,
  collect(DISTINCT CASE WHEN n.key IS NULL THEN 'asserted' ELSE n.confidence END) AS confidence,
  collect(DISTINCT s.key) + collect(DISTINCT t.key) AS facts,
  collect(DISTINCT s.match) + collect(DISTINCT t.match) AS matched_by,
  count(CASE WHEN coalesce(s.valid_from, $first_day) >= $law_day AND coalesce(t.valid_from, $first_day) >= $law_day THEN 1 END) = 0
    AS lower_earlier,
  max(CASE WHEN coalesce(s.valid_from, $law_day) > $law_day AND coalesce(s.valid_from, $law_day) >= coalesce(t.valid_from, $law_day) THEN s.valid_from
    WHEN coalesce(t.valid_from, $law_day) > $law_day THEN t.valid_from ELSE $law_day END) AS fact_on
ORDER BY village, first, second
