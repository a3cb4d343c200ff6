// 同一手机号登记在多户名下
// /// rule
// id = "R49"
// status = "active"
// version = 3
// tier = "yellow"
// subject = "village"
// identity = ["phone", "village", "year"]
// evidence = ["document"]
// needs = ["Phone", "GIVES_PHONE"]
// optional = ["MEMBER_OF", "SERVES", "STAFFS"]
// legal = ["onecard-2020:account"]
// precision = 0.1
// pre_payment = false
// heading = "{village}有 {homes} 户登记同一手机号"
// explanation = "{year}年及以前 {window_months} 个月内，{village}有 {homes} 户在名册中登记同一手机号，登记人为{persons}。[号码登记为在任人员{cadres}的电话。]"
// verify = ["抽查老人户，打电话核对", "请填报单位更正为本人或子女的号码"]
//
// [params]
// min = { type = "int", default = 5, words = "至少几户" }
// window_months = { type = "int", default = 12, unit = "months", proposal = true, words = "几个月以内" }
//
// [[raised_by]]
// rules = ["R08", "R09", "R13"]
// persons = ["holder"]
// their_persons = ["recipient"]
// min_shared = 2
// to = "red"
// words = "号码属于在任人员，且其中至少两人的补贴进入他人账户或到账后被归集"
//
// [[false_positives]]
// words = "村会计给老人填自己的号码"
// case = "村会计的号码只作一条整批线索"
//
// [[false_positives]]
// words = "办公电话、服务点电话"
// case = "办公电话"
// ///
MATCH (x:Phone)<-[u:GIVES_PHONE]-(p:Person)
WHERE NOT coalesce(x.office, false) AND u.village IS NOT NULL AND u.origin <> 'cadres'
WITH x.key AS phone, u.village AS village, count(DISTINCT p.key) AS people
WHERE people >= $min
MATCH (x:Phone)<-[u:GIVES_PHONE]-(p:Person)
WHERE x.key = phone AND u.village = village AND u.origin <> 'cadres'
OPTIONAL MATCH (p)-[m:MEMBER_OF]->(h:Household)
WHERE m.valid_to IS NULL
WITH phone, village, u, p.key AS person, min(h.key) AS housed
WITH phone, village, u.first_month AS from_month, u.last_month AS to_month, u.key AS listing, person,
  coalesce(housed, person) AS home
MATCH (z:Phone)<-[e:GIVES_PHONE]-(:Person)
WHERE z.key = phone AND e.village = village AND e.origin <> 'cadres'
  AND ((to_month <= e.last_month AND to_month > e.last_month - $window_months)
    OR (from_month <= e.last_month AND from_month > e.last_month - $window_months))
WITH phone, village, e.year AS year, e.last_month AS month, max(e.last_on) AS last_on, min(e.first_on) AS first_on,
  count(DISTINCT home) AS homes, collect(DISTINCT person) AS people, collect(DISTINCT listing) AS listings
WHERE homes >= $min
UNWIND people AS person
WITH phone, village, year, person, max(homes) AS homes, min(first_on) AS first_on, max(last_on) AS last_on, collect(listings) AS listings
WITH phone, village, year, collect(DISTINCT person) AS persons, max(homes) AS homes, min(first_on) AS first_on,
  max(last_on) AS last_on, collect(listings) AS facts
OPTIONAL MATCH (o:Phone)<-[w:GIVES_PHONE]-(c:Person)-[s:SERVES|STAFFS]->(:Village|Town)
WHERE o.key = phone AND w.origin = 'cadres' AND s.role <> 'other'
WITH phone, village, year, persons, homes, first_on, last_on, facts, collect(DISTINCT c.key) AS cadres
UNWIND persons AS person
RETURN phone AS phone, village AS village, year AS year, collect(person) AS persons, cadres AS cadres,
  collect(CASE WHEN size(cadres) > 0 THEN person END) AS holders, homes AS homes, collect(DISTINCT facts) AS facts,
  first_on AS first_on, last_on AS last_on, $window_months AS window_months
ORDER BY phone, village, year
