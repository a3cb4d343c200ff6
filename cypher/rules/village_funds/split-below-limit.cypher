// 拆分支付规避限额：同一收款方多笔略低于限额
// /// rule
// id = "R32"
// limb = "a"
// status = "active"
// version = 3
// tier = "orange"
// subject = "village"
// identity = ["village", "paid_to", "year"]
// evidence = ["document", "flow"]
// needs = ["LedgerEntry"]
// optional = ["PAYS_PERSON", "PAYS_ORG", "UNDER_CONTRACT"]
// legal = ["bidding-2017:4", "bidding-2017:49"]
// precision = 0.4
// heading = "{village}对同一收款方有多笔略低于限额的付款"
// explanation = "{year}年起的 {window_days} 天内，{village}[向{organization}][向{payee}]付款 {entry_count} 笔共 {amount_fen}，每笔都略低于限额 {limits_fen}，合计超过限额。[其中有书面合同的 {contract_count} 笔。]年度按窗口内第一笔付款计；水电、工资等科目和已招标合同的分期付款不计。"
// verify = ["核实是一个项目还是几个项目", "查看现场、会议记录和报价", "对照本县招标采购限额规定"]
//
// [params]
// limits = { type = "ints", unit = "yuan", setting = "tender.limits_yuan", words = "本县招标、采购的各档限额" }
// window = { type = "int", unit = "days", default = 90, words = "合并计算的天数（30 至 90）" }
// band = { type = "real", default = 0.8, words = "视为略低于限额的比例下限" }
// exempt_subjects = { type = "texts", default = ["水电", "电费", "水费", "燃气", "通讯", "工资", "误工", "劳务", "报酬", "补偿", "分红", "股利", "收益分配"], words = "不计的会计科目：名称中含有的词；只用编码的写编码开头" }
//
// [[raised_by]]
// rules = ["R31"]
// persons = ["payee"]
// their_persons = ["payee"]
// shares = ["village"]
// where = { sure = true }
// to = "red"
// words = "收款人与该村干部有关"
//
// [[raised_by]]
// rules = ["R31"]
// shares = ["organization", "village"]
// where = { sure = true }
// to = "red"
// words = "收款单位与该村干部有关"
//
// [[false_positives]]
// words = "按月支付的水电费"
// case = "按月水电费"
//
// [[false_positives]]
// words = "按月发放的工资"
// case = "按月工资"
//
// [[false_positives]]
// words = "总额已招标的同一合同分期付款"
// case = "已招标合同的分期付款"
// ///
MATCH (x:LedgerEntry)
WITH DISTINCT coalesce(x.subject, '') AS subject
UNWIND $exempt_subjects AS word
WITH subject, count(CASE WHEN subject STARTS WITH word OR (word >= 'A' AND subject CONTAINS word) THEN 1 END) AS hits
WITH collect(CASE WHEN hits > 0 THEN subject END) AS exempt
UNWIND $limits AS step
WITH exempt, min(step) AS lowest
MATCH (e:LedgerEntry)
WHERE e.direction = 'out' AND e.amount_fen >= lowest * $band
  AND NOT coalesce(e.subject, '') IN exempt
OPTIONAL MATCH (e)-[:UNDER_CONTRACT]->(t:Contract)
WHERE t.tendered
WITH e, count(t.key) AS tendered, coalesce(max(t.amount_fen), 0) AS agreed
UNWIND $limits AS step
WITH step, e, tendered, agreed
WHERE e.amount_fen >= step * $band AND e.amount_fen < step AND (tendered = 0 OR (agreed > 0 AND agreed < step))
WITH step, e.village AS village, coalesce(e.payee, e.account, e.payee_name) AS paid_to,
  collect({day: e.day, key: e.key, fen: e.amount_fen, year: e.year}) AS pieces, count(e.key) AS number,
  coalesce(sum(e.amount_fen), 0) AS total
WHERE village IS NOT NULL AND paid_to IS NOT NULL AND number >= 2 AND total > step
UNWIND pieces AS a
UNWIND pieces AS b
WITH step, village, paid_to, a, b
WHERE b.day >= a.day AND b.day - a.day <= $window
WITH step, village, paid_to, a.key AS anchor, a.year AS year, collect(b.key) AS found, count(b.key) AS number,
  coalesce(sum(b.fen), 0) AS total
WHERE number >= 2 AND total > step
UNWIND found AS piece
WITH DISTINCT step, village, paid_to, year, piece
MATCH (e:LedgerEntry)
WHERE e.key = piece
OPTIONAL MATCH (e)-[:PAYS_PERSON]->(p:Person)
OPTIONAL MATCH (e)-[:PAYS_ORG]->(o:Organization)
OPTIONAL MATCH (e)-[:UNDER_CONTRACT]->(t:Contract)
WITH village, paid_to, year, collect(DISTINCT e) AS paid, collect(DISTINCT step) AS limits_fen,
  max(p.key) AS payee, max(o.key) AS organization, collect(DISTINCT t.key) AS contracts,
  count(DISTINCT CASE WHEN e.contract_no IS NOT NULL THEN e.key END) AS contract_count
UNWIND paid AS e
RETURN village AS village, paid_to AS paid_to, year AS year, max(payee) AS payee, max(organization) AS organization,
  coalesce(sum(e.amount_fen), 0) AS amount_fen, collect(e.key) AS entries, count(e.key) AS entry_count,
  limits_fen AS limits_fen, max($window) AS window_days, contracts AS contracts, max(contract_count) AS contract_count,
  min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY village, paid_to, year
