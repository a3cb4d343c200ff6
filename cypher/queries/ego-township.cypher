// 乡镇工作人员
MATCH (p:Person)-[:STAFFS]->(:Town)
RETURN DISTINCT p.key AS ego
