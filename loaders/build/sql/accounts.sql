-- Every account number any file names, with what is known of it.
CREATE TABLE account_seen AS
SELECT acct AS key, acct_last4 AS last4, acct_kind AS kind, bank, NULL::DATE AS opened, NULL AS branch, min(loc) AS loc
FROM rosters WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, min(loc) FROM raw_bank_returns WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT card, card_last4, coalesce(card_kind, 'card'), NULL, open_date, branch, loc FROM account_aliases WHERE card IS NOT NULL
UNION ALL SELECT inner_no, inner_no_last4, inner_no_kind, NULL, open_date, branch, loc FROM account_aliases WHERE inner_no IS NOT NULL
UNION ALL SELECT old, old_last4, old_kind, NULL, NULL, NULL, loc FROM account_changes WHERE old IS NOT NULL
UNION ALL SELECT "new", new_last4, new_kind, NULL, NULL, NULL, loc FROM account_changes WHERE "new" IS NOT NULL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, min(loc) FROM low_income WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, min(loc) FROM posts WHERE acct IS NOT NULL GROUP BY ALL
UNION ALL SELECT acct, acct_last4, acct_kind, NULL, NULL, NULL, loc FROM guardians WHERE acct IS NOT NULL
UNION ALL SELECT acct, acct_last4, coalesce(acct_kind, 'corporate'), bank, NULL, NULL, loc FROM institutions WHERE acct IS NOT NULL
UNION ALL SELECT payee_acct, payee_acct_last4, payee_acct_kind, NULL, NULL, NULL, min(loc) FROM ledger WHERE payee_acct IS NOT NULL GROUP BY ALL;

CREATE TABLE account AS
SELECT a.key, max(last4) AS last4, coalesce(min(kind) FILTER (kind <> 'unknown'), 'unknown') AS kind,
       mode(bank ORDER BY bank) AS bank, coalesce(any_value(c.canonical), a.key) AS canonical,
       a.key IN (SELECT unnest([card, inner_no]) FROM account_aliases WHERE card IS NOT NULL AND inner_no IS NOT NULL) AS aliased,
       a.key IN (SELECT acct FROM institutions WHERE acct IS NOT NULL) AS institution,
       min(opened) AS opened, min(branch) AS branch, min(loc) AS loc
FROM account_seen a LEFT JOIN canonical c USING (key) GROUP BY a.key;

-- Account holder as the bank names it, where the bank names one only.
CREATE TABLE bank_holder AS
SELECT acct AS key, min(holder) AS holder, min(holder_key) AS holder_key, min(loc) AS loc
FROM raw_bank_returns WHERE acct IS NOT NULL AND holder_key IS NOT NULL
GROUP BY acct HAVING count(DISTINCT holder_key) = 1;
