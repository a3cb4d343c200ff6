// 领固定报酬的村干部又领误工补贴
// /// rule
// id = "R37"
// limb = "e"
// status = "active"
// version = 1
// tier = "orange"
// subject = "cadre"
// identity = ["village", "year", "cadre"]
// evidence = ["eligibility"]
// needs = ["LedgerEntry", "PAYS_PERSON", "SERVES"]
// optional = ["EMPLOYED_AT"]
// legal = ["voc-organic-2018:24", "village-cadre-integrity-2011:5.3"]
// precision = 0.4
// heading = "{cadre}在{village}任职领取报酬，又领误工补贴"
// explanation = "{year}年{cadre}任{village}{roles}[，在财政供养名册中领取村干部报酬（{allowance_count} 项）]，当年台账又付其误工、用工款 {entry_count} 笔共 {amount_fen}。"
// verify = ["查看误工补贴的花名册和标准", "核对村干部报酬发放表", "村民会议是否决定过"]
//
// [params]
// salaried = { type = "texts", default = ["secretary", "head"], words = "领取固定报酬的职务", proposal = true }
// duty_words = { type = "texts", default = ["抢收", "抢险", "防汛", "抗旱", "排涝", "防疫", "疫情", "抗洪", "扑火"], words = "紧急用工：摘要中含有的词" }
//
// [[false_positives]]
// words = "抢收、防汛等紧急用工"
// case = "防汛值守补贴"
//
// [[false_positives]]
// words = "不领固定报酬的干部"
// case = "监督委员领误工补贴"
//
// [[false_positives]]
// words = "任职之前的误工"
// case = "任职之前"
// filter = "F02"
//
// [[false_positives]]
// words = "同名的人"
// case = "仅姓名和村相同"
// filter = "F08"
// ///
MATCH (c:Person)-[s:SERVES]->(v:Village)
OPTIONAL MATCH (c)-[j:EMPLOYED_AT]->(:Organization)
WHERE j.post_type CONTAINS '村干部'
WITH c, s, v, count(j.key) AS allowances, collect(j.key) AS jobs
WHERE s.role IN $salaried OR (allowances > 0 AND s.role <> 'other')
MATCH (e:LedgerEntry)-[m:PAYS_PERSON]->(p:Person)
WHERE p.key = c.key AND e.village = v.key AND e.direction = 'out' AND e.labour AND e.amount_fen > 0
  AND (s.valid_from IS NULL OR s.valid_from <= e.date) AND (s.valid_to IS NULL OR s.valid_to >= e.date)
UNWIND $duty_words AS word
WITH c, s, v, allowances, jobs, e, m, count(CASE WHEN coalesce(e.summary, '') CONTAINS word THEN 1 END) AS duty
WHERE duty = 0
WITH c, v, e, max(allowances) AS allowances, collect(jobs) AS jobs, collect(DISTINCT s.role) AS roles, collect(DISTINCT s.key) AS offices,
  max(CASE WHEN m.match IN $weak OR s.match IN $weak THEN 0 ELSE 1 END) AS sure
RETURN v.key AS village, e.year AS year, c.key AS cadre, coalesce(sum(e.amount_fen), 0) AS amount_fen, collect(e.key) AS entries,
  count(e.key) AS entry_count, max(allowances) AS allowance_count, collect(roles) AS roles, collect(offices) AS facts,
  CASE WHEN max(sure) > 0 THEN 'id18' ELSE 'name_village' END AS matched_by, min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY village, year, cadre
