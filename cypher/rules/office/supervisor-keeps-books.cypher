// 村务监督委员会成员兼任村财会人员、文书或集体经济组织负责人
// /// rule
// id = "R43"
// limb = "b"
// status = "active"
// version = 1
// tier = "red"
// subject = "village"
// identity = ["village", "supervisor"]
// evidence = ["office"]
// needs = ["SERVES"]
// legal = ["shandong-voc-2012:31", "shandong-openness-2018:14"]
// applies = "shandong"
// precision = 0.9
// heading = "{village}村务监督委员会成员{supervisor}兼任{other_roles}"
// explanation = "{supervisor}任村务监督委员会成员，同时任{other_roles}，任期重叠[（{first_on}起）]。"
// verify = ["查阅选举记录", "任命文件"]
//
// [params]
// shandong = { type = "bool", region_prefix = "37", words = "山东省规定" }
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
// ///
MATCH (a:Person)-[s:SERVES]->(v:Village)<-[t:SERVES]-(b:Person)
WHERE a.key = b.key AND (s.body = 'supervision' OR ($natural_village AND s.body = 'natural_supervision'))
  AND (t.role IN ['clerk', 'accountant', 'cashier']
    OR (t.role = 'council' AND (t.post CONTAINS '理事长' OR t.post CONTAINS '社长' OR t.post CONTAINS '负责人')))
  AND (s.valid_to IS NULL OR t.valid_from IS NULL OR t.valid_from <= s.valid_to)
  AND (t.valid_to IS NULL OR s.valid_from IS NULL OR s.valid_from <= t.valid_to)
RETURN v.key AS village, a.key AS supervisor, collect(DISTINCT t.role) AS other_roles,
  collect(DISTINCT s.key) + collect(DISTINCT t.key) AS facts,
  collect(DISTINCT s.match) + collect(DISTINCT t.match) AS matched_by,
  min(CASE WHEN s.valid_from IS NULL OR t.valid_from > s.valid_from THEN t.valid_from ELSE s.valid_from END) AS first_on,
  count(CASE WHEN coalesce(s.valid_to, $as_of) >= $as_of AND coalesce(t.valid_to, $as_of) >= $as_of THEN 1 END) = 0
    AS lower_past,
  max(coalesce(s.valid_to, $as_of)) AS last_on
ORDER BY village, supervisor
