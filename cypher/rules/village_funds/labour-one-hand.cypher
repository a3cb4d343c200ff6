// 用工花名册多数由一人签字
// /// rule
// id = "R37"
// limb = "d"
// status = "active"
// version = 1
// tier = "orange"
// subject = "village"
// identity = ["village", "year", "roll"]
// evidence = ["document"]
// needs = ["LabourDay"]
// gaps = ["labour-signer"]
// legal = ["voc-organic-2018:24", "village-cadre-integrity-2011:5.3"]
// precision = 0.4
// heading = "{village}的一份用工花名册多数由一人签字"
// explanation = "{year}年{village}的一份用工（误工）花名册[（凭证{vouchers}）]上，{worker_count} 人中有 {signed_count} 人的领款由同一人签字，涉及金额 {amount_fen}，花名册没有写委托。"
// verify = ["查看花名册原件的笔迹", "询问签字人和务工人员", "核对款项的去向"]
//
// [params]
// share = { type = "real", default = 0.5, words = "由一人签字的比例", proposal = true }
// min_workers = { type = "int", default = 4, words = "花名册的最少人数", proposal = true }
//
// [[false_positives]]
// words = "组长受委托代签"
// case = "写明受托代签"
//
// [[false_positives]]
// words = "本人签字"
// case = "各人自己签字"
// ///
MATCH (x:LabourDay)
WHERE x.roll IS NOT NULL AND x.village IS NOT NULL AND x.name_key IS NOT NULL
WITH x.roll AS roll, count(DISTINCT x.name_key) AS workers
WHERE workers >= $min_workers
MATCH (d:LabourDay)
WHERE d.roll = roll AND d.signer_key IS NOT NULL AND NOT d.mandate
WITH roll, workers, d.village AS village, d.year AS year, d.signer_key AS hand, count(DISTINCT d.name_key) AS signed, coalesce(sum(d.amount_fen), 0) AS fen,
  collect(d.key) AS rows, collect(DISTINCT d.voucher) AS vouchers, min(d.date) AS first_on, max(d.date) AS last_on
WHERE signed > workers * $share
RETURN village AS village, year AS year, roll AS roll, max(workers) AS worker_count, max(signed) AS signed_count, max(fen) AS amount_fen,
  collect(vouchers) AS vouchers, collect(rows) AS facts, min(first_on) AS first_on, max(last_on) AS last_on
ORDER BY village, year, roll
