// 误工和劳务报酬中亲属占比异常
// /// rule
// id = "R37"
// limb = "a"
// status = "active"
// version = 2
// tier = "yellow"
// stage = "statistic"
// populations = ["person"]
// years = "ledger"
// by_amount = true
// subject = "village"
// identity = ["village", "year"]
// evidence = ["comparison"]
// kin_from = ["office"]
// needs = ["KIN", "LedgerEntry", "PAYS_PERSON", "SERVES", "MEMBER_OF"]
// optional = ["COVERED_BY", "WITHIN"]
// legal = ["voc-organic-2018:24", "village-cadre-integrity-2011:5.3"]
// precision = 0.3
// heading = "{village}{year}年误工和劳务报酬较多付给干部亲属"
// explanation = "{village}{year}年领取误工、劳务报酬的 {chosen} 人中有 {observed} 人是当时在任干部的亲属，按机会约 {expected_words} 人，{p_words}，全部比较校正后 {q_words}；亲属共得 {amount_fen}。[亲属得到的机会是其他人的 {ratio_words} 倍（{odds_words}）。][亲属比按机会多得约 {excess_fen}。]分层比较：{strata_words}。[{unstratified_words}。]这不等于有人优亲厚友，也可能是：宗族村中亲属本来就多；亲属中劳力多、住得近；抢收、防汛等值守由少数人承担；申报只含近亲属；有的亲属没有登记。"
// verify = ["用工记录和签到", "务工人本人的说法", "同村其他劳力是否知道用工", "误工补贴标准的村民会议决定"]
//
// [params]
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// words = { type = "texts", default = ["误工", "劳务", "用工", "务工", "工时", "工资", "报酬"], words = "科目或摘要中算作劳务的词" }
// exempt = { type = "texts", default = ["干部报酬", "干部工资", "干部补贴", "绩效"], words = "不算劳务的词" }
// min_hits = { type = "int", default = 3, words = "至少几名亲属领取" }
// min_chosen = { type = "int", default = 5, words = "至少几人领取才作比较" }
// p_max = { type = "real", default = 0.01, words = "偶然出现的概率须小于" }
// q_max = { type = "real", default = 0.05, words = "全部比较中误报比例须不大于" }
// min_rr = { type = "real", default = 2.0, words = "亲属与他人的机会之比至少", proposal = true }
// register_coverage = { type = "real", default = 0.8, words = "亲属有登记的干部至少占几成", proposal = true }
// weak_share = { type = "real", default = 0.1, words = "只按姓名相配的领取人至多占几成" }
// power = { type = "real", default = 0.8, words = "说“并未多得”须有的把握", proposal = true }
// power_ratio = { type = "real", default = 3.0, words = "须看得出的机会之比" }
//
// [[false_positives]]
// words = "亲属本来就多"
// case = "亲属本来就多"
//
// [[false_positives]]
// words = "用工之后才任职"
// case = "用工之后才任职"
// filter = "F02"
//
// [[false_positives]]
// words = "同名的人"
// case = "收款人多只按姓名相配"
// filter = "F08"
//
// [[false_positives]]
// words = "一名亲属得一笔大额，其他亲属很少"
// case = "人数多而钱不多"
// ///
MATCH (e:LedgerEntry)-[t:PAYS_PERSON]->(x:Person)
WHERE e.year = $year AND e.direction = 'out' AND e.amount_fen > 0
WITH e, t, x, coalesce(e.subject, '') + ' ' + coalesce(e.summary, '') AS said
UNWIND $words AS word
WITH e, t, x, said, word
WHERE said CONTAINS word
WITH DISTINCT e, t, x, said
UNWIND $exempt AS stop
WITH e, t, x, count(CASE WHEN said CONTAINS stop THEN 1 END) AS stops
WHERE stops = 0
RETURN e.village AS village, $year AS year, x.key AS payees, 'person' AS units, e.date AS fact_on,
  e.amount_fen AS amount_fen, CASE WHEN t.match = 'name_village' THEN 1 ELSE 0 END AS weak, e.key AS entries
