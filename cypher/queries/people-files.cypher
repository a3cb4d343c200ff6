// 谁在低收入人口名单上，哪个项目的，什么时候
MATCH (x:Person)-[b:COVERED_BY]->(f:BenefitFile)
RETURN x.key AS person, f.program AS program, b.valid_from AS since, b.valid_to AS until
