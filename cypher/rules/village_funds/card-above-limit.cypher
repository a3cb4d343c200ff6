// 村务卡刷卡超过限额
// /// rule
// id = "R36"
// limb = "b"
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
// heading = "{village}凭证{voucher}村务卡刷卡超过限额"
// explanation = "{year}年{village}凭证{voucher}以村务卡支付 {amount_fen}，超过刷卡限额 {limit_fen}，超过限额应当转账[，收款单位{organizations}][，收款人{payees}]。[其中 {roll_count} 笔附有签领名册。]"
// verify = ["查看刷卡小票和原始凭证", "查看货物和验收记录", "核对持卡人"]
//
// [params]
// card_limit = { type = "int", unit = "yuan", default = 1000, words = "村务卡刷卡的限额（超过的应当转账）", proposal = true }
//
// [modifiers]
// cap_roll = "附有签领名册，且不到限额的三倍"
//
// [[false_positives]]
// words = "附有签领名册的小额支付"
// case = "有签领名册且不到三倍"
// ///
MATCH (x:LedgerEntry)
WHERE x.direction = 'out' AND x.means = 'card' AND x.amount_fen > 0 AND x.village IS NOT NULL AND x.voucher IS NOT NULL
WITH x.village AS village, x.year AS year, x.voucher AS voucher, coalesce(sum(x.amount_fen), 0) AS fen, collect(x.key) AS pieces
WHERE fen > $card_limit
UNWIND pieces AS piece
MATCH (e:LedgerEntry)
WHERE e.key = piece
OPTIONAL MATCH (e)-[m:PAYS_PERSON]->(p:Person)
WHERE m.match <> 'name_village'
OPTIONAL MATCH (e)-[:PAYS_ORG]->(o:Organization)
RETURN village AS village, year AS year, voucher AS voucher, max(fen) AS amount_fen, max($card_limit) AS limit_fen,
  collect(DISTINCT e.key) AS entries, collect(DISTINCT p.key) AS payees, collect(DISTINCT o.key) AS organizations,
  count(DISTINCT CASE WHEN e.proof = 'roll' THEN e.key END) AS roll_count,
  count(DISTINCT CASE WHEN e.proof = 'roll' AND fen / 3 < $card_limit THEN e.key END) = count(DISTINCT e.key) AS cap_roll,
  min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY village, year, voucher
