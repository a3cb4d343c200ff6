// 发票金额与存根联金额不一致
// /// rule
// id = "R34"
// limb = "d"
// status = "active"
// version = 1
// tier = "orange"
// subject = "villages"
// identity = ["invoice"]
// evidence = ["document"]
// needs = ["Invoice"]
// optional = ["SOLD_BY", "BILLED"]
// gaps = ["invoice-stub"]
// legal = ["village-cadre-integrity-2011:6.1", "fiscal-violations-2011:14"]
// precision = 0.6
// heading = "号码 {number} 的发票与存根联金额不一致"
// explanation = "号码 {number} 的发票[（{organizations}）][由{villages}取得，]发票联金额 {invoice_fen}，存根联金额 {stub_fen}，相差 {amount_fen}。"
// verify = ["查看发票联和存根联原件", "在税务系统查验发票", "询问销方实际收款"]
//
// [[false_positives]]
// words = "存根联没有录入金额"
// case = "没有存根联金额"
// ///
MATCH (i:Invoice)
WHERE i.stub_fen IS NOT NULL AND i.amount_fen IS NOT NULL AND i.stub_fen <> i.amount_fen
OPTIONAL MATCH (i)-[:SOLD_BY]->(o:Organization)
OPTIONAL MATCH (e:LedgerEntry)-[:BILLED]->(i)
RETURN i.key AS invoice, max(i.number) AS number, collect(DISTINCT i.village) AS villages, collect(DISTINCT o.key) AS organizations,
  max(i.amount_fen) AS invoice_fen, max(i.stub_fen) AS stub_fen, max(abs(i.amount_fen - i.stub_fen)) AS amount_fen,
  collect(DISTINCT e.key) AS entries, collect(DISTINCT i.key) AS facts, max(i.date) AS fact_on
ORDER BY invoice
