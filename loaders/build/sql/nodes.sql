-- The graph's nodes under their declared names.
CREATE VIEW node_Town AS SELECT * FROM town;
CREATE VIEW node_Village AS SELECT * FROM village;
CREATE VIEW node_Household AS SELECT h.*, coalesce(s.state, 'ok') AS state FROM household h LEFT JOIN household_state s USING (key);
CREATE VIEW node_BenefitFile AS SELECT * FROM benefit_file;
CREATE VIEW node_BankAccount AS SELECT a.*, coalesce(p.partners, 0) AS partners FROM account a LEFT JOIN flow_partners p USING (key);
CREATE VIEW node_Flow AS SELECT * FROM flow;
CREATE VIEW node_Parcel AS SELECT * FROM parcel;
CREATE VIEW node_Machine AS SELECT * FROM machine;
CREATE VIEW node_Herd AS SELECT * FROM herd;
CREATE VIEW node_CompensationSplit AS SELECT * FROM compensation_split;
CREATE VIEW node_Phone AS SELECT * FROM phone;
CREATE VIEW node_Program AS
SELECT *, list_has_any(coalesce(marks, []), ['office_pay', 'village_wide']) AS "exempt" FROM program;
CREATE VIEW node_Person AS
SELECT p.key, p.name, p.name_key, p.sex, p.birth, d.death, d.death_precision, d.death_conflict, p.quality, p.village,
       p.key IN (SELECT person FROM membership WHERE valid_to IS NULL) AS registered, p.elsewhere, p.name_conflict, p.sex_conflict, p.birth_conflict, p.loc
FROM person p LEFT JOIN death d USING (key)
UNION ALL
SELECT key, NULL, NULL, coalesce(sex, 'U'), NULL, NULL, NULL, NULL, 'virtual', NULL, false, false, false, false, false, NULL FROM virtual_person;
-- How many of a village's households a programme reached in a year. Computed once here: as a pattern in a rule it
-- would join every payment with every household again and again.
CREATE TABLE reach AS
WITH homes AS (SELECT village, count(*) AS homes FROM household WHERE village IS NOT NULL GROUP BY village)
SELECT p.program, p.year, p.village_code, count(DISTINCT h.key) / any_value(o.homes) AS reach
FROM payment p JOIN homes o ON o.village = p.village_code LEFT JOIN net n USING (key)
LEFT JOIN membership m ON m.person = p.recipient LEFT JOIN household h ON h.key = m.household AND h.village = p.village_code
WHERE coalesce(n.stands, true)
GROUP BY p.program, p.year, p.village_code;
CREATE VIEW node_Payment AS
SELECT p.* EXCLUDE (status, village_code, town_code), p.village_code AS village, coalesce(p.town_code, v.town) AS town,
       coalesce(n.status, p.status) AS status, coalesce(n.stands, true) AS stands, coalesce(n.net, 'gross') AS net,
       regexp_matches(concat_ws(' ', p.part, p.batch), '补发([^放]|$)|补录|追加') AS arrears, r.reach,
       list_filter(p.flags, lambda f: regexp_matches(f, '^id|^sex_conflict|^name_conflict|^birth_conflict')) AS id_flags
FROM payment p LEFT JOIN net n USING (key) LEFT JOIN town_of_village v ON v.village = p.village_code
LEFT JOIN reach r ON r.program = p.program AND r.year = p.year AND r.village_code = p.village_code;
CREATE VIEW node_Organization AS
SELECT o.*, e.employees FROM organization o LEFT JOIN (
    SELECT org, max(people) AS employees FROM (
        SELECT org, count(DISTINCT person) AS people FROM insured WHERE worker GROUP BY org
        UNION ALL SELECT org, staff FROM tax_year WHERE staff IS NOT NULL) GROUP BY org
) e ON e.org = o.key;
CREATE VIEW node_LedgerEntry AS
SELECT *, coalesce(payee_person, payee_org, payee_word) AS payee,
       CASE WHEN payee_person IS NOT NULL THEN 'person' WHEN payee_org IS NOT NULL OR looks_org THEN 'organization'
            WHEN looks_roll THEN 'roll' ELSE 'unknown' END AS payee_kind
FROM entry;
CREATE VIEW node_Contract AS SELECT * EXCLUDE (bidders), bidder_count AS bidders FROM contract;
CREATE VIEW node_Approval AS SELECT * FROM approval;
CREATE VIEW node_Filing AS SELECT * FROM filing;
CREATE VIEW node_Invoice AS SELECT i.* EXCLUDE (seller_org), coalesce(seller_org, w.key) AS seller
FROM invoice i LEFT JOIN seller_word w ON w.id = i.seller_name;
CREATE VIEW node_LabourDay AS SELECT * FROM labour_day;
CREATE VIEW node_Investigator AS SELECT * FROM investigator;
CREATE VIEW node_Vehicle AS SELECT * FROM vehicle;
CREATE VIEW node_House AS SELECT * FROM house;
CREATE VIEW node_Certificate AS SELECT * FROM certificate;
CREATE VIEW node_Custody AS
SELECT * EXCLUDE (held_to, full_to), CASE WHEN full_from < full_to THEN full_to END AS full_to,
       (least(coalesce(valid_to, as_of), as_of) - valid_from) + 1 AS days
FROM (SELECT * EXCLUDE (as_of), as_of, CASE WHEN last_day(coalesce(held_to, as_of)) = coalesce(held_to, as_of) THEN coalesce(held_to, as_of)
             ELSE date_trunc('month', coalesce(held_to, as_of))::DATE - 1 END AS full_to FROM custody_stay);
CREATE VIEW node_Post AS SELECT * FROM post;
CREATE VIEW node_PostWage AS SELECT w.*, p.post FROM post_wage w LEFT JOIN post p ON p.key = w.post_key;
CREATE VIEW node_TaxYear AS SELECT * FROM tax_year;
