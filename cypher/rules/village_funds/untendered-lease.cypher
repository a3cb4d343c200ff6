// 资产资源发包：超过限额而没有公开
// /// rule
// id = "R38"
// limb = "d"
// status = "active"
// version = 2
// tier = "yellow"
// subject = "contract"
// identity = ["contract"]
// evidence = ["document"]
// needs = ["Contract"]
// optional = ["WON_BY_ORG", "WON_BY_PERSON"]
// gaps = ["lease-mode"]
// legal = ["collective-econ-2024:35.2", "voc-organic-2018:24"]
// precision = 0.4
// heading = "{village}合同{contract}超过限额而没有公开招标或公示"
// explanation = "合同{contract}[（{assets}）][，承租人{lessees}][，承租单位{organizations}]，发包方式为“{modes}”，合同金额 {amount_fen}，超过最低一档限额 {limit_fen}，没有公开招标、竞价或公示的记载。"
// verify = ["查看会议记录和公示照片", "询问是否公开报名", "查看合同原件"]
//
// [params]
// limits = { type = "ints", unit = "yuan", setting = "tender.limits_yuan", words = "本县招标、采购的各档限额" }
//
// [[raised_by]]
// rules = ["R38e"]
// shares = ["contract"]
// where = { sure = true }
// limbs = 1
// to = "red"
// words = "承租人与该村干部有关"
//
// [[raised_by]]
// rules = ["R38"]
// shares = ["contract"]
// limbs = 1
// to = "orange"
// words = "同一合同还有另一方面的事实"
//
// [[false_positives]]
// words = "已经公示"
// case = "协商后公示"
//
// [[false_positives]]
// words = "金额在限额以内"
// case = "金额在限额以内"
// ///
UNWIND $limits AS step
WITH min(step) AS lowest
MATCH (t:Contract)
WHERE t.purpose = 'lease' AND t.mode IS NOT NULL AND NOT t.tendered AND NOT t.mode CONTAINS '公示' AND NOT t.mode CONTAINS '公告'
WITH lowest, t, CASE WHEN t.rent_fen IS NOT NULL AND t.valid_to_day IS NOT NULL AND coalesce(t.valid_from_day, t.signed_day) IS NOT NULL
  THEN t.rent_fen * (t.valid_to_day - coalesce(t.valid_from_day, t.signed_day) + 1) / 365 ELSE t.amount_fen END AS fen
WHERE fen > lowest
OPTIONAL MATCH (t)-[:WON_BY_ORG]->(o:Organization)
OPTIONAL MATCH (t)-[m:WON_BY_PERSON]->(p:Person)
WHERE m.match <> 'name_village'
RETURN t.key AS contract, max(t.village) AS village, collect(DISTINCT t.asset) AS assets, collect(DISTINCT t.mode) AS modes,
  collect(DISTINCT p.key) AS lessees, collect(DISTINCT o.key) AS organizations, max(fen) AS amount_fen, max(lowest) AS limit_fen,
  max(t.signed) AS fact_on
ORDER BY contract
