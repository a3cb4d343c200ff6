-- The graph's relations under their declared names. Keys are made of the keys of both ends and what tells two
-- relations of one pair apart.
CREATE VIEW rel_PARENT_OF AS SELECT * FROM kin_edge WHERE kind = 'parent';
CREATE VIEW rel_SPOUSE_OF AS SELECT * FROM kin_edge WHERE kind = 'spouse';
CREATE VIEW rel_SIBLING_OF AS SELECT * FROM kin_edge WHERE kind = 'sibling';
CREATE VIEW rel_MAYBE_SAME AS
SELECT md5('same|' || start || '|' || "end") AS key, * FROM maybe_same m
WHERE NOT EXISTS (SELECT 1 FROM apart x WHERE (x.a = m.start AND x.b = m."end") OR (x.b = m.start AND x.a = m."end"));
CREATE VIEW rel_CANDIDATE AS SELECT md5('candidate|' || start || '|' || "end") AS key, * FROM candidate;
CREATE VIEW rel_MEMBER_OF AS
SELECT md5('member|' || person || '|' || household) AS key, person AS start, household AS "end", relation,
       h.head_person IS NOT NULL AND h.head_person = m.person AS head, in_date AS valid_from, valid_to, m.loc
FROM membership m LEFT JOIN household_state h ON h.key = m.household;
CREATE VIEW rel_COVERED_BY AS
SELECT md5(concat_ws('|', 'covered', person, file_key, coalesce(since::VARCHAR, ''))) AS key, person AS start, file_key AS "end", relation, head,
       covered, since AS valid_from, valid_to, loc FROM covered;
CREATE VIEW rel_LIVES_IN AS
SELECT key, key AS start, village AS "end", loc FROM person WHERE village IN (SELECT key FROM village);
CREATE VIEW rel_PART_OF AS SELECT key, key AS start, town AS "end", loc FROM village WHERE town IN (SELECT key FROM town);
CREATE VIEW rel_WITHIN AS SELECT key, key AS start, parent AS "end", loc FROM village WHERE parent IN (SELECT key FROM village);
CREATE VIEW rel_SERVES AS SELECT *, person AS start, unit AS "end" FROM office WHERE NOT is_town AND unit IN (SELECT key FROM village);
CREATE VIEW rel_STAFFS AS SELECT *, person AS start, unit AS "end" FROM office WHERE is_town AND unit IN (SELECT key FROM town);
CREATE VIEW rel_HOLDS AS SELECT md5('holds|' || start || '|' || "end") AS key, * FROM holds;
CREATE VIEW rel_ORG_HOLDS AS SELECT md5('orgholds|' || org || '|' || key) AS key, org AS start, key AS "end", loc FROM org_account;
CREATE VIEW rel_SWITCHED_TO AS
SELECT md5(concat_ws('|', 'switch', old, "new", coalesce(person, ''), coalesce(date::VARCHAR, ''))) AS key, old AS start, "new" AS "end", any_value(person) AS person,
       any_value(date) AS date, min(reason) AS reason, min(clerk) AS clerk, min(loc) AS loc
FROM account_changes WHERE old IS NOT NULL AND "new" IS NOT NULL GROUP BY 1, 2, 3;
CREATE VIEW rel_PAID_TO AS SELECT key, key AS start, recipient AS "end" FROM payment WHERE recipient IS NOT NULL;
CREATE VIEW rel_INTO AS SELECT key, key AS start, account AS "end" FROM payment WHERE account IS NOT NULL;
CREATE VIEW rel_UNDER AS SELECT key, key AS start, program AS "end" FROM payment WHERE program IS NOT NULL;
CREATE VIEW rel_PAID_IN AS SELECT key, key AS start, village_code AS "end" FROM payment WHERE village_code IN (SELECT key FROM village);
CREATE VIEW rel_REISSUES AS SELECT start AS key, * FROM reissues;
CREATE VIEW rel_REVERSES AS SELECT start AS key, * FROM reverses;
CREATE VIEW rel_OWNS AS
SELECT md5(concat_ws('|', 'owns', person, org, role, coalesce(valid_from::VARCHAR, ''))) AS key, person AS start, org AS "end", share, role, valid_from,
       valid_to, loc FROM owns WHERE person IS NOT NULL;
CREATE VIEW rel_ORG_OWNS AS
SELECT md5(concat_ws('|', 'orgowns', holder_org, org, role, coalesce(valid_from::VARCHAR, ''))) AS key, holder_org AS start, org AS "end", share,
       valid_from, valid_to, loc FROM owns WHERE person IS NULL AND holder_org IS NOT NULL;
CREATE VIEW rel_DIRECTS AS
SELECT md5(concat_ws('|', 'directs', person, org, role, coalesce(valid_from::VARCHAR, ''))) AS key, person AS start, org AS "end", role, match,
       valid_from, valid_to, loc FROM directs;
CREATE VIEW rel_EMPLOYED_AT AS
SELECT md5(concat_ws('|', 'employed', person, org, coalesce(post_type, ''), coalesce(valid_from::VARCHAR, ''))) AS key, person AS start, org AS "end", post_type,
       regular, pay_fen, valid_from, valid_to, loc FROM employed;
CREATE VIEW rel_WARD_OF AS
SELECT md5(concat_ws('|', 'ward', person, guardian_person, coalesce(since::VARCHAR, ''))) AS key, person AS start, guardian_person AS "end",
       min(relation) AS relation, min(acct) AS account, since AS valid_from, max(until) AS valid_to, min(loc) AS loc
FROM guardians WHERE person IS NOT NULL AND guardian_person IS NOT NULL GROUP BY person, guardian_person, since;
CREATE VIEW rel_CARED_BY AS
SELECT md5(concat_ws('|', 'cared', w.person, n.key, coalesce(entered::VARCHAR, ''))) AS key, w.person AS start, n.key AS "end", entered AS valid_from,
       max(left_on) AS valid_to, min(w.loc) AS loc
FROM wards w JOIN org_key n ON n.code = '' AND n.name = org_fold(w.name) WHERE w.person IS NOT NULL
GROUP BY w.person, n.key, entered;
CREATE VIEW rel_SPENT_BY AS SELECT key, key AS start, village AS "end" FROM entry WHERE village IN (SELECT key FROM village);
CREATE VIEW rel_PAYS_PERSON AS SELECT key, key AS start, payee_person AS "end", person_match AS match FROM entry WHERE payee_person IS NOT NULL;
CREATE VIEW rel_PAYS_ORG AS SELECT key, key AS start, payee_org AS "end", org_match AS match FROM entry WHERE payee_org IS NOT NULL AND payee_person IS NULL;
CREATE VIEW rel_UNDER_CONTRACT AS
SELECT e.key || c.key AS key, e.key AS start, c.key AS "end" FROM entry e JOIN contract c ON c.no = e.contract_no AND c.village IS NOT DISTINCT FROM e.village;
CREATE VIEW rel_OWNED_BY AS SELECT key, key AS start, village AS "end" FROM contract WHERE village IN (SELECT key FROM village);
CREATE VIEW rel_WON_BY_ORG AS SELECT key, key AS start, winner_org AS "end" FROM contract WHERE winner_org IS NOT NULL;
CREATE VIEW rel_WON_BY_PERSON AS SELECT key, key AS start, winner_person AS "end", match FROM contract WHERE winner_person IS NOT NULL;
CREATE VIEW rel_BID_FOR AS SELECT org || contract AS key, org AS start, contract AS "end", * FROM bid;
CREATE VIEW rel_BILLED AS SELECT DISTINCT entry || invoice AS key, entry AS start, invoice AS "end" FROM billed;
CREATE VIEW rel_SOLD_BY AS SELECT key, key AS start, seller_org AS "end" FROM invoice WHERE seller_org IS NOT NULL;
CREATE VIEW rel_WORKED AS SELECT key, key AS start, person AS "end" FROM labour_day WHERE person IS NOT NULL;
CREATE VIEW rel_IDENTIFIED_AS AS SELECT key, key AS start, person AS "end" FROM investigator WHERE person IS NOT NULL;
CREATE VIEW rel_SIGNED AS
SELECT DISTINCT ON (start, "end") md5('signed|' || signer || '|' || key) AS key, signer AS start, key AS "end", role, match FROM step
WHERE signer IS NOT NULL ORDER BY start, "end", loc;
CREATE VIEW rel_DECIDES_FOR AS SELECT key, key AS start, applicant AS "end" FROM approval WHERE applicant IS NOT NULL;
CREATE VIEW rel_FILED_BY AS SELECT key, key AS start, staff_person AS "end" FROM filing WHERE staff_person IS NOT NULL;
CREATE VIEW rel_FILED_FOR AS SELECT key, key AS start, person AS "end" FROM filing WHERE person IS NOT NULL;
CREATE VIEW rel_CONTRACTS AS SELECT *, person AS start, parcel AS "end" FROM contracted;
CREATE VIEW rel_GIVEN_OVER AS
SELECT DISTINCT ON (key) md5(concat_ws('|', 'given', r.code, p.key)) AS key, 'parcel:' || r.code AS start, p.key AS "end", r.moved_out AS area,
       'name_village' AS match, r.since AS valid_from, r.until AS valid_to, r.loc
FROM parcel_row r JOIN only_one p ON p.village = r.village AND p.name_key = r.transferee_key
WHERE coalesce(r.moved_out, 0) > 0 ORDER BY key, r.loc;
CREATE VIEW rel_BOUGHT_BY AS SELECT key, key AS start, person AS "end" FROM machine WHERE buyer_kind = 'person';
CREATE VIEW rel_BOUGHT_BY_ORG AS SELECT key, key AS start, org AS "end" FROM machine WHERE org IS NOT NULL;
CREATE VIEW rel_DEALT_BY AS SELECT key, key AS start, dealer AS "end" FROM machine WHERE dealer IS NOT NULL;
CREATE VIEW rel_KEPT_BY AS SELECT key, key AS start, keeper AS "end" FROM herd;
CREATE VIEW rel_SPLIT_OF AS SELECT key, key AS start, village AS "end" FROM compensation_split WHERE village IN (SELECT key FROM village);
CREATE VIEW rel_GIVES_PHONE AS SELECT key, person AS start, phone AS "end", origin, village, year, first_on, last_on, first_month, last_month, loc FROM gives_phone;
CREATE VIEW rel_FLOWS_FROM AS SELECT key, key AS start, payer AS "end" FROM flow WHERE payer IS NOT NULL;
CREATE VIEW rel_FLOWS_TO AS SELECT key, key AS start, payee AS "end" FROM flow WHERE payee IS NOT NULL;
CREATE VIEW rel_REACHES AS SELECT key, key AS start, receiver AS "end", receiver_match AS match FROM flow WHERE receiver IS NOT NULL;
CREATE VIEW rel_HAS_VEHICLE AS
SELECT md5(concat_ws('|', 'vehicle', person, key)) AS key, person AS start, key AS "end", person_match AS match, registered AS valid_from,
       gone_by AS valid_to, loc FROM owned_vehicle WHERE org IS NULL AND person IS NOT NULL;
CREATE VIEW rel_ORG_HAS_VEHICLE AS
SELECT md5(concat_ws('|', 'vehicle', org, key)) AS key, org AS start, key AS "end", registered AS valid_from, gone_by AS valid_to, loc
FROM owned_vehicle WHERE org IS NOT NULL;
CREATE VIEW rel_HAS_HOUSE AS
SELECT md5(concat_ws('|', 'house', person, o.key)) AS key, person AS start, o.key AS "end", person_match AS match,
       coalesce(o.part, CASE WHEN h.owners = 1 THEN 1.0 END) AS share, o.registered AS valid_from, gone_by AS valid_to, o.loc
FROM owned_house o JOIN house h USING (key) WHERE org IS NULL AND person IS NOT NULL;
CREATE VIEW rel_ORG_HAS_HOUSE AS
SELECT md5(concat_ws('|', 'house', org, key)) AS key, org AS start, key AS "end", registered AS valid_from, gone_by AS valid_to, loc
FROM owned_house WHERE org IS NOT NULL;
CREATE VIEW rel_CERTIFIED AS SELECT key, person AS start, key AS "end" FROM certificate;
CREATE VIEW rel_IN_CUSTODY AS SELECT key, person AS start, key AS "end" FROM custody_stay;
CREATE VIEW rel_ENGAGED_AS AS SELECT key, holder AS start, key AS "end", match FROM post;
CREATE VIEW rel_POST_IN AS SELECT key, key AS start, village AS "end" FROM post WHERE village IN (SELECT key FROM village);
CREATE VIEW rel_WAGE_OF AS SELECT key, key AS start, person AS "end", match FROM post_wage;
CREATE VIEW rel_WAGE_FOR AS SELECT key, key AS start, post_key AS "end" FROM post_wage WHERE post_key IS NOT NULL;
CREATE VIEW rel_INSURED_AT AS
SELECT md5(concat_ws('|', 'insured', person, org, coalesce(kind, ''), coalesce(valid_from::VARCHAR, ''))) AS key, person AS start,
       org AS "end", kind, worker, valid_from, valid_to, loc FROM insured;
CREATE VIEW rel_EXCLUDES AS SELECT md5('excludes|' || start || '|' || "end") AS key, * FROM exclusive
WHERE start IN (SELECT key FROM program) AND "end" IN (SELECT key FROM program);
CREATE VIEW rel_PERMITTED_WITH AS
SELECT md5(concat_ws('|', 'permitted', start, "end", valid_from)) AS key, start, "end", source, valid_from, valid_to FROM permitted
WHERE start IN (SELECT key FROM program) AND "end" IN (SELECT key FROM program);
CREATE VIEW rel_SAME_HOME AS SELECT md5('same_home|' || start || '|' || "end") AS key, * FROM same_home;
CREATE VIEW rel_TAXED AS SELECT key, key AS start, org AS "end" FROM tax_year;
