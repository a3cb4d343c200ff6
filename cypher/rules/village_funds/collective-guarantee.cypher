// 以集体资产为干部或其近亲属担保、借款合同没有期限
// /// rule
// id = "R40"
// limb = "b"
// status = "active"
// version = 2
// tier = "red"
// subject = "debtor"
// identity = ["village", "debtor", "year"]
// evidence = ["document"]
// kin_from = ["office"]
// needs = ["WON_BY_PERSON", "OWNED_BY", "SERVES"]
// optional = ["KIN", "WITHIN"]
// legal = ["collective-econ-2024:35.2", "village-cadre-integrity-2011:6.1"]
// precision = 0.5
// heading = "{village}为{debtor}担保或借款的合同"
// explanation = "{village}于 {fact_on} 签订[{guarantee_count} 份以集体资产担保的合同][{loan_count} 份没有还款期限的借款合同]（{contracts}），金额 {amount_fen}，对方是{debtor}[，该村干部（{roles}）][，{cadres}的近亲属（{kin_words}）]。"
// verify = ["查看合同和会议记录", "核对是否已经解除担保", "询问款项的用途"]
//
// [[false_positives]]
// words = "签订时已离任"
// case = "签订时已离任"
// filter = "F02"
//
// [[false_positives]]
// words = "同名的人"
// case = "仅姓名和村相同"
// filter = "F08"
//
// [[false_positives]]
// words = "与任职人员同名"
// case = "任职仅按姓名对上"
// filter = "F08"
// ///
MATCH (t:Contract)-[m:WON_BY_PERSON]->(b:Person)
WHERE t.purpose = 'guarantee' OR (t.purpose = 'loan' AND t.valid_to IS NULL)
MATCH (t)-[:OWNED_BY]->(v:Village)
OPTIONAL MATCH (v)-[:WITHIN]->(u:Village)
WITH t, m, b, v.key AS place, coalesce(u.key, '') AS above, coalesce(u.parent, '') AS top, coalesce(t.signed, t.valid_from) AS day
WHERE day IS NOT NULL
MATCH (c:Person)-[s:SERVES]->(w:Village)
WHERE s.role <> 'other' AND (w.key = place OR w.key = above OR w.key = top)
  AND (s.valid_from IS NULL OR s.valid_from <= day) AND (s.valid_to IS NULL OR s.valid_to >= day)
OPTIONAL MATCH (c)-[k:KIN]->(b)
WHERE k.near AND (k.valid_from IS NULL OR k.valid_from <= day) AND (k.valid_to IS NULL OR k.valid_to >= day)
WITH t, m, b, place, day, c, s, k
WHERE c.key = b.key OR k.key IS NOT NULL
WITH t, m, b, place, day, collect(DISTINCT CASE WHEN c.key <> b.key THEN c.key END) AS cadres,
  collect(DISTINCT CASE WHEN c.key = b.key THEN s.role END) AS roles, collect(DISTINCT k.key) AS kin, collect(DISTINCT k.words) AS kin_words,
  collect(DISTINCT CASE WHEN k.key IS NULL THEN 'asserted' ELSE k.confidence END) AS sureness, collect(DISTINCT s.key) AS offices,
  count(CASE WHEN m.match IN $weak OR s.match IN $weak THEN NULL ELSE 1 END) AS sure
RETURN place AS village, b.key AS debtor, t.start_year AS year, coalesce(sum(t.amount_fen), 0) AS amount_fen,
  collect(t.key) AS contracts, count(CASE WHEN t.purpose = 'guarantee' THEN 1 END) AS guarantee_count,
  count(CASE WHEN t.purpose = 'loan' THEN 1 END) AS loan_count, collect(cadres) AS cadres, collect(roles) AS roles, collect(kin) AS kin,
  collect(kin_words) AS kin_words, collect(sureness) AS confidence, collect(offices) AS facts,
  CASE WHEN max(sure) > 0 THEN 'id18' ELSE 'name_village' END AS matched_by,
  CASE WHEN count(CASE WHEN t.purpose = 'guarantee' THEN 1 END) > 0 THEN 'red' ELSE 'orange' END AS tier, max(day) AS fact_on
ORDER BY village, debtor, year
