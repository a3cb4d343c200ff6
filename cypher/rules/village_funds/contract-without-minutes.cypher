// 先付后补：超限额的合同没有会议决议
// /// rule
// id = "R35"
// limb = "b"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "contract"
// identity = ["contract"]
// evidence = ["document"]
// needs = ["UNDER_CONTRACT"]
// optional = ["PAYS_PERSON", "PAYS_ORG"]
// legal = ["voc-organic-2018:24", "village-cadre-integrity-2011:5.4"]
// precision = 0.3
// heading = "{village}合同{contract}超过限额而没有会议决议的登记"
// explanation = "合同{contract}[金额 {contract_fen}，]签订于{signed_on}，已付款 {entry_count} 笔、{amount_fen}，合同金额或付款超过最低一档限额 {limit_fen}，台账没有登记决议会议日期。"
// verify = ["调取会议记录原件", "询问参会人员", "核对是否漏登会议日期"]
//
// [params]
// limits = { type = "ints", unit = "yuan", setting = "tender.limits_yuan", words = "本县招标、采购的各档限额" }
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
// words = "低于限额的合同"
// case = "低于限额"
// ///
UNWIND $limits AS step
WITH min(step) AS lowest
MATCH (e:LedgerEntry)-[:UNDER_CONTRACT]->(t:Contract)
WHERE t.meeting IS NULL AND e.direction = 'out' AND e.amount_fen > 0
OPTIONAL MATCH (e)-[:PAYS_PERSON]->(p:Person)
OPTIONAL MATCH (e)-[:PAYS_ORG]->(o:Organization)
WITH lowest, t, collect(DISTINCT e) AS paid, collect(DISTINCT p.key) AS payees, collect(DISTINCT o.key) AS organizations
UNWIND paid AS e
WITH lowest, t, payees, organizations, coalesce(sum(e.amount_fen), 0) AS fen, collect(e.key) AS entries,
  count(e.key) AS entry_count, min(e.year) AS year, max(e.village) AS spent_by, min(e.date) AS first_on,
  max(e.date) AS last_on
WHERE fen > lowest OR coalesce(t.amount_fen, 0) > lowest
RETURN t.key AS contract, max(coalesce(t.village, spent_by)) AS village, payees AS payees, organizations AS organizations,
  max(fen) AS amount_fen, entries AS entries, max(entry_count) AS entry_count, max(t.amount_fen) AS contract_fen,
  max(t.signed) AS signed_on, max(lowest) AS limit_fen, min(year) AS year, min(first_on) AS first_on,
  max(last_on) AS last_on
ORDER BY contract
