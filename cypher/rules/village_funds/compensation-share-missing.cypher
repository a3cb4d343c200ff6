// 征地补偿方案中的集体留存没有在村级台账入账
// /// rule
// id = "R42"
// limb = "c"
// status = "active"
// version = 2
// tier = "orange"
// subject = "village"
// identity = ["village", "project"]
// evidence = ["land", "flow"]
// needs = ["CompensationSplit", "LedgerEntry"]
// optional = ["SPLIT_OF", "SPENT_BY", "WITHIN"]
// gaps = ["compensation-books", "compensation-split"]
// legal = ["voc-organic-2018:24", "village-cadre-integrity-2011:5.3"]
// precision = 0.4
// heading = "{village}“{project_name}”的集体留存补偿款在台账中没有查到"
// explanation = "“{project_name}”[（{document}）]的征地补偿费分配方案日期为{approved_on}（按{date_basis}计），总额 {total_fen}，其中{village}集体留存 {share_fen}。该村台账已载入此后 {window_days} 天以上，没有查到写明该项目或与这笔款项相符的足额收入（恰与分配到户金额相等的不计）[，只查到 {booked_fen}]。"
// verify = ["核对分配方案、村民会议决定和拨款凭证", "查看村集体账户和乡镇委托代理账户的到账记录", "核对是否记在其他科目、其他账套或以后的期间"]
//
// [params]
// window_days = { type = "int", unit = "days", default = 183, words = "批准（或写明的到账日期）后应当入账的天数，约六个月", proposal = true }
// before_days = { type = "int", unit = "days", default = 365, words = "批准前多少天内的收入也算（先到账、后批方案）", proposal = true }
// min_share = { type = "real", default = 0.9, words = "查到的收入至少占集体留存的比例，达到的算已经入账", proposal = true }
// land_words = { type = "texts", default = ["征地", "征收", "征用", "占地", "土地补偿", "补偿费", "补偿款", "安置补助", "青苗"], words = "收入的摘要或科目中表明是征地补偿的词" }
//
// [modifiers]
// lower_part = "台账中已有一部分相符的收入"
// lower_begin = "台账没有载入批准前的时段，款项可能更早入账"
// lower_unbalanced = "方案中的留存、到户与总额对不上"
//
// [[false_positives]]
// words = "分几笔入账"
// case = "分三笔入账"
//
// [[false_positives]]
// words = "摘要写的是另一个名称，金额相符"
// case = "摘要没有写项目，金额正好相等"
//
// [[false_positives]]
// words = "记在乡镇委托代理的账上"
// case = "记在乡镇代理账"
//
// [[false_positives]]
// words = "款项先到账，后批分配方案"
// case = "方案批准前总额已经入账"
//
// [[false_positives]]
// words = "刚刚批准，还没有到入账的时候"
// case = "批准不满六个月"
//
// [[false_positives]]
// words = "台账还没有载入到那时"
// case = "台账没有载入到期满"
//
// [[false_positives]]
// words = "全部分配到户，集体没有留存"
// case = "集体没有留存"
//
// ///
MATCH (s:CompensationSplit)
WHERE s.collective_fen > 0 AND s.approved_day IS NOT NULL AND s.village IS NOT NULL
WITH s.village AS village, s.project AS project, coalesce(sum(s.collective_fen), 0) AS share_fen, coalesce(sum(s.amount_fen), 0) AS total_fen,
  coalesce(sum(s.household_fen), 0) AS household_fen,
  min(s.approved_day) AS first_day, max(CASE WHEN s.due_day > s.approved_day THEN s.due_day ELSE s.approved_day END) AS start_day,
  count(CASE WHEN NOT coalesce(s.balanced, true) THEN 1 END) AS unbalanced
WHERE start_day + $window_days <= $as_of_day
MATCH (v:Village)
WHERE v.key = village
OPTIONAL MATCH (b:LedgerEntry)-[:SPENT_BY]->(v)
WITH v, project, share_fen, total_fen, household_fen, first_day, start_day, unbalanced, b.day AS day
WITH v, project, share_fen, total_fen, household_fen, first_day, unbalanced,
  count(CASE WHEN day <= first_day - 31 THEN 1 END) AS before,
  count(CASE WHEN day >= start_day AND day < start_day + $window_days / 3 THEN 1 END) AS early,
  count(CASE WHEN day >= start_day + $window_days / 3 AND day < start_day + 2 * $window_days / 3 THEN 1 END) AS middle,
  count(CASE WHEN day >= start_day + 2 * $window_days / 3 AND day < start_day + $window_days THEN 1 END) AS late,
  count(CASE WHEN day >= start_day + $window_days THEN 1 END) AS beyond
WHERE early > 0 AND middle > 0 AND late > 0 AND beyond > 0
OPTIONAL MATCH (n:CompensationSplit)-[:SPLIT_OF]->(v)
WHERE n.project = project AND n.collective_fen > 0
WITH v, project, share_fen, total_fen, household_fen, first_day, unbalanced, before, min(n.name) AS project_name, min(coalesce(n.stem, n.name)) AS stem,
  min(coalesce(n.document, '')) AS document
OPTIONAL MATCH (w:Village)-[:WITHIN]->(v)
WITH v, project, share_fen, total_fen, household_fen, first_day, unbalanced, before, project_name, stem, document, collect(w.key) AS parts
OPTIONAL MATCH (v)-[:WITHIN]->(u:Village)
WITH v.key AS village, coalesce(v.name, v.key) AS place, coalesce(v.town, '') AS town, coalesce(u.key, '') AS above, project, share_fen, total_fen,
  household_fen, first_day, unbalanced, before, project_name, stem, document,
  parts + [v.key, coalesce(v.merged_into, ''), coalesce(v.town, ''), coalesce(u.key, '')] AS units
UNWIND units AS unit
WITH DISTINCT village, place, town, above, project, share_fen, total_fen, household_fen, first_day, unbalanced, before, project_name, stem, document, unit
OPTIONAL MATCH (e:LedgerEntry)
WHERE e.village = unit AND e.direction = 'in' AND e.amount_fen > 0
WITH village, place, town, above, project, share_fen, total_fen, household_fen, first_day, unbalanced, before, project_name, stem, document, unit,
  coalesce(e.key, '') AS entry, coalesce(e.amount_fen, 0) AS fen, coalesce(e.day, 0) AS day, coalesce(e.summary, '') AS summary,
  coalesce(e.subject, '') AS account
UNWIND $land_words AS word
WITH village, place, town, above, project, share_fen, total_fen, household_fen, first_day, unbalanced, before, project_name, stem, document, unit, entry, fen, day, summary,
  count(CASE WHEN summary CONTAINS word OR account CONTAINS word THEN 1 END) AS land
WITH village, project, entry, share_fen, unbalanced, before,
  CASE WHEN entry <> '' AND day >= first_day - $before_days AND (fen <> household_fen OR fen = share_fen) THEN fen ELSE 0 END AS fen,
  CASE WHEN summary CONTAINS stem OR summary CONTAINS project_name OR (document <> '' AND summary CONTAINS document) THEN 1 ELSE 0 END AS named,
  CASE WHEN fen = share_fen OR fen = total_fen OR (land > 0 AND ((unit <> town AND unit <> above) OR summary CONTAINS place)) THEN 1 ELSE 0 END AS alike
WITH entry, max(named) AS claimed,
  collect({village: village, project: project, share_fen: share_fen, unbalanced: unbalanced, before: before, fen: fen, named: named, alike: alike}) AS claims
UNWIND claims AS one
WITH one.village AS village, one.project AS project, one.share_fen AS share_fen, one.unbalanced AS unbalanced, one.before AS before, entry,
  CASE WHEN one.named = 1 OR (claimed = 0 AND one.alike = 1) THEN one.fen ELSE 0 END AS fen
WITH village, project, share_fen, unbalanced, before, coalesce(sum(fen), 0) AS booked_fen, collect(CASE WHEN fen > 0 THEN entry END) AS entries
WHERE booked_fen < $min_share * share_fen
MATCH (v:Village)
WHERE v.key = village
OPTIONAL MATCH (f:CompensationSplit)-[:SPLIT_OF]->(v)
WHERE f.project = project AND f.collective_fen > 0
RETURN village AS village, project AS project, min(f.name) AS project_name, min(f.document) AS document, max(share_fen - booked_fen) AS amount_fen,
  max(share_fen) AS share_fen, coalesce(sum(f.amount_fen), 0) AS total_fen, max(booked_fen) AS booked_fen, max(f.date_basis) AS date_basis,
  max(f.approved) AS approved_on, max($window_days) AS window_days, collect(entries) AS entries, collect(f.key) AS facts,
  max(booked_fen) > 0 AS lower_part, max(before) = 0 AS lower_begin, max(unbalanced) > 0 AS lower_unbalanced, max(f.approved) AS fact_on
ORDER BY village, project
