// 公益岗有工资而无人在岗
// /// rule
// id = "R05"
// limb = "b"
// status = "active"
// version = 3
// tier = "orange"
// subject = "person"
// identity = ["person", "post", "village"]
// evidence = ["eligibility", "document"]
// needs = ["WAGE_OF"]
// optional = ["WAGE_FOR", "POST_IN", "IN_CUSTODY", "EMPLOYED_AT"]
// legal = ["ccp-discipline-2023:124", "gov-sanction-2020:33"]
// precision = 0.6
// heading = "{person}的{post}有工资而无人在岗"
// explanation = "{village}向{person}发放{post}工资，其中 {month_count} 个月、{amount_fen} 与在岗不符（{months}）。[{absent} 个月工资表登记出勤为零。][{dead} 个月在其{died_on}死亡之后。][{held} 个月整月处于羁押或服刑。][{employed} 个月同时在{organizations}领取工资。]"
// verify = ["到岗位现场看、查点名册和考勤原件", "问邻居是否见其上岗", "查工资卡由谁保管、由谁取款", "出境没有数据可比，向出入境管理部门核对", "不满一个整月的羁押没有比对，核对羁押、释放日期"]
//
// [modifiers]
// lower_conflict = "死亡日期各来源不一致，且没有其他不符"
//
// [[raised_by]]
// rules = ["R05a", "R05c"]
// persons = ["person"]
// shares = ["post", "village"]
// to = "red"
// words = "在岗人员是用工村任职人员的亲属，或工资流回"
//
// [[false_positives]]
// words = "工资表没有填出勤"
// case = "没有填出勤不算零"
//
// [[false_positives]]
// words = "死亡当月发放上月工资"
// case = "死亡当月"
//
// [[false_positives]]
// words = "临聘、村干部补贴不是全日制供养"
// case = "临聘人员"
//
// [[false_positives]]
// words = "领离退休费的人可以在岗"
// case = "离退休人员"
// ///
MATCH (g:PostWage)-[t:WAGE_OF]->(e:Person)
WHERE g.wage_fen > 0
WITH g, t, e, coalesce(g.month, $first_day) AS opens, coalesce(g.last_day, $first_day) AS closes
OPTIONAL MATCH (e)-[:IN_CUSTODY]->(h:Custody)
WHERE h.kind IN ['prison', 'detention', 'other'] AND h.full_from <= opens AND h.full_to >= closes
WITH g, t, e, opens, closes, collect(DISTINCT h.key) AS stays
OPTIONAL MATCH (e)-[m:EMPLOYED_AT]->(o:Organization)
WHERE m.regular AND NOT m.post_type CONTAINS '离退' AND NOT m.post_type CONTAINS '退休' AND (m.valid_from IS NULL OR m.valid_from <= opens) AND (m.valid_to IS NULL OR m.valid_to >= closes)
WITH g, t, e, stays, collect(DISTINCT m.key) AS jobs, collect(DISTINCT o.key) AS organizations,
  coalesce(e.death_month < g.month_number, false) AS gone, coalesce(g.attendance = 0, false) AS away
WHERE away OR gone OR size(stays) > 0 OR size(jobs) > 0
OPTIONAL MATCH (w:PostWage)-[:WAGE_FOR]->(j:Post)
WHERE w.key = g.key
WITH g, t, e, stays, jobs, organizations, gone, away, coalesce(j.post, '名册以外的公益岗') AS post,
  coalesce(j.village, e.village, '') AS village, coalesce(e.death_conflict, false) AS conflict
RETURN e.key AS person, post AS post, village AS village, collect(organizations) AS organizations,
  collect(stays + jobs + [g.key]) AS facts, collect(DISTINCT g.month) AS months, count(g.key) AS month_count,
  count(CASE WHEN away THEN 1 END) AS absent, count(CASE WHEN gone THEN 1 END) AS dead,
  count(CASE WHEN size(stays) > 0 THEN 1 END) AS held, count(CASE WHEN size(jobs) > 0 THEN 1 END) AS employed,
  max(e.death) AS died_on, collect(DISTINCT g.canonical) AS accounts, coalesce(sum(g.wage_fen), 0) AS amount_fen,
  min(g.month) AS first_on, max(g.last_day) AS last_on,
  max(CASE WHEN gone AND conflict AND NOT away AND size(stays) = 0 AND size(jobs) = 0 THEN 1 ELSE 0 END) = 1 AS lower_conflict,
  collect(DISTINCT t.match) AS matched_by
ORDER BY person, post, village
