// 同类合同少于规定份数、租金无从比较的村
MATCH (t:Contract)
WHERE t.unit_rent_fen > 0 AND t.asset IS NOT NULL AND t.town IS NOT NULL AND t.village IS NOT NULL
WITH DISTINCT t.town AS town, t.asset AS asset, t.unit AS unit, t.start_year AS year, t.village AS village
MATCH (s:Contract)
WHERE s.town = town AND s.asset = asset AND s.unit = unit AND s.unit_rent_fen > 0 AND s.start_year <= year + 2 AND s.start_year >= year - 2
WITH asset, unit, year, village, count(s.key) AS number
WHERE number <= $min_comparables
RETURN DISTINCT village AS gap
ORDER BY gap
