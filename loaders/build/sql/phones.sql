-- Mobile numbers that lists name for people, by list, village and year. shared_phone(mark) is given: office numbers.
CREATE TABLE gives_phone AS
WITH listed AS (
    SELECT person, unnest(phone) AS phone, 'rosters' AS origin, village_code AS village, coalesce(pay_date, approved, period_from) AS day, loc FROM rosters
    UNION ALL SELECT r.person, unnest(r.phone), 'register', r.village_code, s.as_of, r.loc FROM register r JOIN source s USING (src)
    UNION ALL SELECT l.person, unnest(l.phone), 'low_income', l.village_code, s.as_of, l.loc FROM low_income l JOIN source s USING (src)
    UNION ALL SELECT c.person, unnest(c.phone), 'cadres', c.village_code, s.as_of, c.loc FROM cadres c JOIN source s USING (src)
)
SELECT md5(concat_ws('|', 'phone', person, phone, origin, coalesce(village, ''), year(day))) AS key, person, phone, origin, village,
       year(day) AS year, min(day) AS first_on, max(day) AS last_on, min(year(day) * 12 + month(day) - 23641) AS first_month,
       max(year(day) * 12 + month(day) - 23641) AS last_month, min(loc) AS loc
FROM listed WHERE person IS NOT NULL AND phone IS NOT NULL AND day IS NOT NULL
GROUP BY person, phone, origin, village, year(day);

CREATE TABLE phone AS
SELECT phone AS key, phone IN (SELECT mark FROM shared_phone) AS office, min(loc) AS loc FROM gives_phone GROUP BY phone;
