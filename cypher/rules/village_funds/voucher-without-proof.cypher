// 支出没有附件或者只附白条
// /// rule
// id = "R36"
// limb = "d"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "village"
// identity = ["village", "year", "voucher"]
// evidence = ["document"]
// needs = ["LedgerEntry"]
// optional = ["PAYS_PERSON", "PAYS_ORG"]
// gaps = ["ledger-proof"]
// legal = ["rceo-finance-2021", "voc-organic-2018:30"]
// precision = 0.3
// heading = "{village}凭证{voucher}没有附件或者只附白条"
// explanation = "{year}年{village}凭证{voucher}支出 {amount_fen}[，收款单位{organizations}][，收款人{payees}]，台账上[{bare_count} 笔没有附件][{iou_count} 笔的附件为白条]。"
// verify = ["查找原始凭证", "查看货物、工程或者领取名册", "询问收款人"]
//
// [params]
// exempt_words = { type = "texts", default = ["手续费", "账户管理费", "利息"], words = "银行自动扣收、不附原始凭证的事项：摘要或科目中含有的词" }
//
// [[false_positives]]
// words = "银行自动扣收的手续费"
// case = "银行手续费"
//
// [[false_positives]]
// words = "补偿、慰问、误工按签字名册发放"
// case = "附签领名册"
// ///
MATCH (x:LedgerEntry)
WHERE x.direction = 'out' AND x.proof IN ['none', 'iou'] AND x.amount_fen > 0 AND x.village IS NOT NULL AND x.voucher IS NOT NULL
UNWIND $exempt_words AS word
WITH x AS e, count(CASE WHEN coalesce(x.summary, '') CONTAINS word OR coalesce(x.subject, '') CONTAINS word THEN 1 END) AS exempt
WHERE exempt = 0
OPTIONAL MATCH (e)-[m:PAYS_PERSON]->(p:Person)
WHERE m.match <> 'name_village'
OPTIONAL MATCH (e)-[:PAYS_ORG]->(o:Organization)
WITH e, max(p.key) AS person, max(o.key) AS organization
RETURN e.village AS village, e.year AS year, e.voucher AS voucher, coalesce(sum(e.amount_fen), 0) AS amount_fen,
  collect(e.key) AS entries, collect(DISTINCT person) AS payees, collect(DISTINCT organization) AS organizations,
  count(CASE WHEN e.proof = 'none' THEN 1 END) AS bare_count, count(CASE WHEN e.proof = 'iou' THEN 1 END) AS iou_count,
  min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY village, year, voucher
