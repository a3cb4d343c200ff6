// 村主任近亲属任村财会、报账员
// /// rule
// id = "R44"
// status = "active"
// version = 3
// tier = "orange"
// subject = "village"
// identity = ["village", "first", "second"]
// evidence = ["office"]
// kin_from = ["office"]
// needs = ["SERVES"]
// optional = ["KIN"]
// legal = ["shandong-voc-2012:16"]
// precision = 0.9
// presumed_steps = 2
// heading = "{village}村委会主任{heads}与财会人员{accountants}的任职关系"
// explanation = "{heads}任村委会主任，{accountants}任{other_roles}，任期重叠[（{first_on}起）]。[二人为近亲属：{accountants}是{heads}的{kin_words}。]"
// verify = ["任命文件", "户口簿", "是否实行乡镇委托代理记账"]
//
// [params]
// shandong = { type = "bool", region_prefix = "37", words = "山东省规定" }
// entrusted = { type = "bool", default = false, words = "本县实行乡镇委托代理记账", proposal = true }
//
// [modifiers]
// clear_entrusted = "乡镇委托代理记账"
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
// words = "乡镇委托代理记账"
// case = "委托代理记账"
//
// [[false_positives]]
// words = "被他人收养，与生家的亲属关系终止"
// case = "一方幼时被他人收养"
//
// [[false_positives]]
// words = "亲属关系只经由登记错误、已更正的户成员"
// case = "经由登记错误已更正的成员"
// ///
MATCH (b:Person)-[s:SERVES]->(v:Village)<-[t:SERVES]-(a:Person)
WHERE s.role = 'head' AND t.role IN ['accountant', 'cashier']
  AND (s.valid_to IS NULL OR t.valid_from IS NULL OR t.valid_from <= s.valid_to)
  AND (t.valid_to IS NULL OR s.valid_from IS NULL OR s.valid_from <= t.valid_to)
OPTIONAL MATCH (b)-[n:KIN]->(a)
WHERE n.near
WITH a, s, v, t, b, n,
  coalesce(n.valid_from, $first_day) <= coalesce(s.valid_to, $last_day)
    AND coalesce(n.valid_from, $first_day) <= coalesce(t.valid_to, $last_day)
    AND coalesce(n.valid_to, $last_day) >= coalesce(s.valid_from, $first_day)
    AND coalesce(n.valid_to, $last_day) >= coalesce(t.valid_from, $first_day) AS together
WHERE a.key = b.key OR (n.key IS NOT NULL AND together)
RETURN v.key AS village,
  CASE WHEN a.key <= b.key THEN a.key ELSE b.key END AS first,
  CASE WHEN a.key <= b.key THEN b.key ELSE a.key END AS second,
  collect(DISTINCT b.key) AS heads, collect(DISTINCT a.key) AS accountants,
  collect(DISTINCT t.role) AS other_roles,
  collect(DISTINCT n.key) AS kin, collect(DISTINCT n.words) AS kin_words,
  collect(DISTINCT CASE WHEN a.key = b.key THEN 'asserted' ELSE n.confidence END) AS confidence,
  collect(DISTINCT s.key) + collect(DISTINCT t.key) AS facts,
  collect(DISTINCT s.match) + collect(DISTINCT t.match) AS matched_by,
  min(CASE WHEN s.valid_from IS NULL OR t.valid_from > s.valid_from THEN t.valid_from ELSE s.valid_from END) AS first_on,
  max(coalesce(s.valid_to, $as_of)) AS last_on,
  max(CASE WHEN $shandong THEN 'red' ELSE 'orange' END) AS tier,
  count(CASE WHEN $entrusted OR coalesce(t.post, '') CONTAINS '代理' THEN 1 END) = count(t.key) AS clear_entrusted
ORDER BY village, first, second
