// 亲属集中度异常
// /// rule
// id = "R03"
// status = "active"
// version = 4
// tier = "yellow"
// stage = "statistic"
// populations = ["household", "person"]
// years = "payment"
// subject = "village"
// identity = ["village", "program", "year"]
// evidence = ["comparison"]
// kin_from = ["office"]
// needs = ["KIN", "Payment", "Program", "SERVES", "MEMBER_OF"]
// optional = ["COVERED_BY", "WITHIN", "DECIDES_FOR"]
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
// words = "干部亲属更了解政策、申请得更多"
// case = "亲属申请得多，获批的并不更多"
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
RETURN p.village AS village, g.key AS program, $year AS year, p.recipient AS recipients,
  CASE WHEN g.payee_unit = 'household' THEN 'household' ELSE 'person' END AS units, p.decided_on AS fact_on,
  p.amount_fen AS amount_fen, CASE WHEN p.match IN $weak THEN 1 ELSE 0 END AS weak, p.key AS payments
