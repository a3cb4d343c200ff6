// 审批签字人
MATCH (p:Person)-[:SIGNED]->(:Approval)
RETURN DISTINCT p.key AS ego
