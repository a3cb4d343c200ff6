// 项目目录中没有标明类别（普惠、资格、裁量）的项目
MATCH (p:Payment)-[:UNDER]->(g:Program)
WHERE g.class IS NULL
RETURN DISTINCT g.key AS gap
ORDER BY gap
