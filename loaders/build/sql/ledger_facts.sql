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
       l.fen AS amount_fen, l.payee AS payee_name, coalesce(l.payee_key, l.payee) AS payee_fold, l.payee_acct AS account,
       coalesce(l.handler_key, l.handler) AS handler, coalesce(l.approver_key, l.approver) AS approver,
       coalesce(l.receiver_key, l.receiver) AS receiver, coalesce(l.detail_signer_key, l.detail_signer) AS detail_signer,
       coalesce(regexp_matches(concat_ws(' ', l.summary, l.attach), '委托|受托|代领|授权'), false) AS mandate, l.contract_no,
       coalesce(l.invoice, l.invoice_code) AS invoice, CASE WHEN l.invoice IS NOT NULL THEN l.invoice_code END AS invoice_code, TRY_CAST(regexp_extract(l.attach, '\d+') AS BIGINT) AS attachments, l.pay_mode,
       l.means, l.proof, is_labour(l.account) OR is_labour(l.summary) OR (is_roll(l.payee) AND is_labour(l.payee)) AS labour,
       f.day - l.date AS festival_gap, l.loc,
       coalesce(w.person, p.key) AS payee_person, CASE WHEN w.person IS NULL AND p.key IS NULL THEN coalesce(i.org, o.key) ELSE i.org END AS payee_org,
       CASE WHEN w.person IS NOT NULL THEN 'account' WHEN p.key IS NOT NULL THEN 'name_village' END AS person_match,
       CASE WHEN i.org IS NOT NULL THEN 'account' WHEN o.key IS NOT NULL THEN 'name' END AS org_match,
       is_entity(l.payee) AS looks_org, is_roll(l.payee) AS looks_roll, n.key AS payee_word
FROM ledger_row l JOIN ledger_key k ON k.id = l.loc
ASOF LEFT JOIN festival f ON f.day >= l.date
LEFT JOIN payee_word n ON n.id = concat_ws(chr(31), coalesce(l.payee_key, l.payee), coalesce(l.unit, ''))
LEFT JOIN account a ON a.key = l.payee_acct
LEFT JOIN owner w ON w.canonical = a.canonical
LEFT JOIN org_account i ON i.key = l.payee_acct
LEFT JOIN only_org o ON o.name = org_fold(l.payee)
LEFT JOIN only_one p ON o.key IS NULL AND NOT is_entity(l.payee) AND p.village = l.village_code AND p.name_key = l.payee_key
QUALIFY row_number() OVER (PARTITION BY k.key ORDER BY l.loc) = 1;

-- What vouchers and the extract say about invoices: digits of code and number. A bare short number is told apart by the payee.
CREATE TABLE bill_row AS
WITH written AS (
    SELECT key AS entry, payee_org, payee_person, payee_word, village, regexp_extract_all(invoice, '[0-9A-Z]+') AS parts, invoice_code FROM entry
    WHERE invoice IS NOT NULL
), read AS (
    SELECT *, CASE WHEN len(parts) > 1 THEN parts[1] ELSE coalesce(regexp_replace(invoice_code, '[^0-9]', '', 'g'), '') END AS code_text,
           parts[-1] AS number_text
    FROM written WHERE len(parts) > 0
), split AS (
    SELECT * REPLACE (CASE WHEN code_text = '' AND (length(number_text) = 18 OR (length(number_text) = 20 AND number_text LIKE '0%')) THEN left(number_text, length(number_text) - 8) ELSE code_text END AS code_text,
                      CASE WHEN code_text = '' AND (length(number_text) = 18 OR (length(number_text) = 20 AND number_text LIKE '0%')) THEN right(number_text, 8) ELSE number_text END AS number_text)
    FROM read WHERE regexp_matches(number_text, '[1-9]') AND length(number_text) >= 6
)
SELECT entry, code_text, number_text, concat_ws(chr(31), code_text, number_text,
       CASE WHEN code_text = '' AND length(number_text) < 18 THEN coalesce(payee_org, payee_person, payee_word, village, '') END) AS id FROM split;
CREATE TABLE invoice_row AS
SELECT *, concat_ws(chr(31), code_text, number_text, CASE WHEN code_text = '' AND length(number_text) < 18 THEN coalesce(seller_code, seller, '') END) AS id
FROM (SELECT *, coalesce(regexp_replace(code, '[^0-9]', '', 'g'), '') AS code_text, regexp_replace(number, '[^0-9A-Z]', '', 'g') AS number_text
      FROM invoices WHERE number IS NOT NULL);

CREATE VIEW labour_content AS
SELECT loc AS id, content || chr(31) || row_number() OVER (PARTITION BY src, content ORDER BY loc) AS content
FROM (SELECT loc, src, concat_ws(chr(31), coalesce(village_code, town_code, ''), coalesce(person, ''), coalesce(date::VARCHAR, ''),
                                 coalesce(site, ''), coalesce(amount, 0), coalesce(voucher, '')) AS content FROM labour);
