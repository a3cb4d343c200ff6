-- Every account number any file names, with what is known of it.
CREATE TABLE account_seen AS
SELECT acct AS key, acct_last4 AS last4, acct_kind AS kind, bank, NULL::DATE AS opened, NULL AS branch, min(loc) AS loc
FROM rosters WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, min(loc) FROM raw_bank_returns WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT card, card_last4, coalesce(card_kind, 'card'), NULL, open_date, branch, loc FROM account_aliases WHERE card IS NOT NULL
UNION ALL SELECT inner_no, inner_no_last4, inner_no_kind, NULL, open_date, branch, loc FROM account_aliases WHERE inner_no IS NOT NULL
UNION ALL SELECT old, old_last4, old_kind, NULL, NULL, NULL, loc FROM account_changes WHERE old IS NOT NULL
UNION ALL SELECT "new", new_last4, new_kind, NULL, NULL, NULL, loc FROM account_changes WHERE "new" IS NOT NULL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, min(loc) FROM account_flows WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT counter_acct, counter_acct_last4, counter_acct_kind, NULL, NULL, NULL, min(loc) FROM account_flows WHERE counter_acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, min(loc) FROM low_income WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, min(loc) FROM posts WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, min(loc) FROM post_wages WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, min(loc) FROM livestock WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, loc FROM guardians WHERE acct IS NOT NULL
UNION ALL SELECT acct, acct_last4, coalesce(acct_kind, 'corporate'), bank, NULL, NULL, loc FROM institutions WHERE acct IS NOT NULL
UNION ALL SELECT payee_acct, payee_acct_last4, payee_acct_kind, NULL, NULL, NULL, min(loc) FROM ledger WHERE payee_acct IS NOT NULL GROUP BY ALL;

-- Names that stand as holder of an account: by the bank and the roster; by a village's transfer only where neither
-- knows the account as somebody's card, because a firm's payee may be written over its owner's private account.
CREATE TABLE holder_word AS
SELECT acct AS key, holder AS name, min(loc) AS loc FROM raw_bank_returns WHERE acct IS NOT NULL AND holder IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, holder, min(loc) FROM rosters WHERE acct IS NOT NULL AND holder IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, holder, min(loc) FROM account_flows WHERE acct IS NOT NULL AND holder IS NOT NULL GROUP BY ALL
UNION ALL SELECT counter_acct, counter, min(loc) FROM account_flows WHERE counter_acct IS NOT NULL AND counter IS NOT NULL GROUP BY ALL
UNION ALL SELECT payee_acct, payee, min(loc) FROM ledger WHERE payee_acct IS NOT NULL AND payee IS NOT NULL
    AND payee_acct NOT IN (SELECT acct FROM rosters WHERE acct IS NOT NULL)
    AND payee_acct NOT IN (SELECT unnest([card, inner_no]) FROM account_aliases WHERE card IS NOT NULL AND inner_no IS NOT NULL) GROUP BY ALL
UNION ALL SELECT acct, holder, min(loc) FROM livestock WHERE acct IS NOT NULL AND holder IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, holder, min(loc) FROM institutions WHERE acct IS NOT NULL AND holder IS NOT NULL GROUP BY ALL;

-- A corporate account: every name that stands as its holder is an organization's. Whose it is, where that is one
-- organization the files know.
CREATE TABLE corporate AS
SELECT w.key, count(*) = count(o.key) AND count(DISTINCT o.key) = 1 AS known, min(o.key) AS org, min(w.loc) AS loc
FROM holder_word w
LEFT JOIN (SELECT name, min(key) AS key FROM org_key WHERE name <> '' GROUP BY name HAVING count(DISTINCT key) = 1) o
       ON o.name = org_fold(w.name)
GROUP BY w.key HAVING bool_and(is_entity(w.name) OR o.key IS NOT NULL);

CREATE TABLE org_account AS
SELECT key, org, loc FROM institution_account
UNION ALL SELECT key, org, loc FROM corporate WHERE known AND key NOT IN (SELECT key FROM institution_account);

-- A village's own account: the statement names one village as its holder.
CREATE TABLE village_account AS
SELECT acct AS key, min(village_code) AS village FROM account_flows WHERE acct IS NOT NULL AND is_village_body(holder)
GROUP BY acct HAVING count(DISTINCT village_code) = 1;

CREATE TABLE account AS
SELECT a.key, max(last4) AS last4,
       CASE WHEN a.key IN (SELECT key FROM corporate) THEN 'corporate'
            ELSE coalesce(min(kind) FILTER (kind <> 'unknown'), 'unknown') END AS kind,
       mode(bank ORDER BY bank) AS bank, coalesce(any_value(c.canonical), a.key) AS canonical,
       a.key IN (SELECT unnest([card, inner_no]) FROM account_aliases WHERE card IS NOT NULL AND inner_no IS NOT NULL) AS aliased,
       a.key IN (SELECT acct FROM institutions WHERE acct IS NOT NULL) AS institution,
       min(opened) AS opened, min(branch) AS branch,
       min(r.agent_phone) AS agent_phone, min(r.run) AS run,
       CASE WHEN a.key IN (SELECT key FROM corporate) THEN any_value(v.village) END AS village, min(a.loc) AS loc
FROM account_seen a LEFT JOIN canonical c USING (key) LEFT JOIN village_account v USING (key)
LEFT JOIN (SELECT card AS key, agent_phone[1] AS agent_phone, card_run AS run FROM account_aliases
           UNION ALL SELECT inner_no, agent_phone[1], inner_run FROM account_aliases) r USING (key) GROUP BY a.key;

-- Account holder as the bank names it (returns, statements), where the bank names one only.
CREATE TABLE bank_holder AS
SELECT key, min(holder) AS holder, min(holder_key) AS holder_key, min(loc) AS loc
FROM (SELECT acct AS key, holder, holder_key, min(loc) AS loc FROM raw_bank_returns GROUP BY ALL
      UNION ALL SELECT acct, holder, holder_key, min(loc) FROM account_flows GROUP BY ALL)
WHERE key IS NOT NULL AND holder_key IS NOT NULL GROUP BY key HAVING count(DISTINCT holder_key) = 1;
