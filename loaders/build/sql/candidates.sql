-- Ties that only a shared account or phone suggests: dashed, never counted. Accounts and phones of many are hubs.
CREATE TABLE candidate AS
WITH kin AS (
    SELECT DISTINCT least(start, "end") AS a, greatest(start, "end") AS b FROM kin_edge
), shared AS (
    SELECT DISTINCT 'account' AS what, canonical AS handle, recipient AS person FROM payment WHERE canonical IS NOT NULL AND recipient IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'phone', unnest(phone), person FROM rosters WHERE person IS NOT NULL
), small AS (
    SELECT what, handle FROM shared GROUP BY what, handle HAVING count(*) BETWEEN 2 AND 5
)
SELECT least(a.person, b.person) AS start, greatest(a.person, b.person) AS "end",
       string_agg(DISTINCT CASE a.what WHEN 'account' THEN '同一收款账户' ELSE '同一联系电话' END, '、') AS reason
FROM shared a JOIN small USING (what, handle) JOIN shared b ON b.what = a.what AND b.handle = a.handle AND a.person < b.person
ANTI JOIN kin k ON k.a = a.person AND k.b = b.person
GROUP BY 1, 2;
