// 向个人转账超过限额，没有合同、名册和审批
// /// rule
// id = "R36"
// limb = "c"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "village"
// identity = ["village", "year", "voucher"]
// evidence = ["document"]
// needs = ["LedgerEntry"]
// optional = ["PAYS_PERSON", "UNDER_CONTRACT"]
// gaps = ["ledger-means", "ledger-approver"]
// legal = ["rceo-finance-2021", "voc-organic-2018:30"]
// precision = 0.3
// heading = "{village}凭证{voucher}向个人转账，没有合同、名册和审批"
// explanation = "{year}年{village}凭证{voucher}向个人转账 {amount_fen}，超过限额 {limit_fen}[，收款人{payees}]；台账没有写合同编号，没有签领名册，审批人一栏空白，而该村当年的台账平时填写审批人。"
// verify = ["查找合同、名册和审批单原件", "询问收款人款项的用途", "核对是否漏填审批人"]
//
// [params]
// card_limit = { type = "int", unit = "yuan", default = 1000, words = "向个人转账须有合同、名册或审批的限额", proposal = true }
//
// [[false_positives]]
// words = "有签字名册"
// case = "有签领名册"
//
// [[false_positives]]
// words = "有审批人"
// case = "有审批人签字"
// ///
MATCH (a:LedgerEntry)
WHERE a.approver IS NOT NULL
WITH DISTINCT a.village AS place, a.year AS told
MATCH (x:LedgerEntry)
WHERE x.direction = 'out' AND x.means = 'transfer' AND x.amount_fen > 0 AND x.village = place AND x.year = told AND x.voucher IS NOT NULL
  AND x.payee_kind IN ['person', 'unknown'] AND x.payee_name IS NOT NULL AND size(x.payee_name) >= 2 AND size(x.payee_name) <= 4
  AND x.approver IS NULL AND x.contract_no IS NULL AND coalesce(x.proof, 'paper') <> 'roll'
  AND NOT EXISTS { MATCH (x)-[:UNDER_CONTRACT]->(:Contract) }
WITH x.village AS village, x.year AS year, x.voucher AS voucher, coalesce(sum(x.amount_fen), 0) AS fen, collect(x.key) AS pieces
WHERE fen > $card_limit
UNWIND pieces AS piece
MATCH (e:LedgerEntry)
WHERE e.key = piece
OPTIONAL MATCH (e)-[m:PAYS_PERSON]->(p:Person)
WHERE m.match <> 'name_village'
RETURN village AS village, year AS year, voucher AS voucher, max(fen) AS amount_fen, max($card_limit) AS limit_fen,
  collect(DISTINCT e.key) AS entries, collect(DISTINCT p.key) AS payees, min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY village, year, voucher
