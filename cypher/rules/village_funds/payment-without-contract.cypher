// 先付后补：超限额付款没有合同
// /// rule
// id = "R35"
// limb = "c"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "village"
// identity = ["village", "year", "voucher"]
// evidence = ["document"]
// needs = ["LedgerEntry", "Contract"]
// optional = ["UNDER_CONTRACT", "PAYS_PERSON", "PAYS_ORG"]
// legal = ["voc-organic-2018:24", "village-cadre-integrity-2011:5.4"]
// precision = 0.3
// heading = "{village}凭证{voucher}超过限额而没有合同"
// explanation = "{year}年{village}凭证{voucher}付款 {amount_fen}，超过最低一档限额 {limit_fen}，台账没有写合同编号，也没有对应的合同。水电、工资、补偿、分红等科目不计。"
// verify = ["查找合同、会议记录原件", "查看现场和验收记录", "核对是否漏填合同编号"]
//
// [params]
// limits = { type = "ints", unit = "yuan", setting = "tender.limits_yuan", words = "本县招标、采购的各档限额" }
// exempt_subjects = { type = "texts", default = ["水电", "电费", "水费", "燃气", "通讯", "工资", "误工", "劳务", "报酬", "补偿", "分红", "股利", "收益分配"], words = "不计的会计科目：名称中含有的词；只用编码的写编码开头" }
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
// words = "低于限额，无需合同"
// case = "低于限额"
//
// [[false_positives]]
// words = "水电、工资、补偿、分红"
// case = "征地补偿款"
// ///
MATCH (x:LedgerEntry)
WITH DISTINCT coalesce(x.subject, '') AS subject
UNWIND $exempt_subjects AS word
WITH subject, count(CASE WHEN subject STARTS WITH word OR (word >= 'A' AND subject CONTAINS word) THEN 1 END) AS hits
WITH collect(CASE WHEN hits > 0 THEN subject END) AS exempt
UNWIND $limits AS step
WITH exempt, min(step) AS lowest
MATCH (e:LedgerEntry)
WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.contract_no IS NULL AND NOT coalesce(e.subject, '') IN exempt
  AND e.village IS NOT NULL AND e.voucher IS NOT NULL AND NOT EXISTS { MATCH (e)-[:UNDER_CONTRACT]->(:Contract) }
WITH exempt, lowest, e.village AS village, e.year AS year, e.voucher AS voucher, coalesce(sum(e.amount_fen), 0) AS fen
WHERE fen > lowest
MATCH (e:LedgerEntry)
WHERE e.village = village AND e.year = year AND e.voucher = voucher
  AND e.direction = 'out' AND e.amount_fen > 0 AND e.contract_no IS NULL AND NOT coalesce(e.subject, '') IN exempt
OPTIONAL MATCH (e)-[:PAYS_PERSON]->(p:Person)
OPTIONAL MATCH (e)-[:PAYS_ORG]->(o:Organization)
RETURN village AS village, year AS year, voucher AS voucher, max(fen) AS amount_fen, max(lowest) AS limit_fen,
  collect(DISTINCT p.key) AS payees, collect(DISTINCT o.key) AS organizations, collect(DISTINCT e.key) AS entries,
  min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY village, year, voucher
