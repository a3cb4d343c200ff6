-- Contracts and tender lots. contract_key(id = rid, key) is given; the newest row of a number counts.
CREATE TABLE contract AS
WITH newest AS (
    SELECT DISTINCT ON (k.key) k.key, c.*, s.as_of, s.age
    FROM contracts c JOIN source s USING (src) JOIN contract_key k ON k.id = c.rid
    ORDER BY k.key, s.age DESC, c.loc
), worded AS (
    SELECT *, concat_ws(' ', type, name) AS words,
           regexp_matches(concat_ws(' ', type, name), '工程|施工|采购|维修|改造|修建|修缮|建设|硬化|安装|制作|养护|清淤|绿化|保洁|服务|布展|铺|路灯') AS works,
           greatest(1, round((until - since) / 365.25)) AS years
    FROM newest
), read AS (
    SELECT *, CASE WHEN regexp_matches(words, '担保|抵押|质押|保证合同') THEN 'guarantee'
                   WHEN regexp_matches(words, '借款|借贷|出借') THEN 'loan'
                   WHEN rent_basis IS NOT NULL OR unit_rent IS NOT NULL OR regexp_matches(words, '租|发包')
                     OR (regexp_matches(words, '承包|机动地|荒|水面|鱼塘|坑塘|果园|林地|门面|厂房|仓库|场地|大棚|耕地|土地|房屋') AND NOT works) THEN 'lease'
                   WHEN works THEN 'works' ELSE 'other' END AS purpose
    FROM worded
), let AS (
    SELECT *, CASE WHEN purpose <> 'lease' OR rent_basis = 'unclear' THEN NULL
                   WHEN rent_basis = 'unit' THEN round(amount * area)
                   WHEN rent_basis = 'total' THEN amount
                   WHEN unit_rent IS NOT NULL AND area > 0 THEN round(unit_rent * area)
                   WHEN since IS NOT NULL AND until IS NOT NULL THEN round(amount / years) END AS rent_fen
    FROM read
)
SELECT c.key, c.no, c.name, c.village_code AS village, coalesce(c.town_code, v.town) AS town, c.party AS party_name, c.amount AS amount_fen,
       c.signed, c.meeting, c.since AS valid_from, c.until AS valid_to, c.mode,
       CASE WHEN c.mode IS NULL THEN NULL ELSE regexp_matches(c.mode, '公开|招标|竞价|拍卖|竞争') END AS tendered,
       len(coalesce(c.bidders, [])) AS bidder_count, c.bidders, c.type AS asset, c.purpose, year(coalesce(c.since, c.signed)) AS start_year,
       c.area, coalesce(c.unit, CASE WHEN c.area IS NOT NULL THEN '亩' END) AS unit, c.rent_fen,
       CASE WHEN c.purpose = 'lease' AND c.rent_basis IS DISTINCT FROM 'unclear'
            THEN CASE WHEN c.rent_basis = 'unit' THEN c.amount ELSE coalesce(c.unit_rent, round(c.rent_fen / nullif(c.area, 0))) END END AS unit_rent_fen,
       c.purpose = 'lease' AND c.rent_basis IS NOT DISTINCT FROM 'unclear' AS rent_unclear,
       c.received AS received_fen, c.overdue AS overdue_fen, c.overdue_days, c.as_of AS stated,
       coalesce(regexp_matches(concat_ws(' ', c.note, c.type), '地力差|地力较差|贫瘠|薄地|低产|盐碱|下等|三等|四等|破旧|危房|年久失修'), false) AS poor,
       coalesce(regexp_matches(c.note, '减免|免收|减租|降租|下调租金'), false) AND c.meeting IS NOT NULL AS relief,
       c.loc, c.party_key, c.party_code,
       CASE WHEN c.party_id IS NOT NULL THEN c.person WHEN NOT is_entity(c.party) AND o.key IS NULL AND oc.key IS NULL THEN p.key END AS winner_person,
       CASE WHEN c.party_id IS NOT NULL THEN c.person_match ELSE 'name_village' END AS match,
       CASE WHEN c.party_id IS NULL THEN coalesce(oc.key, o.key) END AS winner_org
FROM let c LEFT JOIN town_of_village v ON v.village = c.village_code
LEFT JOIN (SELECT code, min(key) AS key FROM org_key WHERE code <> '' GROUP BY code) oc ON oc.code = c.party_code
LEFT JOIN only_org o ON o.name = org_fold(c.party)
LEFT JOIN only_one p ON p.village = c.village_code AND p.name_key = c.party_key;

-- Bids: the list of bidders of a contract, and the bid files with what tells two bidders' hands apart.
CREATE TABLE bid AS
WITH filed AS (
    SELECT c.key AS contract, coalesce(oc.key, o.key) AS org, b.phone[1] AS phone, org_fold(b.address) AS address, b.ip, b.deposit,
           b.address IS NOT NULL AND org_fold(b.address) = org_fold(b.agency_address) AS agency, b.price AS price_fen, b.loc
    FROM bids b JOIN contract c ON c.no = b.no AND (b.village_code IS NULL OR c.village IS NULL OR c.village = b.village_code)
    LEFT JOIN (SELECT code, min(key) AS key FROM org_key WHERE code <> '' GROUP BY code) oc ON oc.code = b.bidder_code
    LEFT JOIN only_org o ON o.name = org_fold(b.bidder)
), listed AS (
    SELECT c.key AS contract, o.key AS org, c.loc
    FROM (SELECT key, unnest(bidders) AS bidder, loc FROM contract) c JOIN only_org o ON o.name = org_fold(c.bidder)
)
SELECT contract, org, max(phone) AS phone, max(address) AS address, max(ip) AS ip, max(deposit) AS deposit, bool_or(agency) AS agency,
       max(price_fen) AS price_fen, min(loc) AS loc
FROM (SELECT * FROM filed WHERE org IS NOT NULL UNION ALL SELECT contract, org, NULL, NULL, NULL, NULL, NULL, NULL, loc FROM listed)
GROUP BY contract, org;
