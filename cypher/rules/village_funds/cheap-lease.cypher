// 资产资源发包：租金明显低于同类
// /// rule
// id = "R38"
// limb = "a"
// status = "active"
// version = 3
// tier = "yellow"
// subject = "contract"
// identity = ["contract"]
// evidence = ["document"]
// needs = ["Contract"]
// optional = ["WON_BY_ORG", "WON_BY_PERSON"]
// gaps = ["lease-rent-unclear", "lease-unit-rent", "lease-comparables"]
// legal = ["collective-econ-2024:35.2", "voc-organic-2018:24"]
// precision = 0.3
// heading = "{village}合同{contract}的租金低于同类合同"
// explanation = "合同{contract}（{assets}，{start_year}年起）每{units}每年租金 {unit_rent_fen}[，承租人{lessees}][，承租单位{organizations}]；同乡镇同类、起租年份相差不超过两年的另外 {other_count} 份合同，租金中位数为 {median_fen}，本合同不到中位数的 {percent}%。"
// verify = ["查看合同和会议记录", "向相邻地块、房屋的承租人了解租金", "核对租金收据", "查看地力、房屋状况"]
//
// [params]
// ratio = { type = "real", default = 0.7, words = "低于同类租金中位数的比例" }
// percent = { type = "int", default = 70, words = "说明文字中的百分比，与 ratio 一致" }
// min_comparables = { type = "int", default = 5, words = "同类合同的最少份数", proposal = true }
//
// [modifiers]
// lower_poor = "合同台账写明地力差或者房屋破旧"
// clear_relief = "租金减免有会议决议"
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
// words = "地力差的地块租金低"
// case = "地力差"
//
// [[false_positives]]
// words = "会议决议减免租金"
// case = "会议决议减免"
//
// [[false_positives]]
// words = "同类合同太少，无法比较"
// case = "同类合同只有四份"
//
// [[false_positives]]
// words = "没有面积，不知道每亩租金"
// case = "没有写面积"
// ///
MATCH (x:Contract)
WHERE x.unit_rent_fen > 0 AND x.asset IS NOT NULL AND x.town IS NOT NULL AND x.start_year IS NOT NULL
WITH DISTINCT x.town AS town, x.asset AS asset, x.unit AS unit, x.start_year AS year
MATCH (s:Contract)
WHERE s.town = town AND s.asset = asset AND s.unit = unit AND s.unit_rent_fen > 0 AND s.start_year <= year + 2 AND s.start_year >= year - 2
WITH town, asset, unit, year, collect({key: s.key, rent: s.unit_rent_fen}) AS near, count(s.key) AS number
WHERE number > $min_comparables
UNWIND near AS a
UNWIND near AS b
WITH town, asset, unit, year, number, a.key AS own, a.rent AS rent, count(CASE WHEN b.rent <= a.rent THEN 1 END) AS below
WITH town, asset, unit, year, number, min(CASE WHEN below >= number / 2 THEN rent END) AS beneath,
  min(CASE WHEN below >= number / 2 + 1 THEN rent END) AS lower_half,
  min(CASE WHEN below >= (number + 1) / 2 + 1 THEN rent END) AS upper_half
MATCH (t:Contract)
WHERE t.town = town AND t.asset = asset AND t.unit = unit AND t.start_year = year AND t.unit_rent_fen > 0
WITH t, number - 1 AS others, town, asset, unit, year,
  (CASE WHEN t.unit_rent_fen <= beneath THEN lower_half ELSE beneath END + upper_half) / 2 AS median
WHERE t.unit_rent_fen < median * $ratio
OPTIONAL MATCH (t)-[:WON_BY_ORG]->(o:Organization)
OPTIONAL MATCH (t)-[m:WON_BY_PERSON]->(p:Person)
WHERE m.match <> 'name_village'
WITH t, others, median, town, asset, unit, year, max(o.key) AS organization, max(p.key) AS person
MATCH (z:Contract)
WHERE z.town = town AND z.asset = asset AND z.unit = unit AND z.unit_rent_fen > 0 AND z.start_year <= year + 2 AND z.start_year >= year - 2
RETURN t.key AS contract, max(t.village) AS village, collect(DISTINCT t.asset) AS assets, collect(DISTINCT t.unit) AS units,
  max(t.start_year) AS start_year, max(t.unit_rent_fen) AS unit_rent_fen, max(others) AS other_count, max(median) AS median_fen,
  max($percent) AS percent, collect(DISTINCT person) AS lessees, collect(DISTINCT organization) AS organizations,
  collect(DISTINCT z.key) AS facts, max(t.rent_fen) AS amount_fen,
  count(CASE WHEN t.poor THEN 1 END) > 0 AS lower_poor, count(CASE WHEN t.relief THEN 1 END) > 0 AS clear_relief, max(t.signed) AS fact_on
ORDER BY contract
