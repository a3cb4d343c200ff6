// 经手、审批、收款为同一人
// /// rule
// id = "R41"
// limb = "b"
// status = "active"
// version = 1
// tier = "orange"
// subject = "village"
// identity = ["village", "year", "voucher"]
// evidence = ["document"]
// needs = ["LedgerEntry"]
// optional = ["PAYS_PERSON"]
// gaps = ["ledger-approver"]
// legal = ["village-cadre-integrity-2011:6.1", "rceo-finance-2021"]
// precision = 0.5
// heading = "{village}凭证{voucher}的经手人、审批人、收款人为同一姓名"
// explanation = "{year}年{village}凭证{voucher}支出 {amount_fen}（{purposes}），经手人、审批人和收款人[{payees}]为同一姓名。"
// verify = ["查看原始凭证", "是否另有人审核", "询问款项的用途"]
//
// [[false_positives]]
// words = "经手人与审批人是两个人"
// case = "另一人审批"
//
// [[false_positives]]
// words = "姓名里有打不出的字"
// case = "姓名里有打不出的字"
// filter = "F08"
// ///
MATCH (e:LedgerEntry)
WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.village IS NOT NULL AND e.voucher IS NOT NULL
  AND e.handler = e.approver AND e.approver = e.payee_fold AND e.payee_kind IN ['person', 'unknown']
  AND size(e.approver) >= 2 AND NOT e.approver CONTAINS '?' AND NOT e.approver CONTAINS '□'
OPTIONAL MATCH (e)-[m:PAYS_PERSON]->(p:Person)
WHERE m.match <> 'name_village'
WITH e, max(p.key) AS person
RETURN e.village AS village, e.year AS year, e.voucher AS voucher, coalesce(sum(e.amount_fen), 0) AS amount_fen,
  collect(DISTINCT e.stem) AS purposes, collect(e.key) AS entries, collect(DISTINCT person) AS payees,
  min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY village, year, voucher
