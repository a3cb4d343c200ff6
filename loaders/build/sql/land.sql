-- Parcels of the confirmed land register, in standard mu; who holds the contract and who farms under a transfer.
CREATE TABLE parcel_row AS
SELECT p.parcel AS code, p.person, p.person_match AS match, p.village_code AS village, p.name, p.land_type, p.cert,
       p.measured * coalesce(f.factor, 1.0) AS measured, p.contract_area * coalesce(f.factor, 1.0) AS contract_area,
       p.moved_out * coalesce(f.factor, 1.0) AS moved_out, p.moved_in * coalesce(f.factor, 1.0) AS moved_in,
       p.transferee_key, p.since, p.until, p.loc, s.age,
       regexp_matches(coalesce(p.land_type, ''), '机动|集体') OR coalesce(p.contractor_is_entity, is_entity(p.contractor)) AS collective
FROM parcels p JOIN source s USING (src) LEFT JOIN mu_factor f ON f.village = p.village_code
WHERE p.parcel IS NOT NULL;

CREATE TABLE parcel AS
SELECT 'parcel:' || code AS key, code, arg_max(name, (age, -loc)) AS name, arg_max(village, (age, -loc)) AS village, arg_max(land_type, (age, -loc)) AS land_type,
       bool_or(collective) AS collective, max(measured) AS measured, max(contract_area) AS contract_area, min(loc) AS loc
FROM parcel_row GROUP BY code;

CREATE TABLE contracted AS
SELECT md5(concat_ws('|', 'contracts', person, code)) AS key, person, 'parcel:' || code AS parcel, max(measured) AS measured,
       max(moved_in) AS moved_in, max(moved_out) AS moved_out, min(since) AS valid_from, max(until) AS valid_to,
       min(match) AS match, min(loc) AS loc
FROM parcel_row WHERE person IS NOT NULL AND NOT collective GROUP BY person, code;

-- Machines: the buyer is a person with a number, else an organization by code or name. A code alone names a whole book
-- of invoices, so a row without a number has no invoice.
CREATE TABLE machine AS
SELECT k.key, m.model, told_number(m.machine_no) AS machine_no, told_number(m.engine_no) AS engine_no, CASE WHEN m.invoice IS NOT NULL THEN concat_ws('-', m.invoice_code, m.invoice) END AS invoice, m.dealer AS dealer_name,
       m.price AS price_fen, m.amount AS amount_fen, m.date AS bought, m.resold,
       coalesce(year(m.period_from), year(m.date)) AS year, m.village_code AS village, m.person, o.key AS org,
       coalesce(o.key, m.person) AS buyer, CASE WHEN o.key IS NOT NULL THEN 'organization' WHEN m.person IS NOT NULL THEN 'person' END AS buyer_kind,
       m.person_match AS match, d.key AS dealer, m.loc
FROM machinery m JOIN machine_key k ON k.id = m.rid JOIN source s USING (src)
LEFT JOIN org_key o ON m.id IS NULL AND coalesce(m.buyer_is_entity, is_entity(m.buyer)) AND o.code = coalesce(m.uscc, '') AND o.name = coalesce(org_fold(m.buyer), '')
LEFT JOIN only_org d ON d.name = org_fold(m.dealer)
QUALIFY row_number() OVER (PARTITION BY k.key ORDER BY s.age DESC, m.loc) = 1;

CREATE TABLE herd AS
SELECT k.key, CASE WHEN regexp_matches(word, '牛') THEN 'cattle' WHEN regexp_matches(word, '猪') THEN 'pigs'
                   WHEN regexp_matches(word, '羊') THEN 'sheep' ELSE 'other' END AS animal,
       l.heads, l.word AS kind, coalesce(year(l.period_from), year(s.as_of)) AS year, g.code AS program,
       coalesce(l.programme, l.word) AS listed_under, coalesce(c.canonical, l.acct) AS account, l.amount AS amount_fen,
       l.village_code AS village, l.person AS keeper, l.person_match AS match,
       coalesce(l.period_from, make_date(year(s.as_of), 1, 1)) AS valid_from,
       coalesce(l.period_to, make_date(year(s.as_of), 12, 31)) AS valid_to, l.loc
FROM (SELECT *, coalesce(animal, programme, '') AS word FROM livestock) l JOIN herd_key k ON k.id = l.rid JOIN source s USING (src)
LEFT JOIN program_text g ON g.text = l.programme LEFT JOIN canonical c ON c.key = l.acct
WHERE l.person IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY k.key ORDER BY s.age DESC, l.loc) = 1;
