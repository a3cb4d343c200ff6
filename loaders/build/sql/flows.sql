-- Statement lines to movements of money. A transfer stands in the payer's statement, in the payee's, or in both: its
-- content is who pays whom, the day and the amount, with the ordinal among equals of one file and side, so that the
-- two lines of one transfer are one flow with two sources.
CREATE TABLE flow_row AS
WITH line AS (
    SELECT f.loc, f.src, f.direction, CASE WHEN list_contains(f.flags, 'reversal') THEN f.amount ELSE abs(f.amount) END AS amount, f.date, coalesce(f.date_second, f.time) AS second, f.summary, f.terminal,
           f.serial, f.agent_person, f.agent_person_match, f.agent_key, f.counter, f.counter_key,
           coalesce(c.canonical, f.acct) AS own, coalesce(d.canonical, f.counter_acct) AS other
    FROM account_flows f LEFT JOIN canonical c ON c.key = f.acct LEFT JOIN canonical d ON d.key = f.counter_acct
    WHERE f.acct IS NOT NULL AND f.amount IS NOT NULL AND f.direction IS NOT NULL
), sided AS (
    SELECT * EXCLUDE (own, other), CASE direction WHEN 'out' THEN own ELSE other END AS payer,
           CASE direction WHEN 'out' THEN other ELSE own END AS payee,
           CASE WHEN other IS NOT NULL OR (counter_key IS NOT NULL AND NOT regexp_matches(coalesce(summary, ''), '现金|取现|ATM'))
                THEN 'transfer' WHEN direction = 'out' THEN 'withdrawal' ELSE 'deposit' END AS kind,
           concat_ws(chr(31), own, coalesce(other, counter_key, ''), direction) AS ends
    FROM line
), content AS (
    SELECT *, concat_ws(chr(31), CASE WHEN payer IS NULL OR payee IS NULL THEN ends ELSE payer || '>' || payee END,
                        amount, date::VARCHAR, kind) AS content FROM sided
)
SELECT * EXCLUDE (content), content || chr(31) || row_number() OVER (
           PARTITION BY src, direction, content ORDER BY second, serial, loc) AS content
FROM content;
