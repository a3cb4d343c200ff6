// 低保近亲属的审批环节由本人签字
// /// rule
// id = "R02"
// limb = "b"
// status = "active"
// version = 4
// tier = "orange"
// subject = "staff"
// identity = ["staff", "beneficiary", "case_no"]
// evidence = ["office"]
// kin_from = ["office", "township", "signer"]
// needs = ["KIN", "DECIDES_FOR", "Program", "SIGNED"]
// optional = ["COVERED_BY", "STAFFS", "SERVES"]
// legal = ["dibao-review-2021:near-kin", "dibao-guyuan-2022", "dibao-hainan-2015", "yunnan-filing-2017", "social-assistance-2014:66"]
// precision = 0.4
// pre_payment = true
// heading = "{staff}在亲属{beneficiary}的{programs}审批中签字"
// explanation = "{beneficiary}是{staff}的亲属（{kin_words}）。{staff}在该申请的{steps}环节签字（{first_on}至{last_on}）。亲属范围按 {scope} 计。"
// verify = ["查阅签字原件", "是否提出过回避", "谁参加了入户和评议", "重新核对家庭经济状况"]
//
// [params]
// local_scope = { type = "scope", setting = "filing.scope", words = "本县低保近亲属备案的亲属范围" }
// steps = { type = "texts", default = ["入户", "评议", "审核"], words = "须回避的环节" }
// beneficiaries = { type = "texts", default = ["低保", "最低生活保障"], words = "须备案的救助项目（名称中的词或代码）" }
//
// [[raised_by]]
// rules = ["R02a"]
// persons = ["beneficiary"]
// shares = ["staff", "case_no"]
// to = "red"
// words = "同一笔审批没有备案"
//
// [[false_positives]]
// words = "签字人与亲属同名"
// case = "签字人只按姓名相配"
// filter = "F08"
//
// [[false_positives]]
// words = "已回避，由他人签字"
// case = "已回避"
//
// [[false_positives]]
// words = "只录入资料"
// case = "只录入资料"
//
// [[false_positives]]
// words = "亲属早已不在该户的救助档案中"
// case = "签字之前亲属已退出该户"
// ///
MATCH (c:Person)-[x:SIGNED]->(a:Approval)-[:DECIDES_FOR]->(r:Person)
WHERE a.step IN $steps AND NOT coalesce(a.recused, false) AND a.case_no IS NOT NULL
MATCH (g:Program)
WHERE g.key = a.program
UNWIND $beneficiaries AS word
WITH c, x, a, r, g, word
WHERE g.key = word OR g.name CONTAINS word
WITH DISTINCT c, x, a, r, g, coalesce(a.date, $last_day) AS signed_on
OPTIONAL MATCH (r)-[own:COVERED_BY]->(:BenefitFile)<-[m:COVERED_BY]-(o:Person)
WHERE (m.valid_to IS NULL OR m.valid_to >= signed_on) AND (own.valid_to IS NULL OR own.valid_to >= signed_on)
  AND (m.valid_from IS NULL OR own.valid_from IS NULL OR m.valid_from <= own.valid_from)
WITH c, x, a, r, g, collect(DISTINCT o.key) AS others
WITH c, x, a, g, others + [r.key] AS members
UNWIND members AS member
WITH DISTINCT c, x, a, g, member
MATCH (b:Person)
WHERE b.key = member
WITH c, x, a, g, b
OPTIONAL MATCH (y:Person)-[k:KIN]->(b)
WHERE y.key = c.key
WITH c, x, a, g, b, k
WHERE $local_scope IN k.scopes
  AND (k.valid_from IS NULL OR k.valid_from <= a.date) AND (k.valid_to IS NULL OR k.valid_to >= a.date)
WITH c, x, a, g, k, b, a.date AS day
OPTIONAL MATCH (c)-[s:SERVES]->(:Village)
WHERE (s.body = 'committee' OR s.post CONTAINS '民政') AND (s.valid_from IS NULL OR s.valid_from <= day)
  AND (s.valid_to IS NULL OR s.valid_to >= day)
OPTIONAL MATCH (c)-[t:STAFFS]->(:Town)
WHERE t.role <> 'other' AND (t.valid_from IS NULL OR t.valid_from <= day) AND (t.valid_to IS NULL OR t.valid_to >= day)
WITH c, x, a, g, k, b, day, s, t
WHERE s.key IS NOT NULL OR t.key IS NOT NULL
RETURN c.key AS staff, b.key AS beneficiary, a.case_no AS case_no, collect(DISTINCT g.key) AS programs,
  coalesce(min(a.village), min(b.village), '') AS village, min(day) AS first_on,
  max(day) AS last_on, collect(DISTINCT a.step) AS steps, collect(DISTINCT a.key) AS approvals,
  collect(DISTINCT c.key) AS signers, collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words,
  collect(DISTINCT k.confidence) AS confidence, collect(DISTINCT x.match) + collect(DISTINCT b.quality) AS matched_by,
  collect(DISTINCT x.key) + collect(DISTINCT s.key) + collect(DISTINCT t.key) AS facts,
  $local_scope AS scope
ORDER BY staff, beneficiary, case_no
