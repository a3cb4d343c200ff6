// 谁是哪村任职干部的亲属，亲属关系和任职各从何时到何时
MATCH (x:Person)<-[k:KIN]-(c:Person)-[s:SERVES]->(w:Village)
WHERE $scope IN k.scopes AND s.role <> 'other'
RETURN x.key AS person, w.key AS unit, c.key AS cadre, k.key AS kin, s.key AS office, k.valid_from AS since,
  k.valid_to AS until, s.valid_from AS office_since, s.valid_to AS office_until
