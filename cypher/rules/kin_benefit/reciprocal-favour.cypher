// 交叉优亲
// /// rule
// id = "R55"
// status = "active"
// version = 5
// tier = "orange"
// stage = "cycle"
// subject = "signers"
// identity = ["signers", "year"]
// evidence = ["office", "kin"]
// kin_from = ["signer"]
// needs = ["SIGNED", "DECIDES_FOR", "KIN", "Program"]
// gaps = ["program-class"]
// legal = ["ccp-discipline-2023:124", "civil-servant-2018:76"]
// precision = 0.35
// heading = "{signers}分别为对方的亲属签字"
// explanation = "{signers}在一年之内分别为对方的亲属办理{programs}签字（共 {ways} 次），受益人{beneficiary}（{kin_words}）。{expected_words}。"
// verify = ["查阅各次决定的会议记录", "核对各次决定的先后", "查看同期其他申请人的结果"]
//
// [params]
// scope = { type = "scope", default = "RECUSAL", words = "亲属范围" }
// classes = { type = "texts", default = ["C"], words = "项目类别" }
// steps = { type = "texts", default = ["经办", "入户", "评议", "审核", "审批"], words = "算作决定的环节" }
// days = { type = "int", default = 365, words = "各次决定相隔至多", unit = "days" }
// quick_days = { type = "int", default = 90, words = "两人互相签字相隔多近定为红色", unit = "days" }
// hub_share = { type = "real", default = 0.2, words = "签了全镇该项目多大比例的人不算", proposal = true }
// hub_least = { type = "int", default = 10, words = "至少签过多少件才按比例排除", proposal = true }
// proxy_words = { type = "text", default = ".*(代签|代为签|受.*委托).*", words = "审批意见中表示受委托代签的词" }
// draws = { type = "int", default = 200, words = "随机换置的次数", proposal = true }
//
// [[false_positives]]
// words = "一名经办人为全镇签字"
// case = "一名经办人为全镇签字"
//
// [[false_positives]]
// words = "签字人与受益人同名"
// case = "签字人只按姓名相配"
// filter = "F08"
//
// [[false_positives]]
// words = "签字时亲属关系已终止"
// case = "签字之前已经离婚"
// filter = "F02"
//
// [[false_positives]]
// words = "签字是他人受委托代签"
// case = "受委托代签"
//
// [[false_positives]]
// words = "兄弟二人都是签字人，亲属本是同一家"
// case = "签字人自己也是受益人的亲属"
// ///
MATCH (q:Approval)
WHERE q.village IS NOT NULL
WITH left(q.village, 9) AS town, q.program AS program, count(DISTINCT q.case_no) AS total
MATCH (n:Person)-[:SIGNED]->(o:Approval)
WHERE o.program = program AND left(o.village, 9) = town AND o.case_no IS NOT NULL
WITH town, program, total, n.key AS signer, count(DISTINCT o.case_no) AS signed
WHERE signed < $hub_least OR signed <= total * $hub_share
MATCH (g:Program)
WHERE g.key = program AND g.class IN $classes
WITH town, program, signer
MATCH (s:Person)-[x:SIGNED]->(a:Approval)-[:DECIDES_FOR]->(b:Person)<-[k:KIN]-(t:Person)
WHERE s.key = signer AND a.program = program AND left(a.village, 9) = town AND a.step IN $steps AND t.key <> s.key
  AND b.key <> s.key AND $scope IN k.scopes AND NOT coalesce(a.recused, false)
  AND NOT coalesce(a.result, '') =~ $proxy_words
  AND coalesce(k.valid_from, $first_day) <= a.date AND coalesce(k.valid_to, $last_day) >= a.date
OPTIONAL MATCH (s)-[own:KIN]->(b)
WITH town, program, s, x, a, b, k, t, count(CASE WHEN $scope IN own.scopes THEN 1 END) AS related
WHERE related = 0
RETURN s.key AS decider, t.key AS favoured, a.day AS day, a.date AS date, town AS town, program AS programs,
  b.key AS beneficiary, a.village AS villages, collect(DISTINCT a.key) AS approvals, collect(DISTINCT k.key) AS kin,
  collect(DISTINCT k.words) AS kin_words, collect(DISTINCT x.key) AS facts, collect(DISTINCT x.match) AS matched_by,
  collect(DISTINCT k.confidence) AS confidence
ORDER BY decider, favoured, day, beneficiary
