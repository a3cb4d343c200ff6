// 退票重发改入另一账户，以后又改回
// /// rule
// id = "R12"
// limb = "b"
// status = "active"
// version = 3
// tier = "yellow"
// subject = "recipient"
// identity = ["recipient", "old_account", "new_account", "changed_on"]
// evidence = ["account"]
// kin_from = ["office", "township"]
// needs = ["REISSUES", "PAID_TO"]
// optional = ["SWITCHED_TO", "BankAccount", "HOLDS", "MEMBER_OF", "SERVES", "STAFFS", "KIN"]
// legal = ["onecard-2020:account"]
// precision = 0.3
// pre_payment = false
// heading = "{recipient}的退票重发进入另一账户，以后又用原账户"
// explanation = "{changed_on}，{recipient}的{programs}退票后重发，由账户{old_account}改入{new_account}，共 {payment_count} 笔、{amount_fen}；{revert_days} 天内同一项目又发到原账户，账户变更登记中没有这次变更。[新账户登记在{holder}名下。][{holder}本人或其近亲属在本村任职：{cadres}。][{kin_words}]"
// verify = ["查看变更登记表和签字", "查看经办人员的操作日志", "请领取人说明变更缘由"]
//
// [params]
// revert_days = { type = "int", default = 90, unit = "days", proposal = true, words = "几天内又改回原账户" }
// near = { type = "scope", default = "NEAR", words = "亲属范围" }
//
// [single]
// fact_on = "变更日期是标识之一"
//
// [[false_positives]]
// words = "挂失换卡，以后一直用新卡"
// case = "改入新账户后不再改回"
//
// [[false_positives]]
// words = "银行合并换号，新旧号码是同一账户"
// case = "重发前后是同一账户"
// filter = "F10"
//
// [[false_positives]]
// words = "临时改到同户家人的账户"
// case = "重发到同户家人的账户"
// filter = "F01"
// ///
MATCH (p:Payment)-[:REISSUES]->(r:Payment)
WITH collect({fresh: p.key, stale: r.key}) AS pairs
UNWIND pairs AS pair
WITH pair.fresh AS fresh, pair.stale AS stale
MATCH (p:Payment)
WHERE p.key = fresh
WITH p, stale
MATCH (r:Payment)
WHERE r.key = stale
WITH p, r
WHERE p.recipient = r.recipient AND p.canonical <> r.canonical AND p.stands AND p.amount_fen > 0 AND p.paid_on IS NOT NULL
WITH p.recipient AS recipient, r.canonical AS old_account, p.canonical AS new_account, p.paid_on AS changed_on,
  min(p.paid_day) AS day, collect(p.key) AS payments, collect(r.key) AS returned, collect(DISTINCT p.program) AS programs,
  collect(DISTINCT p.village) AS villages, coalesce(sum(p.amount_fen), 0) AS amount_fen, count(p.key) AS payment_count,
  min(p.match) AS matched_by
OPTIONAL MATCH (x:BankAccount)-[s:SWITCHED_TO]->(y:BankAccount)
WHERE x.canonical = old_account AND y.canonical = new_account AND s.person = recipient AND s.day <= day
WITH recipient, old_account, new_account, changed_on, day, payments, returned, programs, villages, amount_fen, payment_count,
  matched_by, count(s.key) AS registered
WHERE registered = 0
MATCH (z:Person)
WHERE z.key = recipient
WITH z, recipient, old_account, new_account, changed_on, day, payments, returned, programs, villages, amount_fen, payment_count, matched_by
OPTIONAL MATCH (q:Payment)-[:PAID_TO]->(z)
WHERE q.stands AND q.amount_fen > 0 AND q.paid_day > day AND q.paid_day <= day + $revert_days
WITH z, recipient, old_account, new_account, changed_on, payments, programs, villages, amount_fen, payment_count, matched_by,
  returned, collect(CASE WHEN q.canonical = old_account AND q.program IN programs THEN q.key END) AS again
WHERE size(again) > 0
OPTIONAL MATCH (a:BankAccount)
WHERE a.key = new_account
WITH z, recipient, old_account, new_account, changed_on, payments, programs, villages, returned, again, amount_fen, payment_count, matched_by, a
OPTIONAL MATCH (o:Person)-[h:HOLDS]->(a)
WHERE o.key <> recipient
WITH z, recipient, old_account, new_account, changed_on, payments, programs, villages, returned, again, amount_fen, payment_count, matched_by, coalesce(min(o.key), '') AS owner, collect(h.key) AS holdings
OPTIONAL MATCH (z)-[m1:MEMBER_OF]->(:Household)<-[m2:MEMBER_OF]-(mate:Person)
WHERE (m1.valid_to IS NULL OR m1.valid_to >= changed_on) AND (m2.valid_to IS NULL OR m2.valid_to >= changed_on)
WITH recipient, old_account, new_account, changed_on, payments, programs, villages, returned, again, amount_fen, payment_count, matched_by, owner, holdings, count(CASE WHEN mate.key = owner THEN 1 END) AS shared_home
OPTIONAL MATCH (k:Person)
WHERE k.key = owner
WITH recipient, old_account, new_account, changed_on, payments, programs, villages, returned, again, amount_fen, payment_count, matched_by, owner, holdings, shared_home, k
OPTIONAL MATCH (k)-[post:SERVES|STAFFS]->(:Village|Town)
WHERE post.role <> 'other' AND (post.valid_from IS NULL OR post.valid_from <= changed_on)
  AND (post.valid_to IS NULL OR post.valid_to >= changed_on)
WITH recipient, old_account, new_account, changed_on, payments, programs, villages, returned, again, amount_fen, payment_count, matched_by, owner, holdings, shared_home, k, collect(post.key) AS offices,
  min(CASE WHEN post.key IS NOT NULL THEN owner END) AS own
OPTIONAL MATCH (d:Person)-[tie:KIN]->(k)
WHERE $near IN tie.scopes AND (tie.valid_from IS NULL OR tie.valid_from <= changed_on)
  AND (tie.valid_to IS NULL OR tie.valid_to >= changed_on)
WITH recipient, old_account, new_account, changed_on, payments, programs, villages, returned, again, amount_fen, payment_count, matched_by, owner, holdings, shared_home, offices, own, tie, d
OPTIONAL MATCH (d)-[seat:SERVES]->(v:Village)
WHERE v.key IN villages AND seat.role <> 'other' AND (seat.valid_from IS NULL OR seat.valid_from <= changed_on)
  AND (seat.valid_to IS NULL OR seat.valid_to >= changed_on)
WITH recipient, old_account, new_account, changed_on, payments, programs, villages, returned, again, amount_fen, payment_count, matched_by, owner, holdings, shared_home, offices, own,
  collect(DISTINCT CASE WHEN seat.key IS NOT NULL THEN d.key END) AS others, collect(seat.key) AS theirs,
  collect(CASE WHEN seat.key IS NOT NULL THEN tie.key END) AS kin, collect(CASE WHEN seat.key IS NOT NULL THEN tie.words END) AS kin_words,
  collect(CASE WHEN seat.key IS NOT NULL THEN tie.confidence END) AS confidence
RETURN recipient AS recipient, old_account AS old_account, new_account AS new_account, changed_on AS changed_on,
  changed_on AS fact_on, CASE WHEN owner = '' THEN NULL ELSE owner END AS holder, others + [own] AS cadres, kin AS kin,
  kin_words AS kin_words, payments AS payments, programs AS programs, villages AS villages,
  returned + again + holdings + offices + theirs AS facts, amount_fen AS amount_fen, payment_count AS payment_count, $revert_days AS revert_days,
  CASE WHEN size(offices) > 0 OR size(theirs) > 0 THEN 'red' WHEN owner <> '' AND shared_home = 0 THEN 'orange' ELSE 'yellow' END AS tier,
  CASE WHEN size(offices) > 0 OR size(theirs) = 0 THEN ['asserted'] ELSE confidence END AS confidence, matched_by AS matched_by
ORDER BY recipient, old_account, new_account, changed_on
