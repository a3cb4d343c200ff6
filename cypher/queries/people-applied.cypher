// 谁申请过哪个项目，批准的和没有批准的，什么时候
MATCH (a:Approval)-[:DECIDES_FOR]->(x:Person)
RETURN x.key AS person, a.program AS program, min(a.date) AS since, max(a.date) AS until
