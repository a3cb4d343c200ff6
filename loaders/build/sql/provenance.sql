-- All sources of every fact: fact key and place. Persons and accounts named in many roster rows carry the first
-- row of each list; the payments carry theirs.
CREATE VIEW provenance AS
SELECT key AS fact_key, loc FROM seen WHERE key IS NOT NULL
UNION ALL SELECT key, loc FROM account_seen
UNION ALL SELECT key, loc FROM payment_source
UNION ALL SELECT key, loc FROM flow_source
UNION ALL SELECT key, loc FROM gives_phone
UNION ALL SELECT 'parcel:' || code, loc FROM parcel_row
UNION ALL SELECT md5(concat_ws('|', 'contracts', person, code)), loc FROM parcel_row WHERE person IS NOT NULL
UNION ALL SELECT k.key, m.loc FROM machinery m JOIN machine_key k ON k.id = m.rid
UNION ALL SELECT k.key, l.loc FROM livestock l JOIN herd_key k ON k.id = l.rid
UNION ALL SELECT key, id FROM compensation_key
UNION ALL SELECT key, loc FROM ledger_source
UNION ALL SELECT key, loc FROM household
UNION ALL SELECT md5('member|' || person || '|' || household), loc FROM membership_row
UNION ALL SELECT md5(concat_ws('|', 'covered', person, file_key, coalesce(since::VARCHAR, ''))), loc FROM covered_row
UNION ALL SELECT file_key, loc FROM covered_row
UNION ALL SELECT key, loc FROM office_source
UNION ALL SELECT key, loc FROM kin_source
UNION ALL SELECT key, loc FROM program WHERE loc IS NOT NULL
UNION ALL SELECT key, loc FROM region
UNION ALL SELECT n.key, m.loc FROM org_mention m JOIN org_key n ON n.code = m.code AND n.name = coalesce(org_fold(m.name), '')
UNION ALL SELECT n.key, o.loc FROM organizations o JOIN org_key n ON n.code = coalesce(o.uscc, '') AND n.name = coalesce(org_fold(o.name), '')
UNION ALL SELECT key, loc FROM step
UNION ALL SELECT k.key, f.loc FROM filings f JOIN filing_key k ON k.id = f.rid
UNION ALL SELECT k.key, c.loc FROM contracts c JOIN contract_key k ON k.id = c.rid
UNION ALL SELECT md5(concat_ws('|', 'directs', person, org, role, coalesce(since::VARCHAR, ''))), loc FROM directs_row
UNION ALL SELECT md5(concat_ws('|', 'owns', person, org, role, coalesce(since::VARCHAR, ''))), loc FROM owns_row WHERE person IS NOT NULL
UNION ALL SELECT md5(concat_ws('|', 'orgowns', holder_org, org, role, coalesce(since::VARCHAR, ''))), loc FROM owns_row WHERE person IS NULL
UNION ALL SELECT key, loc FROM rel_EMPLOYED_AT
UNION ALL SELECT key, loc FROM rel_WARD_OF
UNION ALL SELECT key, loc FROM rel_CARED_BY
UNION ALL SELECT key, loc FROM rel_HOLDS
UNION ALL SELECT key, loc FROM rel_SWITCHED_TO
UNION ALL SELECT k.key, i.loc FROM invoice_row i JOIN invoice_key k ON k.id = i.id
UNION ALL SELECT key, loc FROM invoice WHERE NOT listed
UNION ALL SELECT org || contract, loc FROM bid
UNION ALL SELECT key, loc FROM labour_source
UNION ALL SELECT key, loc FROM investigator
UNION ALL SELECT k.key, v.loc FROM vehicles v JOIN vehicle_key k ON k.id = v.rid
UNION ALL SELECT k.key, h.loc FROM houses h JOIN house_key k ON k.id = h.rid
UNION ALL SELECT k.key, c.loc FROM certificates c JOIN certificate_key k ON k.id = c.rid
UNION ALL SELECT k.key, c.loc FROM custody c JOIN custody_key k ON k.id = c.rid
UNION ALL SELECT key, loc FROM post_row
UNION ALL SELECT md5(concat_ws('|', 'wage', person, month, wage, coalesce(acct, ''))), loc FROM wage_row
UNION ALL SELECT key, loc FROM tax_year
UNION ALL SELECT key, loc FROM rel_HAS_VEHICLE
UNION ALL SELECT key, loc FROM rel_HAS_HOUSE
UNION ALL SELECT key, loc FROM rel_INSURED_AT;
