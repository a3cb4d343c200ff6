// 同一张发票在两张凭证里报销
// /// rule
// id = "R34"
// limb = "b"
// status = "active"
// version = 1
// tier = "orange"
// subject = "villages"
// identity = ["invoice"]
// evidence = ["document"]
// needs = ["BILLED", "LedgerEntry"]
// optional = ["SOLD_BY", "PAYS_ORG"]
// legal = ["village-cadre-integrity-2011:6.1", "fiscal-violations-2011:14"]
// precision = 0.5
// heading = "{villages}有 {voucher_count} 张凭证用同一张发票"
// explanation = "号码 {number} 的发票[（{organizations}）]附在{villages}的 {voucher_count} 张凭证（{vouchers}）里，共支出 {amount_fen}[，发票金额 {invoice_fen}]。"
// verify = ["在税务系统查验发票", "核对两张凭证的原件和附件", "询问销方供货几次"]
//
// [modifiers]
// clear_parts = "几次付款合计不超过发票金额：一张发票分次付款"
//
// [[false_positives]]
// words = "一张凭证里重复打印同一张电子发票"
// case = "同一凭证的两行"
//
// [[false_positives]]
// words = "一张发票分次付款"
// case = "分次付款不超过发票金额"
//
// [[false_positives]]
// words = "冲回后重新入账"
// case = "冲回重记"
// ///
MATCH (e:LedgerEntry)-[:BILLED]->(i:Invoice)
WHERE e.direction = 'out' AND e.voucher IS NOT NULL
WITH i, e.village AS village, e.year AS year, e.voucher AS voucher, coalesce(sum(e.amount_fen), 0) AS fen, collect(e.key) AS lines,
  min(e.date) AS opened, max(e.date) AS closed
WITH i, count(CASE WHEN fen > 0 THEN 1 END) - count(CASE WHEN fen < 0 THEN 1 END) AS used, coalesce(sum(fen), 0) AS total,
  collect(lines) AS entries, collect(DISTINCT village) AS villages, collect(DISTINCT voucher) AS vouchers,
  count(CASE WHEN fen > 0 THEN 1 END) AS positive, min(opened) AS opened, max(closed) AS closed
WHERE used >= 2
OPTIONAL MATCH (i)-[:SOLD_BY]->(s:Organization)
WITH i, used, total, entries, villages, vouchers, positive, opened, closed, max(s.key) AS seller
OPTIONAL MATCH (i)<-[:BILLED]-(x:LedgerEntry)-[:PAYS_ORG]->(o:Organization)
RETURN i.key AS invoice, max(i.number) AS number, collect(villages) AS villages, collect(vouchers) AS vouchers, max(positive) AS voucher_count,
  collect(DISTINCT seller) + collect(DISTINCT o.key) AS organizations, collect(entries) AS entries, collect(DISTINCT i.key) AS facts,
  max(total) AS amount_fen, max(i.amount_fen) AS invoice_fen,
  count(CASE WHEN i.amount_fen IS NOT NULL AND total <= i.amount_fen THEN 1 END) > 0 AS clear_parts,
  min(opened) AS first_on, max(closed) AS last_on
ORDER BY invoice
