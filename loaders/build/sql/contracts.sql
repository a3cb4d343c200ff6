-- Contracts and tender lots. contract_key(id = rid, key) is given; the newest row of a number counts.
CREATE TABLE contract AS
SELECT DISTINCT ON (k.key) k.key, c.no, c.name, c.village_code AS village, c.party AS party_name, c.amount AS amount_fen,
       c.signed, c.meeting, c.since AS valid_from, c.until AS valid_to, c.mode,
       CASE WHEN c.mode IS NULL THEN NULL ELSE regexp_matches(c.mode, '公开|招标|竞价|拍卖|竞争') END AS tendered,
       len(coalesce(c.bidders, [])) AS bidder_count, c.bidders, c.type AS asset, c.received AS received_fen,
       c.overdue AS overdue_fen, c.loc, c.party_key, c.party_code,
       CASE WHEN c.party_id IS NOT NULL THEN c.person WHEN NOT is_entity(c.party) AND o.key IS NULL AND oc.key IS NULL THEN p.key END AS winner_person,
       CASE WHEN c.party_id IS NOT NULL THEN c.person_match ELSE 'name_village' END AS match,
       CASE WHEN c.party_id IS NULL THEN coalesce(oc.key, o.key) END AS winner_org
FROM contracts c JOIN source s USING (src) JOIN contract_key k ON k.id = c.rid
LEFT JOIN (SELECT code, min(key) AS key FROM org_key WHERE code <> '' GROUP BY code) oc ON oc.code = c.party_code
LEFT JOIN only_org o ON o.name = org_fold(c.party)
LEFT JOIN only_one p ON p.village = c.village_code AND p.name_key = c.party_key
ORDER BY k.key, s.age DESC, c.loc;
