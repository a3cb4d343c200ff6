// 亲属集中度异常
// /// rule
// id = "R03"
// status = "active"
// version = 2
// tier = "yellow"
// stage = "statistic"
// populations = ["household", "person"]
// years = "payment"
// subject = "village"
// identity = ["village", "program", "year"]
// evidence = ["comparison"]
// kin_from = ["office"]
// needs = ["KIN", "Payment", "Program", "SERVES", "MEMBER_OF"]
// optional = ["COVERED_BY", "WITHIN"]
// gaps = ["program-class"]
// legal = ["ccp-discipline-2023:124"]
// precision = 0.3
// heading = "{village}{year}年{program}的名额较多给了干部亲属"
// explanation = "{village}{year}年{program}：{chosen} 个名额（按{places}）中有 {observed} 个给了当时在任干部的亲属，同等条件下按机会约 {expected_words} 个，{p_words}，全部比较校正后 {q_words}。[亲属得到的机会是其他人的 {ratio_words} 倍（{odds_words}）。][亲属比按机会多得约 {excess_fen}。]分层比较：{strata_words}。[{unstratified_words}。]这不等于有人优亲厚友，也可能是：宗族村中亲属本来就多；困难在家族中延续；干部亲属更了解政策、申请得更多；申报只含近亲属；有的亲属没有登记。"
// verify = ["申请人名单：批准的和未批准的", "评议打分和记录", "项目是否向全体村民公告", "把亲属与同等条件而未享受的户逐一比较"]
//
// [params]
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// classes = { type = "texts", default = ["C"], words = "项目类别" }
// min_hits = { type = "int", default = 3, words = "至少几个名额给了亲属" }
// min_chosen = { type = "int", default = 5, words = "至少几个名额才作比较" }
// p_max = { type = "real", default = 0.01, words = "偶然出现的概率须小于" }
// q_max = { type = "real", default = 0.05, words = "全部比较中误报比例须不大于" }
// min_rr = { type = "real", default = 2.0, words = "亲属与他人的机会之比至少", proposal = true }
// register_coverage = { type = "real", default = 0.8, words = "亲属有登记的干部至少占几成", proposal = true }
// weak_share = { type = "real", default = 0.1, words = "只按姓名相配的领取人至多占几成" }
// power = { type = "real", default = 0.8, words = "说“并未多得”须有的把握", proposal = true }
// power_ratio = { type = "real", default = 3.0, words = "须看得出的机会之比" }
//
// [[raised_by]]
// rules = ["R02a", "R02b", "R04", "R08", "R09", "R13", "R15", "R16", "R17", "R18", "R19", "R20", "R21", "R22"]
// persons = ["relative", "recipient"]
// shares = ["program"]
// to = "orange"
// words = "其中的亲属在同一项目上另有独立事实"
//
// [[false_positives]]
// words = "宗族村，亲属本来就多"
// case = "宗族村里亲属本来就多"
//
// [[false_positives]]
// words = "困难在家族中延续"
// case = "名额按低收入户发放"
//
// [[false_positives]]
// words = "决定时尚未任职或已离任"
// case = "决定之后才任职"
// filter = "F02"
//
// [[false_positives]]
// words = "同名的人"
// case = "领取人多只按姓名相配"
// filter = "F08"
//
// [[false_positives]]
// words = "亲属登记不全"
// case = "干部亲属登记不全"
// ///
MATCH (p:Payment)
WHERE p.year = $year AND p.stands AND p.amount_fen > 0 AND p.village IS NOT NULL
MATCH (g:Program)
WHERE g.key = p.program AND g.class IN $classes
WITH p, p.village AS place, g.key AS program, coalesce(g.payee_unit, 'person') = 'household' AS by_home
OPTIONAL MATCH (v:Village)-[:WITHIN]->(u:Village)
WHERE v.key = place
WITH p, place, program, by_home, coalesce(u.key, place) AS above
MATCH (r:Person)-[m:MEMBER_OF]->(h:Household)
WHERE r.key = p.recipient AND h.village = place AND coalesce(r.death, $last_day) >= $since
  AND coalesce(m.valid_from, $first_day) <= $until AND coalesce(m.valid_to, $last_day) >= $since
MATCH (x:Person)-[n:MEMBER_OF]->(h)
WHERE (by_home OR x.key = p.recipient) AND coalesce(x.death, $last_day) >= $since
  AND coalesce(n.valid_from, $first_day) <= $until AND coalesce(n.valid_to, $last_day) >= $since
OPTIONAL MATCH (x)<-[k:KIN]-(c:Person)-[s:SERVES]->(w:Village)
WHERE $scope IN k.scopes AND s.role <> 'other' AND (w.key = place OR w.key = above)
  AND coalesce(k.valid_from, $first_day) <= p.decided_on AND coalesce(k.valid_to, $last_day) >= p.decided_on
  AND coalesce(s.valid_from, $first_day) <= p.decided_on AND coalesce(s.valid_to, $last_day) >= p.decided_on
  AND coalesce(k.valid_from, $first_day) <= $until AND coalesce(k.valid_to, $last_day) >= $since
  AND coalesce(s.valid_from, $first_day) <= $until AND coalesce(s.valid_to, $last_day) >= $since
WITH p, place, program, by_home, above, h, x, count(k.key) AS ties, collect(DISTINCT k.key) AS kin,
  collect(DISTINCT c.key) AS cadres, collect(DISTINCT s.key) AS offices
OPTIONAL MATCH (x)-[o:SERVES]->(y:Village)
WHERE o.role <> 'other' AND (y.key = place OR y.key = above)
  AND coalesce(o.valid_from, $first_day) <= $until AND coalesce(o.valid_to, $last_day) >= $since
WITH p, place, program, by_home, h, x, ties, kin, cadres, offices, count(o.key) AS posts
OPTIONAL MATCH (x)-[b:COVERED_BY]->(f:BenefitFile)
WHERE coalesce(b.valid_from, $first_day) <= $until AND coalesce(b.valid_to, $last_day) >= $since
WITH p, place, program, by_home, CASE WHEN by_home THEN h.key ELSE x.key END AS unit, x, ties, kin, cadres, offices,
  posts, count(b.key) AS files, count(CASE WHEN f.program = program THEN 1 END) AS own_files
WITH p, place, program, by_home, unit, max(posts) AS posts, max(files) AS files, max(own_files) AS own_files,
  count(CASE WHEN ties > 0 THEN 1 END) AS near, collect(CASE WHEN ties > 0 THEN x.key END) AS relatives,
  collect(kin) AS kin, collect(cadres) AS cadres, collect(offices) AS offices,
  count(CASE WHEN x.birth_day <= $elder_day THEN 1 END) AS elders,
  count(CASE WHEN NOT by_home AND x.birth_day > $minor_day THEN 1 END) AS minors
WHERE posts = 0
WITH place, program, by_home, unit, max(files) AS files, max(own_files) AS own_files, max(near) AS near,
  max(elders) AS elders, max(minors) AS minors, collect(relatives) AS relatives, collect(kin) AS kin,
  collect(cadres) AS cadres, collect(offices) AS offices, coalesce(sum(p.amount_fen), 0) AS amount_fen,
  collect(p.key) AS payments, collect(p.recipient) AS recipients, min(p.decided_on) AS first_on,
  max(p.decided_on) AS last_on, max(CASE WHEN p.match IN $weak THEN 1 ELSE 0 END) AS weak
RETURN place AS village, program AS program, $year AS year, CASE WHEN by_home THEN 'household' ELSE 'person' END AS units,
  CASE WHEN files > 0 THEN 'low' ELSE 'other' END AS income,
  CASE WHEN elders > 0 THEN 'elder' WHEN minors > 0 THEN 'minor' ELSE 'adult' END AS band,
  count(unit) AS chosen, count(CASE WHEN near > 0 THEN 1 END) AS kin_chosen, coalesce(sum(near), 0) AS kin_persons,
  max(own_files) AS own_files, count(CASE WHEN weak > 0 THEN 1 END) AS weak_chosen,
  coalesce(sum(amount_fen), 0) AS total_fen, coalesce(sum(CASE WHEN near > 0 THEN amount_fen ELSE 0 END), 0) AS amount_fen,
  collect(CASE WHEN near > 0 THEN relatives END) AS relatives, collect(CASE WHEN near > 0 THEN recipients END) AS recipients,
  collect(CASE WHEN near > 0 THEN cadres END) AS cadres, collect(CASE WHEN near > 0 THEN kin END) AS kin,
  collect(CASE WHEN near > 0 THEN payments END) AS payments, collect(CASE WHEN near > 0 THEN offices END) AS facts,
  min(first_on) AS first_on, max(last_on) AS last_on
ORDER BY village, program, year, units, income, band
