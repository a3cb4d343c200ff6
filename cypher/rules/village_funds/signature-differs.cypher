// 领款签字与收款人或明细签字不一致
// /// rule
// id = "R41"
// limb = "a"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "village"
// identity = ["village", "year", "voucher"]
// evidence = ["document"]
// needs = ["LedgerEntry"]
// optional = ["PAYS_PERSON", "PAYS_ORG"]
// gaps = ["ledger-receiver"]
// legal = ["village-cadre-integrity-2011:6.1", "rceo-finance-2021"]
// precision = 0.3
// heading = "{village}凭证{voucher}的签字不一致"
// explanation = "{year}年{village}凭证{voucher}支出 {amount_fen}（{purposes}）[，收款人{payees}][，收款单位{organizations}]。[{payee_count} 笔的领款签字与收款人姓名不同，][{detail_count} 笔的领款签字与明细签字姓名不同，]台账没有写委托代领。"
// verify = ["查看原始凭证的签字", "询问署名的收款人、领款人是否知情", "核对用工、用料是否真实"]
//
// [[false_positives]]
// words = "受委托代领"
// case = "写明委托代领"
//
// [[false_positives]]
// words = "同一姓名的不同写法、打不出的字"
// case = "姓名里有打不出的字"
// filter = "F08"
// ///
MATCH (e:LedgerEntry)
WHERE e.direction = 'out' AND e.receiver IS NOT NULL AND e.amount_fen > 0 AND e.village IS NOT NULL AND e.voucher IS NOT NULL
  AND NOT e.mandate AND size(e.receiver) >= 2 AND size(e.receiver) <= 12 AND NOT e.receiver CONTAINS '?' AND NOT e.receiver CONTAINS '□'
WITH e, CASE WHEN e.payee_kind IN ['person', 'unknown'] AND e.payee_fold IS NOT NULL AND size(e.payee_fold) >= 2
    AND size(e.payee_fold) <= 12 AND NOT e.payee_fold CONTAINS '?' AND NOT e.payee_fold CONTAINS '□'
    AND NOT e.receiver CONTAINS e.payee_fold AND NOT e.payee_fold CONTAINS e.receiver THEN 1 END AS other_payee,
  CASE WHEN e.detail_signer IS NOT NULL AND size(e.detail_signer) >= 2 AND NOT e.detail_signer CONTAINS '?'
    AND NOT e.detail_signer CONTAINS '□' AND NOT e.receiver CONTAINS e.detail_signer
    AND NOT e.detail_signer CONTAINS e.receiver THEN 1 END AS other_detail
WHERE other_payee = 1 OR other_detail = 1
OPTIONAL MATCH (e)-[m:PAYS_PERSON]->(p:Person)
WHERE m.match <> 'name_village'
OPTIONAL MATCH (e)-[:PAYS_ORG]->(o:Organization)
WITH e, other_payee, other_detail, max(p.key) AS person, max(o.key) AS organization
RETURN e.village AS village, e.year AS year, e.voucher AS voucher, coalesce(sum(e.amount_fen), 0) AS amount_fen,
  collect(DISTINCT e.stem) AS purposes, collect(e.key) AS entries, collect(DISTINCT person) AS payees,
  collect(DISTINCT organization) AS organizations, count(other_payee) AS payee_count, count(other_detail) AS detail_count,
  min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY village, year, voucher
