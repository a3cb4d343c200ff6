// 误工补贴集中在节前发放
// /// rule
// id = "R37"
// limb = "c"
// status = "active"
// version = 1
// tier = "yellow"
// subject = "village"
// identity = ["village", "year"]
// evidence = ["document"]
// needs = ["LedgerEntry"]
// legal = ["voc-organic-2018:24", "village-cadre-integrity-2011:5.3"]
// precision = 0.3
// heading = "{village}{year}年的误工补贴集中在节前发放"
// explanation = "{year}年{village}支出误工、用工款 {entry_count} 笔共 {total_fen}，其中 {amount_fen} 在春节、端午、中秋前 {days} 天之内支出，占一半以上。"
// verify = ["查看用工花名册和考勤", "询问领款人做了什么工", "核对标准是否经村民会议决定"]
//
// [params]
// share = { type = "real", default = 0.5, words = "节前支出占全年误工、用工款的比例", proposal = true }
// days = { type = "int", unit = "days", default = 10, words = "节前的天数" }
// min_entries = { type = "int", default = 3, words = "全年支出的最少笔数", proposal = true }
// duty_words = { type = "texts", default = ["抢收", "抢险", "防汛", "抗旱", "排涝", "防疫", "疫情", "抗洪", "扑火"], words = "紧急用工：摘要中含有的词" }
//
// [[false_positives]]
// words = "节前恰逢抢收、防汛"
// case = "端午前的防汛用工"
//
// [[false_positives]]
// words = "按季度均匀发放"
// case = "四个季度各发一次"
// ///
MATCH (e:LedgerEntry)
WHERE e.direction = 'out' AND e.labour AND e.amount_fen > 0 AND e.village IS NOT NULL
UNWIND $duty_words AS word
WITH e, count(CASE WHEN coalesce(e.summary, '') CONTAINS word THEN 1 END) AS duty
WITH e.village AS village, e.year AS year, coalesce(sum(e.amount_fen), 0) AS total, count(e.key) AS entry_count,
  coalesce(sum(CASE WHEN duty = 0 AND e.festival_gap <= $days THEN e.amount_fen ELSE 0 END), 0) AS fen,
  collect(CASE WHEN duty = 0 AND e.festival_gap <= $days THEN e.key END) AS entries,
  min(CASE WHEN duty = 0 AND e.festival_gap <= $days THEN e.date END) AS first_on,
  max(CASE WHEN duty = 0 AND e.festival_gap <= $days THEN e.date END) AS last_on
WHERE entry_count >= $min_entries AND fen > 0 AND fen >= total * $share
RETURN village AS village, year AS year, max(fen) AS amount_fen, max(total) AS total_fen, max(entry_count) AS entry_count, max($days) AS days,
  collect(entries) AS entries, min(first_on) AS first_on, max(last_on) AS last_on
ORDER BY village, year
