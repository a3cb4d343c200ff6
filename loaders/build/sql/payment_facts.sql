-- roster_key(id = rid, key) is given. One payment per key: the newest text counts, every source is remembered.
CREATE TABLE payment_source AS
SELECT k.key, r.loc, r.rid, r.src, s.age FROM roster_row r JOIN roster_key k ON k.id = r.rid JOIN source s USING (src);

CREATE TABLE approval_day AS
SELECT person, code AS program, case_no, max(date) AS approved_on
FROM approvals a JOIN program_text g ON g.text = a.programme
WHERE date IS NOT NULL AND person IS NOT NULL
  AND NOT coalesce(regexp_matches(result, '不同意|不予|退回|驳回|否决'), false)
GROUP BY person, code, case_no;

CREATE TABLE payment_plain AS
SELECT k.key, r.* EXCLUDE (file_no, status_text, village_code, holder, holder_key),
       coalesce(w.into_code, r.village_code) AS village_code,
       coalesce(r.holder, b.holder) AS holder, coalesce(r.holder_key, b.holder_key) AS holder_key,
       coalesce(year(r.period_from), year(r.paid_on), year(r.approved_on)) AS year,
       CASE WHEN regexp_matches(coalesce(status_text, ''), '失败|未成功|不成功|错误|未发') THEN 'failed'
            WHEN regexp_matches(coalesce(status_text, ''), '退回|退票|退汇') THEN 'returned'
            WHEN regexp_matches(coalesce(status_text, ''), '拟发|待发|计划') THEN 'planned'
            ELSE 'paid' END AS status
FROM roster_row r JOIN roster_key k ON k.id = r.rid
LEFT JOIN bank_holder b ON b.key = r.account
LEFT JOIN forward w ON w.code = r.village_code AND w.since <= coalesce(r.approved_on, r.period_from, r.paid_on)
                   AND coalesce(r.approved_on, r.period_from, r.paid_on) < coalesce(w.before, DATE '9999-12-31')
WHERE r.rid IN (SELECT arg_max(rid, (age, -loc)) FROM payment_source GROUP BY key);
DROP TABLE roster_row;
DROP TABLE roster_content;

-- The decision day: approval (of the roster, else the applicant's last approval before the period), else the first
-- day of the period, else the payment.
CREATE TABLE payment AS
SELECT p.* EXCLUDE (approved_on), coalesce(p.approved_on, a.approved_on) AS approved_on,
       coalesce(p.approved_on, a.approved_on, p.period_from, p.paid_on) AS decided_on,
       CASE WHEN coalesce(p.approved_on, a.approved_on) IS NOT NULL THEN 'approval'
            WHEN p.period_from IS NOT NULL THEN 'period' WHEN p.paid_on IS NOT NULL THEN 'payment' END AS date_basis
FROM payment_plain p
ASOF LEFT JOIN approval_day a ON a.person = p.recipient AND a.program = p.program
                             AND a.approved_on <= coalesce(p.period_from, p.paid_on);
DROP TABLE payment_plain;
