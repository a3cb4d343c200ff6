// 低收入家庭户主
MATCH (p:Person)-[m:COVERED_BY]->(:BenefitFile)
WHERE m.head
RETURN DISTINCT p.key AS ego
