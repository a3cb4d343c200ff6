// 供应商当年没有职工也没有纳税
// /// rule
// id = "R33"
// limb = "c"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "organization"
// identity = ["village", "organization", "year"]
// evidence = ["document"]
// needs = ["LedgerEntry", "PAYS_ORG", "TAXED"]
// optional = ["INSURED_AT"]
// counted = true
// legal = ["bidding-2017:3", "bidding-regs-2019:41"]
// precision = 0.25
// heading = "{organization}{year}年没有职工和纳税记录，{village}向它付款"
// explanation = "{year}年{village}向{organization}付款 {entry_count} 笔、{amount_fen}；已载入的{year}年纳税信息中它没有纳税，也没有从业人员，社保缴费记录中没有它的职工。"
// verify = ["查看企业是否有人员、设备和经营场所", "谁实际施工、供货", "向税务部门核对是否在外地纳税"]
//
// [[raised_by]]
// rules = ["R33"]
// shares = ["organization", "village", "year"]
// limbs = 1
// to = "yellow"
// words = "同一收款单位还有另一方面的事实"
//
// [[raised_by]]
// rules = ["R33"]
// shares = ["organization", "village", "year"]
// limbs = 2
// to = "orange"
// words = "同一收款单位有三方面的事实"
//
// [[false_positives]]
// words = "当年的纳税信息没有载入"
// case = "没有当年的纳税信息"
//
// [[false_positives]]
// words = "外地企业，不在本县登记、纳税"
// case = "不在本县登记的企业"
//
// [[false_positives]]
// words = "单独一项只记录"
// case = "单独一项不预警"
// ///
MATCH (y:TaxYear)-[:TAXED]->(:Organization)
WITH collect(DISTINCT y.year) AS years
MATCH (e:LedgerEntry)-[:PAYS_ORG]->(o:Organization)
WHERE e.year IN years AND e.direction = 'out' AND e.amount_fen > 0 AND e.village IS NOT NULL AND o.founded IS NOT NULL
  AND NOT coalesce(o.public, false)
WITH e.year AS year, o, e.village AS village, collect(e.key) AS entries, count(e.key) AS entry_count, coalesce(sum(e.amount_fen), 0) AS amount_fen,
  min(e.date) AS first_on, max(e.date) AS last_on
OPTIONAL MATCH (t:TaxYear)-[:TAXED]->(o)
WHERE t.year = year AND (t.tax_fen > 0 OR t.staff > 0)
WITH year, o, village, entries, entry_count, amount_fen, first_on, last_on, count(t.key) AS active
WHERE active = 0
OPTIONAL MATCH (:Person)-[i:INSURED_AT]->(o)
WHERE i.worker AND (i.valid_from IS NULL OR i.valid_from <= last_on) AND (i.valid_to IS NULL OR i.valid_to >= first_on)
WITH year, o, village, entries, entry_count, amount_fen, first_on, last_on, count(i.key) AS workers
WHERE workers = 0
OPTIONAL MATCH (z:TaxYear)-[:TAXED]->(o)
WHERE z.year = year
RETURN village AS village, o.key AS organization, year AS year, collect(entries) AS entries, max(entry_count) AS entry_count,
  max(amount_fen) AS amount_fen, collect(z.key) AS facts, min(first_on) AS first_on, max(last_on) AS last_on
ORDER BY village, organization, year
