// 农机名册有出厂编号空白或不足五位、认不出是哪台机具的村
MATCH (m:Machine)
WHERE size(coalesce(m.machine_no, '')) < 5 AND m.village IS NOT NULL
RETURN DISTINCT m.village AS gap
ORDER BY gap
