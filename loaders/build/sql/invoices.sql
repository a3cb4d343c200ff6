-- Invoices: those of the extract and those that vouchers name. One is known by code and number; a bare number of the
-- short kind says nothing without its code, so a voucher's number alone is the invoice of the extract with that number
-- and that seller or amount, if there is one only; else an invoice of its own, told apart by the payee.
-- invoice_key(id, key) is given for ids made of code and number.
CREATE TABLE invoice AS
WITH listed AS (
    SELECT DISTINCT ON (k.key) k.key, i.code_text AS code, i.number_text AS number, i.seller, i.seller_code, i.buyer, i.date, i.amount,
           i.stub, i.kind, i.village_code, i.loc
    FROM invoice_row i JOIN source s USING (src) JOIN invoice_key k ON k.id = i.id ORDER BY k.key, s.age DESC, i.loc
)
SELECT l.key, l.code, l.number, TRY_CAST(right(l.number, 18) AS BIGINT) AS serial, l.seller AS seller_name,
       coalesce(oc.key, o.key) AS seller_org, l.buyer AS buyer_name, coalesce(l.village_code, v.village) AS village, year(l.date) AS year, l.date, l.amount AS amount_fen, l.stub AS stub_fen, l.kind,
       coalesce(l.kind LIKE '%定额%', false) AS block,
       coalesce(l.kind LIKE '%代开%', false) OR regexp_matches(l.seller, '税务局|税务所|税务分局') AS tax_office, true AS listed, l.loc
FROM listed l
LEFT JOIN (SELECT code, min(key) AS key FROM org_key WHERE code <> '' GROUP BY code) oc ON oc.code = l.seller_code
LEFT JOIN only_org o ON o.name = org_fold(l.seller)
LEFT JOIN (SELECT b.id, min(e.village) AS village FROM bill_row b JOIN entry e ON e.key = b.entry GROUP BY b.id) v
       ON v.id = concat_ws(chr(31), coalesce(l.code, ''), l.number, NULL);

CREATE TABLE billed AS
WITH named AS (
    SELECT e.key AS entry, k.key AS invoice, b.id, b.number_text, b.code_text, e.payee_org, e.amount_fen, e.loc
    FROM bill_row b JOIN entry e ON e.key = b.entry LEFT JOIN invoice_key k ON k.id = b.id
), exact AS (SELECT n.entry, n.invoice FROM named n SEMI JOIN invoice i ON i.key = n.invoice),
guess AS (  -- the number alone: the one listed invoice of the number that fits
    SELECT n.entry, i.key AS invoice FROM named n JOIN invoice i ON i.number = n.number_text
    WHERE n.code_text = '' AND n.entry NOT IN (SELECT entry FROM exact)
      AND (i.seller_org = n.payee_org OR i.amount_fen = n.amount_fen)
    QUALIFY count(DISTINCT i.key) OVER (PARTITION BY n.entry) = 1
)
SELECT * FROM exact UNION SELECT * FROM guess
UNION SELECT n.entry, n.invoice FROM named n
WHERE n.entry NOT IN (SELECT entry FROM exact) AND n.entry NOT IN (SELECT entry FROM guess);

INSERT INTO invoice
SELECT n.key, any_value(n.code_text), any_value(n.number_text), any_value(TRY_CAST(right(n.number_text, 18) AS BIGINT)), NULL, NULL, NULL, min(n.village), NULL, NULL, NULL, NULL, NULL,
       false, false, false, min(n.loc)
FROM (SELECT k.key, nullif(b.code_text, '') AS code_text, b.number_text, e.village, e.loc FROM bill_row b JOIN entry e ON e.key = b.entry
      JOIN invoice_key k ON k.id = b.id) n
WHERE n.key IN (SELECT invoice FROM billed) AND n.key NOT IN (SELECT key FROM invoice) GROUP BY n.key;
