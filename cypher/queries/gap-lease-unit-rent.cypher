// 合同台账有租赁合同没写面积（数量）、租金、类别或年份，单位租金无从比较的村
MATCH (t:Contract)
WHERE t.purpose = 'lease' AND NOT coalesce(t.rent_unclear, false) AND t.village IS NOT NULL
  AND (coalesce(t.unit_rent_fen, 0) <= 0 OR t.asset IS NULL OR t.unit IS NULL OR t.town IS NULL OR t.start_year IS NULL)
RETURN DISTINCT t.village AS gap
ORDER BY gap
