// 现金支出超过限额
// /// rule
// id = "R36"
// limb = "a"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "village"
// identity = ["village", "year", "voucher"]
// evidence = ["document"]
// needs = ["LedgerEntry"]
// optional = ["PAYS_PERSON", "PAYS_ORG"]
// gaps = ["ledger-means"]
// legal = ["rceo-finance-2021", "voc-organic-2018:30"]
// precision = 0.3
// heading = "{village}凭证{voucher}以现金支付超过限额"
// explanation = "{year}年{village}凭证{voucher}以现金支付 {amount_fen}，现金支付的限额为 {limit_fen}[，收款人{payees}][，收款单位{organizations}]。[其中 {roll_count} 笔附有签领名册。]"
// verify = ["查看原始凭证和领款签字", "询问收款人是否收到、收到多少", "查看货物或者领取名册"]
//
// [params]
// cash_limit = { type = "int", unit = "yuan", default = 500, words = "现金支付的限额", proposal = true }
// roll_words = { type = "texts", default = ["补偿", "慰问", "误工", "补助", "救助", "抚恤"], words = "按名册发放的事项：摘要或科目中含有的词" }
//
// [modifiers]
// clear_roll = "补偿、慰问、误工等按签领名册发放"
// cap_roll = "附有签领名册，且不到限额的三倍"
//
// [[false_positives]]
// words = "慰问金按签字名册发放"
// case = "慰问金签领名册"
//
// [[false_positives]]
// words = "误工补贴按签字名册发放（由误工规则核对）"
// case = "误工签领名册"
// ///
MATCH (x:LedgerEntry)
WHERE x.direction = 'out' AND x.means = 'cash' AND x.amount_fen > 0 AND x.village IS NOT NULL AND x.voucher IS NOT NULL
WITH x.village AS village, x.year AS year, x.voucher AS voucher, coalesce(sum(x.amount_fen), 0) AS fen, collect(x.key) AS pieces
WHERE fen > $cash_limit
UNWIND pieces AS piece
MATCH (e:LedgerEntry)
WHERE e.key = piece
UNWIND $roll_words AS word
WITH village, year, voucher, fen, e,
  count(CASE WHEN coalesce(e.summary, '') CONTAINS word OR coalesce(e.subject, '') CONTAINS word THEN 1 END) AS said
OPTIONAL MATCH (e)-[m:PAYS_PERSON]->(p:Person)
WHERE m.match <> 'name_village'
OPTIONAL MATCH (e)-[:PAYS_ORG]->(o:Organization)
RETURN village AS village, year AS year, voucher AS voucher, max(fen) AS amount_fen, max($cash_limit) AS limit_fen,
  collect(DISTINCT e.key) AS entries, collect(DISTINCT p.key) AS payees, collect(DISTINCT o.key) AS organizations,
  count(DISTINCT CASE WHEN e.proof = 'roll' THEN e.key END) AS roll_count,
  count(DISTINCT CASE WHEN e.proof = 'roll' AND said > 0 THEN e.key END) = count(DISTINCT e.key) AS clear_roll,
  count(DISTINCT CASE WHEN e.proof = 'roll' AND fen / 3 < $cash_limit THEN e.key END) = count(DISTINCT e.key) AS cap_roll,
  min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY village, year, voucher
