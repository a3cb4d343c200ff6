// 误工和劳务报酬中亲属占比异常
// /// rule
// id = "R37"
// limb = "a"
// status = "active"
// version = 1
// tier = "yellow"
// stage = "statistic"
// populations = ["person"]
// years = "ledger"
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
WHERE e.year = $year AND e.direction = 'out' AND e.amount_fen > 0 AND coalesce(x.death, $last_day) >= $since
UNWIND $words AS word
WITH DISTINCT e, t, x, e.village AS place, word
WHERE e.subject CONTAINS word OR e.summary CONTAINS word
WITH DISTINCT e, t, x, place
UNWIND $exempt AS stop
WITH e, t, x, place, count(CASE WHEN e.subject CONTAINS stop OR e.summary CONTAINS stop THEN 1 END) AS stops
WHERE stops = 0
OPTIONAL MATCH (v:Village)-[:WITHIN]->(u:Village)
WHERE v.key = place
WITH e, t, x, place, coalesce(u.key, place) AS above, coalesce(e.date, $since) AS spent
MATCH (x)-[m:MEMBER_OF]->(h:Household)
WHERE h.village = place
  AND coalesce(m.valid_from, $first_day) <= $until AND coalesce(m.valid_to, $last_day) >= $since
WITH DISTINCT e, t, x, place, above, spent
OPTIONAL MATCH (x)<-[k:KIN]-(c:Person)-[s:SERVES]->(w:Village)
WHERE $scope IN k.scopes AND s.role <> 'other' AND (w.key = place OR w.key = above)
  AND coalesce(k.valid_from, $first_day) <= spent AND coalesce(k.valid_to, $last_day) >= spent
  AND coalesce(s.valid_from, $first_day) <= spent AND coalesce(s.valid_to, $last_day) >= spent
WITH e, t, x, place, above, count(k.key) AS ties, collect(DISTINCT k.key) AS kin, collect(DISTINCT c.key) AS cadres,
  collect(DISTINCT s.key) AS offices
OPTIONAL MATCH (x)-[o:SERVES]->(y:Village)
WHERE o.role <> 'other' AND (y.key = place OR y.key = above)
  AND coalesce(o.valid_from, $first_day) <= $until AND coalesce(o.valid_to, $last_day) >= $since
WITH e, t, x, place, ties, kin, cadres, offices, count(o.key) AS posts
WHERE posts = 0
OPTIONAL MATCH (x)-[b:COVERED_BY]->(:BenefitFile)
WHERE coalesce(b.valid_from, $first_day) <= $until AND coalesce(b.valid_to, $last_day) >= $since
WITH e, t, x, place, ties, kin, cadres, offices, count(b.key) AS files
WITH place, x, max(files) AS files, max(ties) AS ties, collect(kin) AS kin, collect(cadres) AS cadres,
  collect(offices) AS offices, collect(e.key) AS entries, coalesce(sum(e.amount_fen), 0) AS amount_fen,
  min(e.date) AS first_on, max(e.date) AS last_on, max(CASE WHEN t.match = 'name_village' THEN 1 ELSE 0 END) AS weak
RETURN place AS village, $year AS year, 'person' AS units, CASE WHEN files > 0 THEN 'low' ELSE 'other' END AS income,
  CASE WHEN x.birth_day <= $elder_day THEN 'elder' WHEN x.birth_day > $minor_day THEN 'minor' ELSE 'adult' END AS band,
  count(x.key) AS chosen, count(CASE WHEN ties > 0 THEN 1 END) AS kin_chosen,
  count(CASE WHEN ties > 0 THEN 1 END) AS kin_persons, count(CASE WHEN weak > 0 THEN 1 END) AS weak_chosen,
  coalesce(sum(amount_fen), 0) AS total_fen, coalesce(sum(CASE WHEN ties > 0 THEN amount_fen ELSE 0 END), 0) AS amount_fen,
  collect(amount_fen) AS amounts, collect(CASE WHEN ties > 0 THEN x.key END) AS payees,
  collect(CASE WHEN ties > 0 THEN cadres END) AS cadres, collect(CASE WHEN ties > 0 THEN kin END) AS kin,
  collect(CASE WHEN ties > 0 THEN entries END) AS entries, collect(CASE WHEN ties > 0 THEN offices END) AS facts,
  min(first_on) AS first_on, max(last_on) AS last_on
ORDER BY village, year, units, income, band
