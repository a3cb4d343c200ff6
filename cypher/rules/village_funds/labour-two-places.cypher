// 同一人同一天在两处用工，或者当时不可能出工
// /// rule
// id = "R37"
// limb = "b"
// status = "active"
// version = 3
// tier = "orange"
// subject = "person"
// identity = ["village", "year", "person"]
// evidence = ["eligibility"]
// needs = ["LabourDay", "WORKED"]
// optional = ["EMPLOYED_AT", "IN_CUSTODY"]
// legal = ["voc-organic-2018:24", "village-cadre-integrity-2011:5.3"]
// precision = 0.5
// heading = "{person}的用工记录与同日的另一处或者本人当时的情况不符"
// explanation = "{year}年{village}的用工（误工）花名册上，{person}有 {day_count} 天的记录不符：[{twice_count} 天在两处（{sites}）出工][，{dead_count} 天在死亡登记的日期之后][，{held_count} 天在本人整月羁押或服刑（{custody_kinds}）的月份内][，{payroll_count} 天（周一至周五）本人为在编人员]，涉及金额 {amount_fen}。"
// verify = ["查看用工花名册原件和签字", "询问本人和同组的人", "核对死亡、在职记录和羁押、释放文书", "住院、出境没有数据可比，向医保、出入境管理部门核对", "不满一个整月的羁押没有比对，核对羁押、释放日期"]
//
// [modifiers]
// lower_kind = "名单没有写明羁押类型，且没有其他不符"
//
// [[false_positives]]
// words = "抢收、防汛、防疫等紧急用工"
// case = "防汛值守两处"
//
// [[false_positives]]
// words = "半天在一处、半天在另一处"
// case = "上午下午各半天"
//
// [[false_positives]]
// words = "在编人员周末用工"
// case = "在职教师周末出工"
//
// [[false_positives]]
// words = "收押、释放的当天和当月，以及只写到月份的起止"
// case = "释放当天"
//
// [[false_positives]]
// words = "社区矫正不是羁押"
// case = "社区矫正"
//
// [[false_positives]]
// words = "同名的人"
// case = "仅姓名和村相同"
// filter = "F08"
// ///
MATCH (x:LabourDay)-[:WORKED]->(p:Person)
WHERE x.date IS NOT NULL AND NOT x.duty
WITH p, x.date AS day, x.day AS number, count(DISTINCT x.site) AS places, count(DISTINCT x.village) AS villages, coalesce(sum(x.days), 0) AS days
WITH p, day, number, CASE WHEN places + villages > 2 AND days > 1.0 THEN 1 ELSE 0 END AS twice,
  CASE WHEN p.death_day IS NOT NULL AND number > p.death_day AND p.death_precision = 'day' THEN 1 ELSE 0 END AS dead
WITH p, day, twice, dead, (number + 4) % 7 AS weekday
OPTIONAL MATCH (p)-[j:EMPLOYED_AT]->(:Organization)
WHERE weekday >= 1 AND weekday <= 5 AND j.regular AND j.post_type CONTAINS '编' AND NOT j.post_type CONTAINS '离退休'
  AND j.valid_from <= day AND (j.valid_to IS NULL OR j.valid_to >= day)
WITH p, day, twice, dead, CASE WHEN count(j.key) > 0 THEN 1 ELSE 0 END AS payroll, collect(j.key) AS jobs
OPTIONAL MATCH (p)-[:IN_CUSTODY]->(h:Custody)
WHERE h.kind IN ['prison', 'detention', 'other'] AND h.full_from <= day AND h.full_to >= day
  AND h.valid_from < day AND (h.valid_to IS NULL OR h.valid_to > day)
WITH p, day, twice, dead, payroll, jobs, CASE WHEN count(h.key) > 0 THEN 1 ELSE 0 END AS held, collect(DISTINCT h.key) AS stays,
  collect(DISTINCT h.kind_text) AS kinds, count(CASE WHEN h.kind <> 'other' THEN 1 END) AS told
WHERE twice + dead + payroll + held > 0
MATCH (w:LabourDay)
WHERE w.person = p.key AND w.date = day AND NOT w.duty AND w.village IS NOT NULL
RETURN w.village AS village, w.year AS year, p.key AS person, count(DISTINCT day) AS day_count,
  count(DISTINCT CASE WHEN twice = 1 THEN day END) AS twice_count, count(DISTINCT CASE WHEN dead = 1 THEN day END) AS dead_count,
  count(DISTINCT CASE WHEN payroll = 1 THEN day END) AS payroll_count,
  count(DISTINCT CASE WHEN held = 1 THEN day END) AS held_count, collect(kinds) AS custody_kinds, collect(DISTINCT w.site) AS sites,
  coalesce(sum(w.amount_fen), 0) AS amount_fen, collect([w.key] + jobs + stays) AS facts,
  CASE WHEN count(CASE WHEN w.match IN $weak THEN NULL ELSE 1 END) > 0 THEN 'id18' ELSE 'name_village' END AS matched_by,
  max(twice + dead + payroll + told) = 0 AS lower_kind, min(w.date) AS first_on, max(w.date) AS last_on
ORDER BY village, year, person
