// 供应商集中：一家收款单位占采购和工程支出过半
// /// rule
// id = "R33"
// limb = "a"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "organization"
// identity = ["village", "organization", "year"]
// evidence = ["document"]
// needs = ["LedgerEntry", "PAYS_ORG"]
// optional = ["SPENT_BY"]
// counted = true
// legal = ["bidding-2017:3", "bidding-regs-2019:41"]
// precision = 0.25
// heading = "{village}{year}年的采购和工程支出过半付给{organization}"
// explanation = "{year}年{village}的采购和工程支出共 {spent_fen}，其中付给{organization} {entry_count} 笔、{amount_fen}，超过 {percent}%。水电、工资、补偿、分红等科目和公用事业单位不计；本乡镇当年同类科目的收款单位有 {rival_count} 家。"
// verify = ["查看企业是否有人员、设备和经营场所", "查看合同、报价和验收", "了解本地同行业有几家"]
//
// [params]
// share = { type = "real", default = 0.5, words = "占全村采购和工程支出的比例" }
// percent = { type = "int", default = 50, words = "说明文字中的百分比，与 share 一致" }
// min_payments = { type = "int", default = 5, words = "全年付款的最少笔数", proposal = true }
// min_rivals = { type = "int", default = 3, words = "本乡镇同类收款单位不足这个数目时不算集中", proposal = true }
// exempt_subjects = { type = "texts", default = ["水电", "电费", "水费", "燃气", "通讯", "工资", "误工", "劳务", "报酬", "补偿", "分红", "股利", "收益分配", "内部往来", "应收", "备用金"], words = "不计的会计科目：名称中含有的词；只用编码的写编码开头" }
// utilities = { type = "texts", default = ["供电", "电力", "自来水", "燃气", "电信", "移动通信", "联合网络", "广电", "邮政", "保险"], words = "公用事业单位：名称中含有的词" }
//
// [modifiers]
// clear_few = "本乡镇同类收款单位不足规定数目，本地可选的不多"
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
// words = "本地同行业的供应商不足三家"
// case = "本乡镇同类只有两家"
//
// [[false_positives]]
// words = "供电、自来水等公用事业单位"
// case = "供电公司"
// ///
MATCH (x:LedgerEntry)
WITH DISTINCT coalesce(x.subject, '') AS subject
UNWIND $exempt_subjects AS word
WITH subject, count(CASE WHEN subject STARTS WITH word OR (word >= 'A' AND subject CONTAINS word) THEN 1 END) AS hits
WITH collect(CASE WHEN hits > 0 THEN subject END) AS exempt
MATCH (n:LedgerEntry)
WHERE n.payee_name IS NOT NULL
WITH DISTINCT exempt, n.payee_name AS name
UNWIND $utilities AS utility
WITH exempt, name, count(CASE WHEN name CONTAINS utility THEN 1 END) AS hits
WITH exempt, collect(CASE WHEN hits > 0 THEN name END) AS served
MATCH (e:LedgerEntry)-[:PAYS_ORG]->(o:Organization)
WHERE e.direction = 'out' AND e.amount_fen > 0 AND e.village IS NOT NULL AND NOT coalesce(e.subject, '') IN exempt
  AND NOT e.payee_name IN served AND NOT coalesce(o.public, false)
WITH exempt, served, o.key AS supplier, e.village AS place, e.year AS span, coalesce(sum(e.amount_fen), 0) AS fen, count(e.key) AS entry_count
WHERE entry_count >= $min_payments
MATCH (f:LedgerEntry)
WHERE f.village = place AND f.year = span AND f.direction = 'out' AND f.amount_fen > 0 AND NOT coalesce(f.subject, '') IN exempt
  AND f.payee_kind <> 'roll' AND f.payee_name IS NOT NULL AND NOT f.payee_name IN served
WITH exempt, supplier, place, span, fen, entry_count, coalesce(sum(f.amount_fen), 0) AS spent
WHERE fen > spent * $share
MATCH (v:Village)
WHERE v.key = place
WITH exempt, supplier, place, span, fen, entry_count, spent, coalesce(v.town, v.key) AS town
MATCH (e:LedgerEntry)-[:PAYS_ORG]->(o:Organization)
WHERE o.key = supplier AND e.village = place AND e.year = span AND e.direction = 'out' AND e.amount_fen > 0 AND NOT coalesce(e.subject, '') IN exempt
WITH supplier, place, span, fen, entry_count, spent, town, collect(e.key) AS entries,
  collect(DISTINCT e.subject) AS subjects, min(e.date) AS first_on, max(e.date) AS last_on
UNWIND subjects AS subject
MATCH (r:Organization)<-[:PAYS_ORG]-(g:LedgerEntry)-[:SPENT_BY]->(w:Village)
WHERE g.year = span AND g.subject = subject AND coalesce(w.town, w.key) = town AND g.direction = 'out'
WITH supplier, place, span, fen, entry_count, entries, first_on, last_on, spent, count(DISTINCT r.key) AS rivals
RETURN place AS village, supplier AS organization, span AS year, max(fen) AS amount_fen, max(spent) AS spent_fen, max(entry_count) AS entry_count,
  max($percent) AS percent, max(rivals) AS rival_count, collect(entries) AS entries,
  count(CASE WHEN rivals < $min_rivals THEN 1 END) > 0 AS clear_few, min(first_on) AS first_on, max(last_on) AS last_on
ORDER BY village, organization, year
