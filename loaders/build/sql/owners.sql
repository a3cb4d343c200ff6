-- Who owns an account. Claims in the order in which they are believed; the best claim on a canonical account wins.
CREATE TABLE used AS
SELECT p.canonical, p.recipient AS person, count(*) AS payments, min(p.loc) AS loc,
       any_value(n.name_key) AS name_key
FROM payment p JOIN person n ON n.key = p.recipient
WHERE p.canonical IS NOT NULL GROUP BY p.canonical, p.recipient;

CREATE TABLE claim AS
SELECT a.canonical, person, 1 AS trust, 'alias' AS origin, min(open_date) AS since, min(t.loc) AS loc
FROM (SELECT unnest([card, inner_no]) AS key, person, open_date, loc FROM account_aliases) t JOIN account a USING (key)
WHERE person IS NOT NULL GROUP BY a.canonical, person
UNION ALL
SELECT a.canonical, person, 2, 'account_flows', NULL, min(f.loc)
FROM account_flows f JOIN account a ON a.key = f.acct WHERE person IS NOT NULL GROUP BY a.canonical, person
UNION ALL
SELECT a.canonical, u.person, 3, 'bank_return', NULL, min(b.loc)
FROM bank_holder b JOIN account a USING (key) JOIN used u ON u.canonical = a.canonical AND u.name_key = b.holder_key
GROUP BY a.canonical, u.person
UNION ALL
SELECT u.canonical, u.person, 4, 'roster_holder', NULL, min(p.loc)
FROM payment p JOIN used u ON u.canonical = p.canonical AND u.name_key = p.holder_key
GROUP BY u.canonical, u.person
UNION ALL
SELECT a.canonical, guardian_person, 5, 'guardians', NULL, min(g.loc)
FROM guardians g JOIN account a ON a.key = g.acct WHERE guardian_person IS NOT NULL GROUP BY a.canonical, guardian_person
UNION ALL
SELECT a.canonical, coalesce(head_person, person), 6, 'low_income', NULL, min(l.loc)
FROM low_income l JOIN account a ON a.key = l.acct GROUP BY a.canonical, coalesce(head_person, person)
UNION ALL
SELECT a.canonical, person, 6, 'posts', NULL, min(l.loc)
FROM posts l JOIN account a ON a.key = l.acct WHERE person IS NOT NULL GROUP BY a.canonical, person
UNION ALL
SELECT a.canonical, person, 8, 'livestock', NULL, min(l.loc)
FROM livestock l JOIN account a ON a.key = l.acct
WHERE person IS NOT NULL AND (l.holder IS NULL OR l.holder_key = l.keeper_key) GROUP BY a.canonical, person
UNION ALL
SELECT a.canonical, person, 7, 'account_changes', NULL, min(l.loc)
FROM account_changes l JOIN account a ON a.key = l."new" WHERE person IS NOT NULL GROUP BY a.canonical, person
UNION ALL
SELECT canonical, any_value(person), 8, 'roster_only', NULL, min(loc) FROM used GROUP BY canonical HAVING count(*) = 1
UNION ALL
SELECT canonical, arg_max(person, payments), 9, 'roster_majority', NULL, min(loc) FROM (
    SELECT *, rank() OVER (PARTITION BY canonical ORDER BY payments DESC) AS place FROM used
) WHERE place = 1 GROUP BY canonical HAVING count(*) = 1;

-- Two people with equally good claims: nobody is named owner (a shared claim is itself a finding of R08).
CREATE TABLE owner AS
SELECT canonical, min(person) AS person, min(origin) AS origin, min(since) AS since, min(loc) AS loc
FROM (SELECT *, min(trust) OVER (PARTITION BY canonical) AS best FROM claim WHERE person IS NOT NULL)
WHERE trust = best AND canonical NOT IN (SELECT canonical FROM account WHERE institution OR kind = 'corporate')
GROUP BY canonical HAVING count(DISTINCT person) = 1;

CREATE TABLE holds AS
SELECT o.person AS start, a.key AS "end", o.origin, coalesce(u.payments, 0) AS payments, o.since AS valid_from, o.loc
FROM owner o JOIN account a USING (canonical)
LEFT JOIN used u ON u.canonical = o.canonical AND u.person = o.person;
