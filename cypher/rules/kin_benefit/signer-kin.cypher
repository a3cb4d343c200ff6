// 审批经办人与受益人有亲属关系
// /// rule
// id = "R04"
// status = "active"
// version = 5
// tier = "orange"
// subject = "signer"
// identity = ["signer", "beneficiary", "case_no"]
// evidence = ["office", "kin"]
// kin_from = ["signer"]
// needs = ["SIGNED", "DECIDES_FOR"]
// optional = ["KIN"]
// legal = ["civil-servant-2018:76", "cs-recusal-2020:13", "cs-recusal-2020:14", "cs-recusal-2020:15", "village-cadre-integrity-2011:5.3"]
// precision = 0.4
// pre_payment = true
// heading = "{signer}为{beneficiary}的{program}申请签字"
// explanation = "{signer}于{first_on}起在{beneficiary}的{program}申请中签字（{steps}）。[{beneficiary}是{signer}的亲属（{kin_words}）。][互为对方亲属签字的另一方：{partners}。][审批意见写明有 {proxied} 处是受委托代签，是否有委托书须核对。]"
// verify = ["查阅原始表格和笔迹", "该环节的系统登录记录", "回避申请", "他人代签的，看委托书、问代签人"]
//
// [params]
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// steps = { type = "texts", default = ["经办", "入户", "评议", "审核", "审批"], words = "须回避的环节" }
// reciprocal_days = { type = "int", default = 365, words = "互相签字的间隔天数" }
// proxy_words = { type = "text", default = ".*(代签|代为签|受.*委托).*", words = "审批意见中表示受委托代签的词" }
//
// [modifiers]
// raise_sole = "各环节由同一人签字"
// raise_reciprocal = "互相为对方亲属签字"
// clear_recused = "已回避，由他人签字"
// lower_proxy = "审批意见写明各处签字都是受委托代签"
//
// [[false_positives]]
// words = "签字人与亲属同名"
// case = "签字人只按姓名相配"
// filter = "F08"
//
// [[false_positives]]
// words = "已回避，由他人签字"
// case = "已回避并由他人签字"
//
// [[false_positives]]
// words = "只录入资料"
// case = "只录入资料"
//
// [[false_positives]]
// words = "代申请人跑腿、代领，不是审批环节"
// case = "代为申请、代领"
//
// [[false_positives]]
// words = "签字是他人受委托代签"
// case = "受委托代签"
//
// [[false_positives]]
// words = "超出回避范围的亲属"
// case = "超出回避范围"
// ///
MATCH (s:Person)-[x:SIGNED]->(a:Approval)-[:DECIDES_FOR]->(b:Person)
WHERE a.step IN $steps AND a.case_no IS NOT NULL
OPTIONAL MATCH (s)-[n:KIN]->(b)
WHERE $scope IN n.scopes
WITH s, x, a, b, n,
  coalesce(n.valid_from, $first_day) <= a.date AND coalesce(n.valid_to, $last_day) >= a.date AS holds
WHERE s.key = b.key OR (n.key IS NOT NULL AND holds)
WITH s, b, a.case_no AS case_no, collect(DISTINCT a.key) AS signed, collect(DISTINCT x.match) AS matched_by,
  collect(DISTINCT x.key) AS signatures, collect(DISTINCT n.key) AS kin, collect(DISTINCT n.words) AS kin_words,
  collect(DISTINCT CASE WHEN s.key = b.key THEN 'asserted' ELSE n.confidence END) AS confidence
UNWIND signed AS signature
MATCH (a:Approval)
WHERE a.key = signature
WITH s, b, case_no, matched_by, signatures, kin, kin_words, confidence,
  min(a.program) AS program, coalesce(min(a.village), min(b.village), '') AS village,
  min(a.date) AS first_on, max(a.date) AS last_on, collect(DISTINCT a.step) AS steps,
  collect(a.key) AS approvals, count(CASE WHEN coalesce(a.sole, false) THEN 1 END) AS alone,
  count(CASE WHEN NOT coalesce(a.recused, false) THEN 1 END) AS active,
  count(CASE WHEN coalesce(a.result, '') =~ $proxy_words THEN 1 END) AS proxied, count(a.key) AS number
WITH collect({signer: s.key, beneficiary: b.key, case_no: case_no, matched_by: matched_by, signatures: signatures, kin: kin,
  kin_words: kin_words, confidence: confidence, program: program, village: village, first_on: first_on, last_on: last_on,
  steps: steps, approvals: approvals, alone: alone, active: active, proxied: proxied, number: number}) AS found
UNWIND found AS one
WITH one, one.signer AS signer, one.beneficiary AS beneficiary
MATCH (b:Person)
WHERE b.key = beneficiary
WITH one, signer, beneficiary, b
OPTIONAL MATCH (t:Person)-[:SIGNED]->(q:Approval)-[:DECIDES_FOR]->(b)
WHERE t.key <> signer AND signer <> beneficiary AND q.step IN $steps
WITH one, signer, beneficiary, t, coalesce(q.day, 0) AS replied
OPTIONAL MATCH (t)-[j:KIN]->(y:Person)
WHERE $scope IN j.scopes
WITH one, signer, beneficiary, t, replied, y
OPTIONAL MATCH (z:Person)-[:SIGNED]->(m:Approval)-[:DECIDES_FOR]->(y)
WHERE z.key = signer AND m.step IN $steps AND replied <= m.day + $reciprocal_days AND m.day <= replied + $reciprocal_days
WITH one, signer, beneficiary, CASE WHEN m.key IS NOT NULL THEN t.key END AS partner
WITH signer, beneficiary, partner, one.case_no AS case_no, one.program AS program, one.village AS village,
  one.first_on AS first_on, one.last_on AS last_on, one.steps AS steps, one.approvals AS approvals, one.kin AS kin,
  one.kin_words AS kin_words, one.confidence AS confidence, one.matched_by AS matched_by, one.signatures AS signatures,
  one.alone AS alone, one.active AS active, one.proxied AS proxied, one.number AS number
RETURN signer AS signer, beneficiary AS beneficiary, case_no AS case_no, program AS program, village AS village,
  first_on AS first_on, last_on AS last_on, steps AS steps, approvals AS approvals, kin AS kin,
  kin_words AS kin_words, confidence AS confidence, matched_by AS matched_by, signatures AS facts,
  collect(partner) AS partners, proxied AS proxied, alone > 0 AS raise_sole, count(partner) > 0 AS raise_reciprocal,
  active = 0 AS clear_recused, proxied = number AS lower_proxy
ORDER BY signer, beneficiary, case_no
