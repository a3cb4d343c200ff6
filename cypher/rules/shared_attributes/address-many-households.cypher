// 同一门牌号登记多户
// /// rule
// id = "R50"
// status = "active"
// version = 2
// tier = "blue"
// subject = "village"
// identity = ["address"]
// evidence = ["document"]
// needs = ["Household", "MEMBER_OF"]
// optional = ["Village"]
// gaps = ["addresses"]
// legal = []
// precision = 0.1
// heading = "{village}有 {homes} 户登记在同一门牌号"
// explanation = "户籍登记中，{village}有 {homes} 户登记在同一门牌号，户主{heads}。敬老院、集体户、安置楼房和没有门牌号的地址没有计入。"
// verify = ["对照村庄地图和门牌", "核对是否分户居住"]
//
// [params]
// min = { type = "int", default = 4, proposal = true, words = "至少几户" }
//
// [single]
// village = "门牌号的标记含村"
//
// [[raised_by]]
// rules = ["R25"]
// persons = ["head"]
// words = "其中有人同时列在两个受助家庭"
//
// [[false_positives]]
// words = "自然村没有门牌号，地址只到村"
// case = "地址只到村"
//
// [[false_positives]]
// words = "敬老院、集体户、安置楼"
// case = "集体户"
// ///
MATCH (h:Household)
WHERE h.address IS NOT NULL AND h.village IS NOT NULL AND coalesce(h.kind, '家庭户') = '家庭户'
WITH h.address AS address, h.village AS village, count(h.key) AS registered, collect(h.key) AS there
WHERE registered >= $min
UNWIND there AS home
MATCH (h:Household)
WHERE h.key = home
WITH address, village, h
OPTIONAL MATCH (h)<-[m:MEMBER_OF]-(p:Person)
WHERE m.valid_to IS NULL AND p.death IS NULL
WITH address, village, h, m, p
WHERE p.key IS NOT NULL
WITH address, village, count(DISTINCT h.key) AS homes, collect(DISTINCT h.key) AS facts,
  collect(DISTINCT CASE WHEN m.head THEN p.key END) AS heads
WHERE homes >= $min
RETURN address AS address, village AS village, homes AS homes, collect(heads) AS heads, collect(facts) AS facts, $as_of AS fact_on
ORDER BY address
