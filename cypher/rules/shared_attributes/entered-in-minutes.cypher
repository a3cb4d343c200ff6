// 同一录入人几分钟内录入多条同额记录
// /// rule
// id = "R51"
// status = "active"
// version = 4
// tier = "blue"
// subject = "program"
// identity = ["program", "batch", "entry_clerk"]
// evidence = ["document"]
// needs = ["Payment", "UNDER"]
// optional = ["GIVES_PHONE"]
// gaps = ["entry-time"]
// legal = ["fiscal-violations-2011:14"]
// precision = 0.1
// pre_payment = false
// heading = "{program}批次{batch}由{entry_clerk}几分钟内录入 {entered_rows} 条同额记录"
// explanation = "{program}批次{batch}中，{entry_clerk}在 {minutes} 分钟内录入 {entered_rows} 条金额相同的记录，每条 {each_fen}，共 {amount_fen}，领取人为{recipients}。[其中 {phone_people} 人登记同一手机号。]"
// verify = ["核对纸质申请材料", "查看录入日志"]
//
// [params]
// rows = { type = "int", default = 10, proposal = true, words = "至少几条" }
// minutes = { type = "int", default = 5, proposal = true, words = "几分钟以内" }
// phone_people = { type = "int", default = 5, words = "几人登记同一手机号提一级" }
//
// [modifiers]
// raise_phone = "录入的人中多人登记同一手机号"
//
// [[raised_by]]
// rules = ["R23"]
// persons = ["recipient"]
// words = "其中有身份异常的人"
//
// [[false_positives]]
// words = "定额项目，金额本来相同"
// case = "定额项目"
//
// [[false_positives]]
// words = "金额就是项目标准"
// case = "金额就是人均标准"
//
// [[false_positives]]
// words = "批量导入，时间完全相同"
// case = "批量导入"
// ///
MATCH (p:Payment)-[:UNDER]->(g:Program)
WHERE p.entered IS NOT NULL AND p.clerk IS NOT NULL AND p.batch IS NOT NULL AND p.amount_fen > 0 AND p.stands
  AND (g.marks IS NULL OR NOT 'flat' IN g.marks) AND (g.standard_fen IS NULL OR g.standard_fen <> p.amount_fen)
WITH p.program AS program, p.batch AS batch, p.clerk AS entry_clerk, p.amount_fen AS each_fen, count(p.key) AS all_rows,
  count(DISTINCT p.entered) AS stamps
WHERE all_rows >= $rows AND 2 * stamps >= all_rows
MATCH (p:Payment)
WHERE p.program = program AND p.batch = batch AND p.clerk = entry_clerk AND p.amount_fen = each_fen AND p.entered IS NOT NULL AND p.stands
WITH program, batch, entry_clerk, each_fen, p.key AS first_row, p.entered AS moment
MATCH (q:Payment)
WHERE q.program = program AND q.batch = batch AND q.clerk = entry_clerk AND q.amount_fen = each_fen AND q.stands
  AND q.entered >= moment AND (q.entered - moment + 59) / 60 <= $minutes
WITH program, batch, entry_clerk, each_fen, first_row, collect(q.key) AS run, count(q.key) AS run_rows
WHERE run_rows >= $rows
UNWIND run AS payment
WITH DISTINCT program, batch, entry_clerk, payment
MATCH (p:Payment)
WHERE p.key = payment
WITH program, batch, entry_clerk, max(p.amount_fen) AS each_fen, collect(p.key) AS payments, collect(DISTINCT p.recipient) AS recipients,
  collect(DISTINCT p.village) AS villages, coalesce(sum(p.amount_fen), 0) AS amount_fen, count(p.key) AS entered_rows,
  min(p.decided_on) AS first_on, max(coalesce(p.paid_on, p.decided_on)) AS last_on
OPTIONAL MATCH (x:Phone)<-[:GIVES_PHONE]-(r:Person)
WHERE r.key IN recipients
WITH program, batch, entry_clerk, each_fen, payments, recipients, villages, amount_fen, entered_rows, first_on, last_on,
  x.key AS phone, count(DISTINCT r.key) AS sharing
WITH program, batch, entry_clerk, each_fen, payments, recipients, villages, amount_fen, entered_rows, first_on, last_on,
  max(sharing) AS sharing
RETURN program AS program, batch AS batch, entry_clerk AS entry_clerk, recipients AS recipients, villages AS villages,
  payments AS payments, entered_rows AS entered_rows, each_fen AS each_fen, amount_fen AS amount_fen, first_on AS first_on,
  last_on AS last_on, $minutes AS minutes, CASE WHEN sharing >= $phone_people THEN sharing ELSE 0 END AS phone_people,
  sharing >= $phone_people AS raise_phone
ORDER BY program, batch, entry_clerk
