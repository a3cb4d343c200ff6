// 分配方案没有写集体留存金额、批准日期，或村名认不出的村（乡镇、项目）
MATCH (s:CompensationSplit)
WHERE s.collective_fen IS NULL OR s.approved_day IS NULL OR s.village IS NULL
RETURN DISTINCT coalesce(s.village, s.town, s.project) AS gap
ORDER BY gap
