// 近亲属享受低保未备案
// /// rule
// id = "R02"
// limb = "a"
// status = "active"
// version = 4
// tier = "orange"
// subject = "staff"
// identity = ["staff", "beneficiary", "case_no"]
// evidence = ["document"]
// kin_from = ["office", "township"]
// needs = ["KIN", "DECIDES_FOR", "Program", "SERVES"]
// optional = ["COVERED_BY", "STAFFS", "FILED_BY", "FILED_FOR"]
// legal = ["dibao-review-2021:near-kin", "dibao-guyuan-2022", "dibao-hainan-2015", "yunnan-filing-2017", "social-assistance-2014:66"]
// precision = 0.4
// pre_payment = true
// heading = "{staff}的亲属{beneficiary}享受{programs}，没有查到备案"
// explanation = "{beneficiary}是{staff}的亲属（{kin_words}），列入{programs}的申请于{fact_on}批准时，{staff}在任[（{roles}）]。批准后 {grace} 天内没有查到有效的近亲属备案。[最早的一份备案在{late_on}。]亲属范围按 {scope} 计。"
// verify = ["查找纸质备案登记", "谁在入户、评议、审核环节签字", "是否入户核查", "重新核对家庭经济状况"]
//
// [params]
// local_scope = { type = "scope", setting = "filing.scope", words = "本县低保近亲属备案的亲属范围" }
// grace_days = { type = "int", default = 30, setting = "filing.grace_days", words = "备案宽限天数", proposal = true }
// beneficiaries = { type = "texts", default = ["低保", "最低生活保障"], words = "须备案的救助项目（名称中的词或代码）" }
//
// [modifiers]
// lower_late = "超过宽限期后补了备案"
// lower_name_only = "备案只写姓名，没有证件号码"
// clear_filed = "已在期限内备案"
//
// [[raised_by]]
// rules = ["R02b"]
// persons = ["beneficiary"]
// shares = ["staff", "case_no"]
// to = "red"
// words = "同一笔审批中本人还签了字"
//
// [[false_positives]]
// words = "宽限期内补备案"
// case = "宽限期内补备案"
//
// [[false_positives]]
// words = "备案只写姓名"
// case = "备案只写姓名"
// filter = "F08"
//
// [[false_positives]]
// words = "亲属不在本县备案范围"
// case = "不在备案范围的亲属"
//
// [[false_positives]]
// words = "批准时尚未任职"
// case = "批准时尚未任职"
// filter = "F02"
//
// [[false_positives]]
// words = "村文书不是村委会成员，也不经办民政"
// case = "村文书的兄弟"
// ///
MATCH (a:Approval)-[:DECIDES_FOR]->(r:Person)
WHERE a.case_no IS NOT NULL
MATCH (g:Program)
WHERE g.key = a.program
UNWIND $beneficiaries AS word
WITH a, r, g, word
WHERE g.key = word OR g.name CONTAINS word
WITH r, g, a.case_no AS case_no, coalesce(min(a.village), min(r.village), '') AS place,
  coalesce(min(CASE WHEN a.step = '审批' THEN a.date END), max(a.date)) AS decided,
  coalesce(min(CASE WHEN a.step = '审批' THEN a.day END), max(a.day)) + $grace_days AS due,
  count(CASE WHEN a.step = '审批' AND a.result STARTS WITH '不' THEN 1 END) AS refused,
  collect(DISTINCT a.key) AS approvals
WHERE refused = 0
OPTIONAL MATCH (r)-[own:COVERED_BY]->(:BenefitFile)<-[m:COVERED_BY]-(o:Person)
WHERE (m.valid_to IS NULL OR m.valid_to >= decided) AND (own.valid_to IS NULL OR own.valid_to >= decided)
  AND (m.valid_from IS NULL OR own.valid_from IS NULL OR m.valid_from <= own.valid_from)
WITH r, g, case_no, place, decided, due, approvals, collect(DISTINCT o.key) AS others
WITH g, case_no, place, decided, due, approvals, others + [r.key] AS members
UNWIND members AS member
WITH DISTINCT g, case_no, place, decided, due, approvals, member
MATCH (b:Person)
WHERE b.key = member
WITH g, case_no, place, decided, due, approvals, b
OPTIONAL MATCH (c:Person)-[k:KIN]->(b)
WITH g, case_no, place, decided, due, approvals, b, c, k
WHERE $local_scope IN k.scopes
  AND (k.valid_from IS NULL OR k.valid_from <= decided) AND (k.valid_to IS NULL OR k.valid_to >= decided)
OPTIONAL MATCH (c)-[s:SERVES]->(:Village)
WHERE ((s.body = 'committee' AND s.role <> 'clerk') OR s.post CONTAINS '民政')
  AND (s.valid_from IS NULL OR s.valid_from <= decided) AND (s.valid_to IS NULL OR s.valid_to >= decided)
OPTIONAL MATCH (c)-[t:STAFFS]->(:Town)
WHERE t.role <> 'other' AND (t.valid_from IS NULL OR t.valid_from <= decided)
  AND (t.valid_to IS NULL OR t.valid_to >= decided)
WITH c, k, b, g, case_no, place, decided, due, approvals, s, t
WHERE s.key IS NOT NULL OR t.key IS NOT NULL
OPTIONAL MATCH (c)<-[:FILED_BY]-(f:Filing)-[:FILED_FOR]->(w:Person)
WITH c, k, b, g, case_no, place, decided, due, approvals, s, t, f,
  (f.program IS NULL OR f.program = g.key) AND (f.valid_to IS NULL OR f.valid_to >= decided) AS applies,
  w.key = b.key AND coalesce(f.match, 'id18') <> 'name_village' AS exact,
  w.key = b.key OR (w.quality = 'name_village' AND w.name = b.name) AS named
UNWIND approvals AS approval
WITH c, b, case_no, collect(DISTINCT g.key) AS programs, min(place) AS village, min(decided) AS fact_on,
  collect(DISTINCT approval) AS approvals,
  count(CASE WHEN applies AND exact AND f.filed_day <= due THEN 1 END) AS in_time,
  count(CASE WHEN applies AND exact AND f.filed_day > due THEN 1 END) AS late,
  count(CASE WHEN applies AND named AND NOT exact THEN 1 END) AS by_name,
  min(CASE WHEN applies AND named THEN f.filed END) AS late_on,
  collect(DISTINCT CASE WHEN applies AND named THEN f.key END) AS filings,
  collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words,
  collect(DISTINCT k.confidence) AS confidence, collect(DISTINCT s.role) AS roles,
  collect(DISTINCT s.key) + collect(DISTINCT t.key) AS offices,
  collect(DISTINCT s.match) + collect(DISTINCT t.match) + collect(DISTINCT b.quality) AS matched_by
RETURN c.key AS staff, b.key AS beneficiary, case_no AS case_no, programs AS programs, village AS village,
  fact_on AS fact_on, late_on AS late_on, approvals AS approvals, kin AS kin, kin_words AS kin_words,
  confidence AS confidence, roles AS roles, offices + filings AS facts, matched_by AS matched_by,
  $local_scope AS scope, $grace_days AS grace, late > 0 AND in_time = 0 AS lower_late,
  by_name > 0 AND in_time = 0 AND late = 0 AS lower_name_only, in_time > 0 AS clear_filed
ORDER BY staff, beneficiary, case_no
