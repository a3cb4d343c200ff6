from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.unit.loaders.build.county import OTHER, TOWN, VILLAGE, account_key, base, built, person_key, source

HERE = {"town": "大浦镇", "village": "上杨村"}
MARCH = (date(2024, 3, 1), date(2024, 3, 31))


def _paid(number: int | None, name: str, acct: int | None, **given: Any) -> dict[str, Any]:
    return {
        "programme": "低保金",
        "name": name,
        "id": number,
        "acct": acct,
        "amount": 30_000,
        "period": MARCH,
        "pay_date": date(2024, 3, 15),
        **HERE,
        **given,
    }


def test_two_offices_in_a_cell_and_township_staff_land_where_they_serve(tmp_path: Path) -> None:
    rows = [
        {"name": "张大山", "id": 1, "post": "书记兼主任", "from": date(2021, 3, 1), **HERE},
        {"name": "陈经办", "id": 2, "post": "镇民政办经办人", "town": "大浦镇", "village": "大浦镇"},
    ]
    with built([*base(), source("cadres", rows)], tmp_path) as b:
        assert b.rows(
            "MATCH (:Person)-[s:SERVES]->(v:Village) RETURN s.role, s.body, v.key, s.valid_from, s.match"
        ) == [
            ("head", "committee", VILLAGE, date(2021, 3, 1), "id18"),
            ("secretary", "party", VILLAGE, date(2021, 3, 1), "id18"),
        ]
        assert b.rows("MATCH (:Person)-[s:STAFFS]->(t:Town) RETURN s.role, t.key") == [("staff", TOWN)]


def test_an_office_that_a_later_roster_lacks_is_closed_and_a_correction_drops_it(tmp_path: Path) -> None:
    stays = {"name": "张大山", "id": 1, "post": "村主任", "from": date(2018, 1, 1), **HERE}
    goes = {"name": "李二", "id": 3, "post": "会计", "from": date(2018, 1, 1), **HERE}
    old, new = (
        source("cadres", [stays, goes], name="old", as_of=date(2022, 1, 1)),
        source("cadres", [stays], name="new", order=2),
    )
    text = "MATCH (p:Person)-[s:SERVES]->(:Village) RETURN p.name, s.valid_to"
    for order in ([old, new], [new, old]):
        with built([*base(), *order], tmp_path) as b:
            assert b.rows(text) == [("张大山", None), ("李二", date(2024, 12, 31))]
    same_day = replace(old, as_of=new.as_of)
    with built([*base(), same_day, new], tmp_path) as b:
        assert b.rows(text) == [("张大山", None)]


def test_a_newer_register_of_one_village_leaves_the_others_rows_in_force(tmp_path: Path) -> None:
    rows = [
        {"hh": "1", "name": "甲一", "id": 11, "rel": "户主", **HERE},
        {"hh": "2", "name": "乙一", "id": 13, "rel": "户主", **HERE, "village": "下杨村"},
    ]
    wide = source("register", rows, name="wide", as_of=date(2023, 1, 1))
    narrow = source(
        "register",
        [{"hh": "9", "name": "丙一", "id": 15, "rel": "户主", **HERE}],
        name="narrow",
        territory=VILLAGE,
        order=2,
    )
    with built([*base(), wide, narrow], tmp_path) as b:
        assert b.rows(
            "MATCH (p:Person)-[m:MEMBER_OF]->(h:Household) RETURN p.name, m.valid_to, p.registered, h.village"
        ) == [("丙一", None, True, VILLAGE), ("乙一", None, True, OTHER), ("甲一", date(2024, 12, 31), False, VILLAGE)]


def test_homonyms_are_never_merged_and_a_damaged_number_only_points(tmp_path: Path) -> None:
    register = source("register", [{"hh": str(n), "name": "王明", "id": n, "rel": "户主", **HERE} for n in (21, 23)])
    rosters = source("rosters", [_paid(None, "王明", 5), {**_paid(None, "王明", 6), "id": ("trunc", "trunc21")}])
    with built([*base(), register, rosters], tmp_path) as b:
        assert b.rows("MATCH (p:Payment)-[:PAID_TO]->(w:Person) RETURN p.match, w.quality") == [
            ("id_trunc", "id_trunc"),
            ("name_village", "name_village"),
        ]
        assert b.rows("MATCH (w:Person)-[m:MAYBE_SAME]->(s:Person) RETURN w.quality, m.grade, s.key") == sorted(
            [
                ("id_trunc", "id_trunc", person_key(21)),
                ("name_village", "name_village", person_key(21)),
                ("name_village", "name_village", person_key(23)),
            ],
            key=str,
        )


def test_a_weak_person_keeps_its_key_from_batch_to_batch_by_its_account(tmp_path: Path) -> None:
    batches = [
        source("rosters", [_paid(None, "王明", 5, batch=n)], name=n, extras=[n], order=i) for i, n in enumerate("ab")
    ]
    with built([*base(), *batches], tmp_path) as b:
        assert b.report.counts["Payment"] == 2
        assert b.report.counts["Person"] == 1


def test_one_number_with_two_names_is_one_person_marked_so(tmp_path: Path) -> None:
    rows = [_paid(21, "王明", 5), _paid(21, "王明", 5, batch="2"), _paid(21, "王亮", 5, batch="3")]
    with built([*base(), source("rosters", rows)], tmp_path) as b:
        assert b.rows("MATCH (p:Person) RETURN p.name, p.name_conflict") == [("王明", True)]


def test_the_owner_of_an_account_is_named_by_the_best_witness(tmp_path: Path) -> None:
    rows = [
        _paid(21, "王明", 1),
        _paid(23, "李亮", 1),
        _paid(25, "赵强", 1),  # one account, three people
        _paid(31, "孙一", 2, holder="孙一"),
        _paid(33, "孙二", 2, holder="孙一"),  # the roster names the holder
        _paid(35, "周一", 3),
        _paid(37, "吴一", 4),
        _paid(37, "吴一", 4, batch="2"),
        _paid(39, "吴二", 4),
    ]
    aliases = source("account_aliases", [{"name": "王明", "id": 21, "card": 1, "inner": 91}])
    with built([*base(), source("rosters", rows), aliases], tmp_path) as b:
        assert b.rows(
            "MATCH (p:Person)-[h:HOLDS]->(a:BankAccount) RETURN p.name, a.last4, h.origin, h.payments"
        ) == sorted(
            [
                ("王明", "0001", "alias", 1),
                ("王明", "0091", "alias", 1),
                ("孙一", "0002", "roster_holder", 1),
                ("周一", "0003", "roster_only", 1),
                ("吴一", "0004", "roster_majority", 2),
            ],
            key=str,
        )
        ((one, other),) = b.rows(
            "MATCH (a:BankAccount), (c:BankAccount) WHERE a.last4 = '0001' AND c.last4 = '0091' "
            "RETURN a.canonical, c.canonical"
        )
        assert one == other == min(account_key(1), account_key(91))


def test_accounts_with_equal_claims_have_no_owner(tmp_path: Path) -> None:
    with built([*base(), source("rosters", [_paid(21, "王明", 1), _paid(23, "李亮", 1)])], tmp_path) as b:
        assert b.report.counts["HOLDS"] == 0


def test_an_account_of_an_institution_belongs_to_it_and_its_wards_live_there(tmp_path: Path) -> None:
    home = source(
        "institutions",
        [{"name": "大浦敬老院", "acct": 8, "holder": "大浦敬老院"}],
        wards=[{"name": "大浦敬老院", "ward": "孤老", "ward_id": 41, "in": date(2020, 1, 1)}],
    )
    with built([*base(), home, source("rosters", [_paid(41, "孤老", 8)])], tmp_path) as b:
        assert b.rows("MATCH (o:Organization)-[:ORG_HOLDS]->(a:BankAccount) RETURN o.institution, a.institution") == [
            (True, True)
        ]
        assert b.rows("MATCH (p:Person)-[:CARED_BY]->(o:Organization) RETURN p.name, o.name") == [
            ("孤老", "大浦敬老院")
        ]
        assert b.report.counts["HOLDS"] == 0


def test_a_payee_is_known_by_account_by_the_name_of_a_firm_or_by_a_name_only_one_villager_bears(tmp_path: Path) -> None:
    firm = source(
        "organizations",
        [
            {
                "uscc": "91371621MA0123453D",
                "name": "大浦建筑有限公司",
                "status": "存续",
                "legal_name": "钱经理",
                "legal_id": 51,
                "founded": date(2015, 1, 1),
            }
        ],
    )
    line = {"date": date(2024, 5, 1), "account": "公益支出", "village": "上杨村", "town": "大浦镇", "debit": 100_00}
    lines = [
        {**line, "voucher": "1", "summary": "付5月工程款", "payee": "大浦建筑有限公司"},
        {**line, "voucher": "2", "summary": "慰问", "payee": "周一"},
        {**line, "voucher": "3", "summary": "误工补贴", "payee": "谁也不是", "payee_acct": 3},
        {**line, "voucher": "4", "summary": "杂支", "payee": "谁也不是"},
    ]
    sources = [firm, source("rosters", [_paid(35, "周一", 3), _paid(37, "吴一", 4)]), source("ledger", lines)]
    with built([*base(), *sources], tmp_path) as b:
        assert b.rows("MATCH (e:LedgerEntry)-[r:PAYS_PERSON]->(p:Person) RETURN e.voucher, p.name, r.match") == [
            ("2", "周一", "name_village"),
            ("3", "周一", "account"),
        ]
        assert b.rows(
            "MATCH (e:LedgerEntry)-[r:PAYS_ORG]->(o:Organization) RETURN e.voucher, o.credit_code, r.match, e.stem"
        ) == [("1", "91371621MA0123453D", "name", "付")]
        assert ("4", "unknown") in b.rows("MATCH (e:LedgerEntry) RETURN e.voucher, e.payee_kind")


def test_the_cash_side_of_a_balanced_voucher_has_no_direction(tmp_path: Path) -> None:
    line = {"date": date(2024, 5, 1), "village": "上杨村", "town": "大浦镇", "voucher": "1", "summary": "电费"}
    lines = [{**line, "account": "管理费用", "debit": 500}, {**line, "account": "银行存款", "credit": 500}]
    with built([*base(), source("ledger", lines)], tmp_path) as b:
        assert b.rows("MATCH (e:LedgerEntry) RETURN e.subject, e.direction, e.amount_fen") == [
            ("管理费用", "out", 500),
            ("银行存款", None, 500),
        ]


def test_signers_without_a_number_are_the_office_holder_of_that_name_or_weak(tmp_path: Path) -> None:
    cadres = source(
        "cadres", [{"name": "陈经办", "id": 2, "post": "镇民政办经办人", "town": "大浦镇", "village": "大浦镇"}]
    )
    step = {"case": "1", "programme": "低保金", "applicant": "周一", "id": 35, "date": date(2024, 1, 1)}
    steps = [{**step, "step": "入户调查", "signer": "陈经办"}, {**step, "step": "审批", "signer": "路人"}]
    sources = [cadres, source("rosters", [_paid(35, "周一", 3)]), source("approvals", steps)]
    with built([*base(), *sources], tmp_path) as b:
        assert b.rows("MATCH (p:Person)-[s:SIGNED]->(a:Approval) RETURN p.quality, s.role, s.match, a.sole") == [
            ("id18", "入户", "name_village", False),
            ("name_village", "审批", "name_village", False),
        ]
        assert b.report.counts["DECIDES_FOR"] == 2


def test_one_signer_of_every_step_decided_alone(tmp_path: Path) -> None:
    step = {
        "case": "1",
        "programme": "低保金",
        "applicant": "周一",
        "id": 35,
        "date": date(2024, 1, 1),
        "signer": "陈",
        "staff_id": 2,
    }
    with built([*base(), source("approvals", [{**step, "step": "经办"}, {**step, "step": "审批"}])], tmp_path) as b:
        assert b.rows("MATCH (a:Approval) RETURN a.step, a.sole") == [("审批", True), ("经办", True)]


def test_a_low_income_family_has_its_head_though_no_member_row_names_him(tmp_path: Path) -> None:
    rows = [
        {
            "file_no": "D1",
            "head": "周一",
            "head_id": 35,
            "member": "周小",
            "id": 36,
            "rel": "女",
            "kind": "低保金",
            "from": date(2022, 1, 1),
            "acct": 3,
            **HERE,
        }
    ]
    with built([*base(), source("low_income", rows)], tmp_path) as b:
        assert b.rows(
            "MATCH (p:Person)-[c:COVERED_BY]->(f:BenefitFile) RETURN p.name, c.head, f.program, f.village"
        ) == [("周一", True, "DB", VILLAGE), ("周小", False, "DB", VILLAGE)]
        assert b.rows("MATCH (p:Person)-[h:HOLDS]->(:BankAccount) RETURN p.name, h.origin") == [("周一", "low_income")]


def test_shares_filings_contracts_guardians_and_payroll_land(tmp_path: Path) -> None:
    sources = [
        source(
            "organizations",
            [{"uscc": "91371621MA0123453D", "name": "大浦建筑有限公司", "status": "注销", "kind": "有限公司"}],
            shareholders=[
                {
                    "uscc": "91371621MA0123453D",
                    "name": "大浦建筑有限公司",
                    "holder": "钱一",
                    "holder_id": 51,
                    "share": 0.6,
                },
                {"uscc": "91371621MA0123453D", "name": "大浦建筑有限公司", "holder": "远方投资有限公司", "share": 0.4},
            ],
        ),
        source(
            "contracts",
            [
                {
                    "no": "HT1",
                    "name": "修路",
                    "owner": "大浦镇上杨村村民委员会",
                    "party": "大浦建筑有限公司",
                    "bidders": ["大浦建筑有限公司", "远方投资有限公司"],
                    "amount": 5_000_000,
                    "signed": date(2023, 5, 1),
                }
            ],
        ),
        source(
            "ledger",
            [
                {
                    "date": date(2023, 6, 1),
                    "voucher": "9",
                    "summary": "工程款",
                    "account": "在建工程",
                    "debit": 1000,
                    "payee": "大浦建筑有限公司",
                    "contract_no": "HT1",
                    **HERE,
                }
            ],
        ),
        source(
            "filings",
            [
                {
                    "staff": "陈",
                    "staff_id": 2,
                    "beneficiary": "周一",
                    "ben_id": 35,
                    "relation": "舅舅",
                    "programme": "低保金",
                    "filed": date(2024, 1, 1),
                    "recusal": "已回避",
                }
            ],
        ),
        source(
            "guardians",
            [
                {
                    "ward": "周小",
                    "ward_id": 36,
                    "guardian": "周一",
                    "guardian_id": 35,
                    "from": date(2020, 1, 1),
                    "acct": 3,
                }
            ],
        ),
        source(
            "payroll",
            [
                {"name": "陈", "id": 2, "unit": "大浦镇人民政府", "post_type": "在编", "from": date(2010, 1, 1)},
                {"name": "钱一", "id": 51, "unit": "大浦镇人民政府", "post_type": "临聘"},
            ],
        ),
    ]
    with built([*base(), *sources], tmp_path) as b:
        assert b.rows("MATCH (p:Person)-[o:OWNS]->(f:Organization) RETURN p.name, o.share, f.status") == [
            ("钱一", 0.6, "closed")
        ]
        assert b.report.counts["ORG_OWNS"] == 1
        assert b.rows(
            "MATCH (c:Contract)-[:WON_BY_ORG]->(o:Organization) RETURN c.village, o.credit_code, c.bidders"
        ) == [(VILLAGE, "91371621MA0123453D", 2)]
        assert (b.report.counts["BID_FOR"], b.report.counts["UNDER_CONTRACT"]) == (2, 1)
        assert b.rows(
            "MATCH (s:Person)<-[:FILED_BY]-(f:Filing)-[:FILED_FOR]->(p:Person) "
            "RETURN s.name, p.name, f.program, f.recused"
        ) == [("陈", "周一", "DB", True)]
        assert b.rows("MATCH (w:Person)-[g:WARD_OF]->(p:Person) RETURN w.name, p.name, g.account") == [
            ("周小", "周一", account_key(3))
        ]
        assert b.rows("MATCH (p:Person)-[e:EMPLOYED_AT]->(:Organization) RETURN p.name, e.regular") == [
            ("钱一", False),
            ("陈", True),
        ]


def test_a_small_office_without_code_table_or_catalogue_still_gets_its_graph(tmp_path: Path) -> None:
    with built([source("rosters", [_paid(35, "周一", 3)])], tmp_path) as b:
        assert b.rows("MATCH (p:Payment)-[:UNDER]->(g:Program) RETURN g.name, g.class") == [("低保金", None)]
        assert b.rows("MATCH (:Payment)-[:PAID_IN]->(v:Village)-[:PART_OF]->(t:Town) RETURN v.name, t.name") == [
            ("上杨村", "大浦镇")
        ]


def test_every_relation_and_node_can_be_traced_to_rows(tmp_path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - this test alone reads the table

    sources = [
        source(
            "register",
            [
                {"hh": "1", "name": "张大山", "id": 1, "rel": "户主", **HERE},
                {"hh": "1", "name": "李小梅", "id": 2, "rel": "妻", **HERE},
            ],
        ),
        source("cadres", [{"name": "张大山", "id": 1, "post": "主任", **HERE}]),
        source("rosters", [_paid(35, "周一", 3)]),
    ]
    with built([*base(), *sources], tmp_path) as b:
        table = pq.read_table(b.provenance)
        known = set(table["fact_key"].to_pylist())
        assert table["fact_key"].to_pylist() == sorted(table["fact_key"].to_pylist())
        for text in (
            "MATCH (n:Person) RETURN n.key",
            "MATCH (n:Payment) RETURN n.key",
            "MATCH (n:BankAccount) RETURN n.key",
            "MATCH ()-[r:SERVES]->() RETURN r.key",
            "MATCH ()-[r:SPOUSE_OF]->() RETURN r.key",
            "MATCH ()-[r:MEMBER_OF]->() RETURN r.key",
            "MATCH ()-[r:HOLDS]->() RETURN r.key",
        ):
            keys = {key for (key,) in b.rows(text)}
            assert keys, text
            assert keys <= known, text


def test_an_account_held_by_an_organization_is_corporate_and_nobodys_own(tmp_path: Path) -> None:
    company = {"uscc": "93371621MA0123453D", "name": "大浦果蔬专业合作社", "status": "存续"}
    rows = [_paid(3, "李小军", 9, holder=company["name"]), _paid(4, "王小明", 10, holder="王小明")]
    with built([*base(), source("rosters", rows), source("organizations", [company])], tmp_path) as b:
        assert b.rows("MATCH (a:BankAccount) RETURN a.key, a.kind") == sorted(
            [(account_key(9), "corporate"), (account_key(10), "card")], key=str
        )
        assert b.rows("MATCH (o:Organization)-[:ORG_HOLDS]->(a:BankAccount) RETURN o.key, a.key") == [
            (company["uscc"], account_key(9))
        ]
        assert b.rows("MATCH (p:Person)-[:HOLDS]->(a:BankAccount) RETURN p.name") == [("王小明",)]


def test_a_company_registered_in_a_stolen_name_is_disputed(tmp_path: Path) -> None:
    rows = [
        {"uscc": "91371621MA0123453D", "name": "甲公司", "status": "存续（被冒用登记，已申请撤销）"},
        {"uscc": "91371621MA0123454B", "name": "乙公司", "status": "撤销登记"},
    ]
    with built([*base(), source("organizations", rows)], tmp_path) as b:
        assert b.rows("MATCH (o:Organization) RETURN o.name, o.status") == [
            ("乙公司", "closed"),
            ("甲公司", "disputed"),
        ]


def test_an_unknown_payee_has_a_pseudonym_and_no_kind(tmp_path: Path) -> None:
    line = {"date": date(2024, 3, 1), "voucher": "记-1", "summary": "付款", "account": "公益支出", "debit": 100, **HERE}
    rows = [{**line, "payee": "某建筑队"}, {**line, "voucher": "记-2", "payee": "某建筑队"}]
    with built([*base(), source("ledger", rows)], tmp_path) as b:
        (first, second) = b.rows("MATCH (e:LedgerEntry) RETURN e.payee, e.payee_kind")
        assert first == second
        assert first[0]
        assert "某建筑队" not in first[0]
        assert first[1] == "unknown"


def test_a_merged_village_says_what_it_is_part_of_today(tmp_path: Path) -> None:
    gone = {"code": "371621101209", "name": "小杨村", "parent": TOWN, "level": "村", "to": date(2022, 6, 1),
            "merged_into": VILLAGE}
    with built([*base(), source("regions", [gone], name="more", order=2, extras=["more"])], tmp_path) as b:
        assert b.rows("MATCH (v:Village) RETURN v.key, v.merged_into") == [
            (VILLAGE, None), (OTHER, None), ("371621101209", VILLAGE)]


def test_a_person_bears_the_registered_name_however_often_a_roster_writes_another(tmp_path: Path) -> None:
    wrong = [_paid(3, "王冒名", 9, pay_date=date(2024, month, 15)) for month in (3, 4, 5)]
    registered = [{"hh": "1", "name": "李小军", "id": 3, "rel": "户主", **HERE}]
    with built([*base(), source("rosters", wrong), source("register", registered)], tmp_path) as b:
        assert b.rows("MATCH (p:Person) RETURN p.name, p.name_conflict") == [("李小军", True)]
