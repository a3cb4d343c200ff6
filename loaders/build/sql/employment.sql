-- Public payroll: who is employed where. Monthly sheets of one employment are one fact.
CREATE TABLE employed_row AS
SELECT p.person, n.key AS org, p.post_type, p.since, p.until, p.month_from, p.month_to, p.pay, p.loc, s.age, s.as_of,
       s.family, s.territory AS unit
FROM payroll p JOIN source s USING (src) JOIN org_key n ON n.code = '' AND n.name = org_fold(p.unit)
WHERE p.person IS NOT NULL;

CREATE TABLE employed AS
WITH newest AS (
    SELECT person, org, post_type, since, arg_max(until, (age, -loc)) AS until, arg_max(pay, (age, -loc)) AS pay,
           min(month_from) AS first_month, max(month_to) AS last_month, max(as_of) AS as_of, arg_max(family, (age, -loc)) AS family,
           arg_max(unit, (age, -loc)) AS unit, min(loc) AS loc
    FROM employed_row GROUP BY person, org, post_type, since
)
SELECT n.person, n.org, n.post_type, any_value(n.pay) AS pay_fen,
       NOT coalesce(regexp_matches(n.post_type, '临聘|临时|公益|村干部|聘用|劳务|志愿|返聘|编外'), true) AS regular,
       coalesce(n.since, any_value(n.first_month)) AS valid_from, coalesce(any_value(n.until), min(s.as_of)) AS valid_to,
       any_value(n.loc) AS loc
FROM newest n LEFT JOIN source s ON s.family = n.family AND s.as_of > n.as_of AND starts_with(n.unit, unit_prefix(s.territory))
GROUP BY n.person, n.org, n.post_type, n.since;
