// 资产资源发包：期限超过二十年
// /// rule
// id = "R38"
// limb = "c"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "contract"
// identity = ["contract"]
// evidence = ["document"]
// needs = ["Contract"]
// optional = ["WON_BY_ORG", "WON_BY_PERSON"]
// legal = ["collective-econ-2024:35.2", "voc-organic-2018:24"]
// precision = 0.4
// heading = "{village}合同{contract}的期限超过 {max_years} 年"
// explanation = "合同{contract}[（{assets}）][，承租人{lessees}][，承租单位{organizations}]，期限自 {valid_from} 至 {valid_to}，超过 {max_years} 年。家庭承包不计。"
// verify = ["查看合同原件的期限", "查看会议记录", "核对是否录错起止日期"]
//
// [params]
// max_years = { type = "int", default = 20, words = "租赁的最长年限" }
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
// words = "家庭承包的期限由法律规定"
// case = "家庭承包三十年"
//
// [[false_positives]]
// words = "正好二十年"
// case = "正好二十年"
// ///
MATCH (t:Contract)
WHERE t.purpose = 'lease' AND t.valid_to_day IS NOT NULL AND (t.valid_to_day - coalesce(t.valid_from_day, t.signed_day)) / 365.25 > $max_years
  AND NOT coalesce(t.mode, '') CONTAINS '家庭承包' AND NOT coalesce(t.asset, '') CONTAINS '家庭承包' AND NOT coalesce(t.name, '') CONTAINS '家庭承包'
OPTIONAL MATCH (t)-[:WON_BY_ORG]->(o:Organization)
OPTIONAL MATCH (t)-[m:WON_BY_PERSON]->(p:Person)
WHERE m.match <> 'name_village'
RETURN t.key AS contract, max(t.village) AS village, collect(DISTINCT t.asset) AS assets, collect(DISTINCT p.key) AS lessees,
  collect(DISTINCT o.key) AS organizations, max(coalesce(t.valid_from, t.signed)) AS valid_from, max(t.valid_to) AS valid_to,
  max($max_years) AS max_years, max(t.rent_fen) AS amount_fen, max(t.signed) AS fact_on
ORDER BY contract
