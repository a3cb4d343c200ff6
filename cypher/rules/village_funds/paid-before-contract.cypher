// 先付后补：付款早于合同或会议
// /// rule
// id = "R35"
// limb = "a"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "contract"
// identity = ["contract"]
// evidence = ["document"]
// needs = ["UNDER_CONTRACT"]
// optional = ["PAYS_PERSON", "PAYS_ORG"]
// legal = ["voc-organic-2018:24", "village-cadre-integrity-2011:5.4"]
// precision = 0.4
// heading = "{village}合同{contract}的付款早于合同签订或决议"
// explanation = "合同{contract}签订于{signed_on}[，决议会议日期为{meeting_on}]；{village}在此之前 {grace_days} 天以上已付款 {entry_count} 笔、{amount_fen}，首笔 {first_on}[，其中早于合同的 {before_contract} 笔][，早于会议的 {before_meeting} 笔]。"
// verify = ["查看合同、会议记录原件和墨迹", "询问参会人员", "核对凭证和合同日期有无录错"]
//
// [params]
// grace = { type = "int", unit = "days", default = 3, words = "允许提前的天数", proposal = true }
// far = { type = "int", unit = "days", default = 60, words = "提前超过这些天升为橙色", proposal = true }
// confirmed = { type = "int", unit = "days", default = 15, words = "应急工程事后追认的天数", proposal = true }
// emergency_words = { type = "texts", default = ["应急", "抢险", "抢修", "紧急", "追认"], words = "合同名称或方式中表示应急工程的词" }
//
// [modifiers]
// raise_far = "付款比合同或会议早得多，超过规定天数"
// lower_advance = "科目或摘要写明预付，请核对合同是否约定预付款"
// clear_emergency = "应急工程，会议在规定天数内追认"
// cap_year = "合同或会议日期在付款的会计年度之外，可能录错年份"
//
// [[raised_by]]
// rules = ["R31"]
// persons = ["payee"]
// their_persons = ["payee"]
// shares = ["village"]
// where = { sure = true }
// to = "orange"
// words = "收款人与该村干部有关"
//
// [[raised_by]]
// rules = ["R31"]
// shares = ["organization", "village"]
// where = { sure = true }
// to = "orange"
// words = "收款单位与该村干部有关"
//
// [[false_positives]]
// words = "合同约定的预付款"
// case = "预付款降一级"
//
// [[false_positives]]
// words = "年份录错"
// case = "合同年份在会计年度之外"
//
// [[false_positives]]
// words = "应急工程事后追认"
// case = "抢险工程十日内追认"
// ///
MATCH (y:LedgerEntry)
WITH y.year AS year, min(y.date) AS opened
WITH collect({year: year, opened: opened}) AS years
MATCH (e:LedgerEntry)-[:UNDER_CONTRACT]->(t:Contract)
WHERE e.direction = 'out' AND e.amount_fen > 0
  AND (t.signed_day - e.day > $grace OR t.meeting_day - e.day > $grace)
WITH years, e, t, coalesce(t.signed_day - e.day, 0) AS contract_lag, coalesce(t.meeting_day - e.day, 0) AS meeting_lag,
  coalesce(t.mode, '') AS mode, coalesce(t.name, '') AS title
UNWIND ['应急抢险'] + $emergency_words AS word
WITH years, e, t, contract_lag, meeting_lag,
  count(CASE WHEN mode CONTAINS word OR title CONTAINS word THEN 1 END) AS emergency
WITH years, e, t, contract_lag > $grace AS late_contract, meeting_lag > $grace AS late_meeting,
  contract_lag <= $grace AND emergency > 0 AND t.meeting IS NOT NULL AND meeting_lag <= $confirmed AS excused,
  contract_lag > $far OR meeting_lag > $far AS far
UNWIND years AS ledger
WITH e, t, late_contract, late_meeting, excused, far,
  count(CASE WHEN ledger.year > e.year AND late_contract AND ledger.opened <= t.signed THEN 1
             WHEN ledger.year > e.year AND late_meeting AND ledger.opened <= t.meeting THEN 1 END) AS outside
OPTIONAL MATCH (e)-[:PAYS_PERSON]->(p:Person)
OPTIONAL MATCH (e)-[:PAYS_ORG]->(o:Organization)
WITH t, collect(DISTINCT e) AS paid, collect(DISTINCT p.key) AS payees, collect(DISTINCT o.key) AS organizations,
  count(DISTINCT CASE WHEN late_contract THEN e.key END) AS before_contract,
  count(DISTINCT CASE WHEN late_meeting THEN e.key END) AS before_meeting,
  count(CASE WHEN far AND NOT excused THEN 1 END) > 0 AS very_early,
  count(CASE WHEN excused THEN NULL ELSE 1 END) = 0 AS all_excused,
  count(CASE WHEN outside > 0 THEN NULL ELSE 1 END) = 0 AS all_outside,
  count(CASE WHEN e.subject CONTAINS '预付' OR e.summary CONTAINS '预付' THEN NULL ELSE 1 END) = 0 AS all_advance
UNWIND paid AS e
RETURN t.key AS contract, max(coalesce(t.village, e.village)) AS village, payees AS payees, organizations AS organizations,
  coalesce(sum(e.amount_fen), 0) AS amount_fen, collect(e.key) AS entries, count(e.key) AS entry_count,
  max(t.signed) AS signed_on, max(t.meeting) AS meeting_on, max($grace) AS grace_days,
  max(before_contract) AS before_contract, max(before_meeting) AS before_meeting, min(e.year) AS year,
  very_early AS raise_far, all_advance AS lower_advance, all_excused AS clear_emergency, all_outside AS cap_year,
  min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY contract
