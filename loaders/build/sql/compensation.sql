-- Splits of the compensation for land taken; compensation_key(id = loc, key) is given. Of a village's project and approval the
-- newest file counts; what it parts into several rows (kinds of land) adds up, a row that stands twice counts once.
-- The stem is what other papers call a project by: without years, phases, the names of village and town, and the
-- words that most projects bear.
CREATE TABLE compensation_split AS
WITH newest AS (
    SELECT k.key, c.* FROM compensation c JOIN source s USING (src) JOIN compensation_key k ON k.id = c.loc
    QUALIFY s.age = max(s.age) OVER (PARTITION BY k.key)
), parted AS (
    SELECT DISTINCT ON (key, amount, collective, household) * FROM newest ORDER BY key, amount, collective, household, loc
), whole AS (
    SELECT key, min(no) AS no, arg_min(name, loc) AS name, min(document) AS document, min(village_code) AS village, min(town_code) AS town,
           min(approved) AS approved, min(announced) AS announced, max(due) AS due, sum(amount)::BIGINT AS amount_fen,
           sum(collective)::BIGINT AS collective_fen, sum(household)::BIGINT AS household_fen,
           bool_and(collective + household = amount) AS balanced, min(loc) AS loc
    FROM parted GROUP BY key
), named AS (
    SELECT w.*, regexp_replace(regexp_replace(replace(replace(w.name, coalesce(v.name, ' '), ''), coalesce(t.name, ' '), ''),
                   '20\d\d年?度?|第?[一二三四五六七八九十\d]+(期|批次?|标段)', '', 'g'),
                   '[（(][^（）()]*[）)]|集体|土地|征地|征收|用地|补偿|安置|分配|方案|建设|工程|项目|费|款', '', 'g') AS short
    FROM whole w LEFT JOIN village v ON v.key = w.village LEFT JOIN town t ON t.key = w.town
)
SELECT n.key, coalesce(no, n.name) AS project, n.name, CASE WHEN length(short) >= 3 THEN short END AS stem, document, n.village,
       coalesce(n.town, p.town) AS town, coalesce(approved, announced) AS approved,
       CASE WHEN approved IS NOT NULL THEN 'approval' WHEN announced IS NOT NULL THEN 'publicity' END AS date_basis, due,
       amount_fen, collective_fen, household_fen, balanced, n.loc
FROM named n LEFT JOIN town_of_village p ON p.village = n.village;
