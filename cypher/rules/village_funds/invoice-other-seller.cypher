// 发票销方与收款方不一致
// /// rule
// id = "R34"
// limb = "c"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "villages"
// identity = ["invoice"]
// evidence = ["document"]
// needs = ["BILLED", "LedgerEntry"]
// optional = ["SOLD_BY", "PAYS_ORG", "PAYS_PERSON", "DIRECTS", "OWNS"]
// legal = ["village-cadre-integrity-2011:6.1", "fiscal-violations-2011:14"]
// precision = 0.3
// heading = "{villages}一张发票的销方不是收款方"
// explanation = "{villages}凭证{vouchers}支出 {amount_fen}，所附号码 {number} 的发票由{sellers}开具，收款方是[{organizations}][{payees}][{other_count} 个未登记的收款人]。税务代开的发票、收款人自己开办的单位不计。"
// verify = ["在税务系统查验发票", "查看合同和送货单是哪一家", "询问收款方与销方的关系"]
//
// [[false_positives]]
// words = "税务代开，销方是税务机关"
// case = "税务代开"
//
// [[false_positives]]
// words = "收款人就是销方（个体户）的经营者"
// case = "收款人是个体户经营者"
// ///
MATCH (e:LedgerEntry)-[:BILLED]->(i:Invoice)
WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.voucher IS NOT NULL AND e.payee_fold IS NOT NULL AND e.payee_kind <> 'roll'
  AND i.seller_name IS NOT NULL AND NOT i.tax_office AND e.payee_fold <> i.seller_name AND coalesce(e.payee_name, '') <> i.seller_name
OPTIONAL MATCH (e)-[:PAYS_ORG]->(o:Organization)
OPTIONAL MATCH (i)-[:SOLD_BY]->(s:Organization)
OPTIONAL MATCH (e)-[m:PAYS_PERSON]->(p:Person)
WITH e, i, max(o.key) AS paid, max(s.key) AS sold, max(p.key) AS person, max(CASE WHEN m.match <> 'name_village' THEN p.key END) AS sure
WHERE paid IS NULL OR sold IS NULL OR paid <> sold
WITH e, i, paid, coalesce(sold, '') AS seller, coalesce(person, '') AS payee, sold, sure
OPTIONAL MATCH (q:Person)-[r:DIRECTS|OWNS]->(t:Organization)
WHERE q.key = payee AND t.key = seller
WITH e, i, paid, sold, sure, count(r.key) AS own
WHERE own = 0
RETURN i.key AS invoice, max(i.number) AS number, collect(DISTINCT e.village) AS villages, collect(DISTINCT e.voucher) AS vouchers,
  collect(DISTINCT i.seller_name) AS sellers, collect(DISTINCT paid) AS organizations, collect(DISTINCT sure) AS payees,
  count(DISTINCT CASE WHEN paid IS NULL AND sure IS NULL THEN e.payee_fold END) AS other_count,
  coalesce(sum(e.amount_fen), 0) AS amount_fen, collect(e.key) AS entries, collect(DISTINCT i.key) AS facts,
  min(e.date) AS first_on, max(e.date) AS last_on
ORDER BY invoice
