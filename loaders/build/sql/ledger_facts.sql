-- ledger_key(id = loc, key) is given.
CREATE TABLE ledger_source AS SELECT k.key, k.id AS loc FROM ledger_key k;
CREATE TABLE only_one AS
SELECT village, name_key, min(key) AS key FROM person
WHERE quality IN ('id18', 'id15') AND village IS NOT NULL AND name_key IS NOT NULL
GROUP BY village, name_key HAVING count(*) = 1;
CREATE TABLE only_org AS SELECT name, min(key) AS key FROM (SELECT DISTINCT name, key FROM org_key WHERE name <> '')
GROUP BY name HAVING count(*) = 1;

CREATE TABLE entry AS
SELECT k.key, l.unit AS village, l.voucher,
       row_number() OVER (PARTITION BY l.unit, l.year, l.voucher ORDER BY l.loc) AS line, l.date, l.year, l.summary,
       trim(regexp_extract(coalesce(l.summary, ''), '^[^0-9(（第]+')) AS stem, l.account AS subject, l.flow AS direction,
       l.fen AS amount_fen, l.payee AS payee_name, l.payee_acct AS account, l.handler, l.approver, l.receiver, l.contract_no,
       l.invoice, TRY_CAST(regexp_extract(l.attach, '\d+') AS BIGINT) AS attachments, l.pay_mode, l.loc,
       coalesce(w.person, p.key) AS payee_person, CASE WHEN w.person IS NULL AND p.key IS NULL THEN coalesce(i.org, o.key) ELSE i.org END AS payee_org,
       CASE WHEN w.person IS NOT NULL THEN 'account' WHEN p.key IS NOT NULL THEN 'name_village' END AS person_match,
       CASE WHEN i.org IS NOT NULL THEN 'account' WHEN o.key IS NOT NULL THEN 'name' END AS org_match,
       is_entity(l.payee) AS looks_org, n.key AS payee_word
FROM ledger_row l JOIN ledger_key k ON k.id = l.loc
LEFT JOIN payee_word n ON n.id = concat_ws(chr(31), coalesce(l.payee_key, l.payee), coalesce(l.unit, ''))
LEFT JOIN account a ON a.key = l.payee_acct
LEFT JOIN owner w ON w.canonical = a.canonical
LEFT JOIN org_account i ON i.key = l.payee_acct
LEFT JOIN only_org o ON o.name = org_fold(l.payee)
LEFT JOIN only_one p ON o.key IS NULL AND NOT is_entity(l.payee) AND p.village = l.village_code AND p.name_key = l.payee_key
QUALIFY row_number() OVER (PARTITION BY k.key ORDER BY l.loc) = 1;
