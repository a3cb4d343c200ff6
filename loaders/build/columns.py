"""Which fields of the clean tables the graph is built from, and how they are staged in SQL.

One line per table: ``field:type`` separated by blanks; ``staged=field:type`` stages a field under another name
(``from`` and ``to`` are words of SQL). A type stands for one or more columns; a column that a file does not have
is staged as null, so that every SQL text can name it.
"""

from __future__ import annotations

from functools import cache

import pyarrow as pa

SUFFIXES: dict[str, dict[str, str]] = {
    "id": {"": "VARCHAR", "_trunc": "VARCHAR", "_text": "VARCHAR", "_quality": "VARCHAR", "_sex": "VARCHAR",
           "_birth": "DATE"},
    "name": {"": "VARCHAR", "_key": "VARCHAR", "_is_entity": "BOOLEAN"},
    "date": {"": "DATE", "_precision": "VARCHAR"},
    "moment": {"": "DATE", "_precision": "VARCHAR", "_second": "BIGINT"},
    "clock": {"": "BIGINT"},
    "period": {"": "VARCHAR", "_from": "DATE", "_to": "DATE"},
    "money": {"": "BIGINT"},
    "acct": {"": "VARCHAR", "_last4": "VARCHAR", "_kind": "VARCHAR"},
    "uscc": {"": "VARCHAR"},
    "phone": {"": "VARCHAR[]"},
    "text": {"": "VARCHAR"},
    "number": {"": "DOUBLE"},
    "int": {"": "BIGINT"},
    "flag": {"": "BOOLEAN"},
    "list": {"": "VARCHAR[]"},
}

_TABLES = {
    "regions": "code:text name:text parent:text level:text natural_units=natural:text since=from:date until=to:date "
               "merged_into:text",
    "programs": "code:text name:text class:text payee_unit:text dept:text period:text standard:money ceiling:money "
                "age_min:int age_max:int level:text marks:list since=from:date until=to:date aliases:list "
                "excludes:list asset_test:flag",
    "cadres": "name:name id:id town:text village:text post:text since=from:date until=to:date phone:phone",
    "relatives": "cadre_name:name cadre_id:id relation:text relation_of:text rel_name:name rel_id:id "
                 "address:text alive:text declared:date town:text village:text",
    "register": "hh:text name:name id:id rel:text sex:text birth:date town:text village:text head:name "
                "phone:phone door:text "
                "father:name father_id:id mother:name mother_id:id spouse:name spouse_id:id guardian:name "
                "guardian_id:id address:text in_date:date out_date:date out_reason:text hh_type:text",
    "rosters": "programme:text batch:text part:text town:text village:text name:name id:id acct:acct holder:name "
               "bank:text quantity:number rate:money amount:money period:period pay_date:date approved:date "
               "status:text clerk:text phone:phone entered:moment parcel:text area:number",
    "ledger": "town:text village:text date:date voucher:text summary:text account:text debit:money credit:money "
              "amount:money direction:text payee:name payee_acct:acct handler:name approver:name receiver:name "
              "detail_signer:name contract_no:text invoice:text invoice_code:text attach:text pay_mode:text",
    "organizations": "uscc:uscc name:text kind:text status:text legal_name:name legal_id:id founded:date closed:date "
                     "paid_in:money registered:money town:text village:text",
    "shareholders": "uscc:uscc name:text holder:name holder_id:id share:number since=from:date "
                    "until=to:date role:text town:text village:text",
    "approvals": "case_no=case:text programme:text applicant:name id:id step:text signer:name staff_id:id "
                 "staff_no:text date:date result:text recusal:flag town:text village:text",
    "deaths": "name:name id:id death:date cremated:date cancelled:date kind:text town:text village:text",
    "payroll": "name:name id:id unit:text post_type:text since=from:date until=to:date month:period pay:money "
               "town:text village:text",
    "filings": "staff:name staff_id:id beneficiary:name ben_id:id relation:text programme:text filed:date "
               "until=to:date recusal:text town:text village:text",
    "low_income": "file_no:text head:name head_id:id member:name id:id rel:text covered:flag kind:text "
                  "monthly:money acct:acct since=from:date until=to:date phone:phone town:text village:text",
    "contracts": "no:text name:text party:name party_code:uscc party_id:id bidders:list amount:money "
                 "signed:date meeting:date since=from:date until=to:date mode:text received:money overdue:money "
                 "overdue_days:int area:number unit:text unit_rent:money rent_basis:text note:text owner:text "
                 "type:text town:text village:text",
    "bids": "no:text name:text bidder:name bidder_code:uscc phone:phone address:text agency_address:text ip:text "
            "deposit:acct price:money town:text village:text",
    "invoices": "code:text number:text date:date seller:name seller_code:uscc buyer:name amount:money stub:money "
                "kind:text town:text village:text",
    "investigators": "user_name=user:text name:name id:id unit:text town:text village:text",
    "labour": "town:text village:text voucher:text name:name id:id date:date site:text days:number amount:money "
              "sign:name note:text",
    "account_changes": "name:name id:id old:acct new:acct date:date reason:text clerk:text town:text village:text",
    "account_aliases": "name:name id:id card:acct inner_no=inner:acct open_date:date branch:text "
                       "agent_phone:phone card_run:text inner_run:text town:text village:text",
    "account_flows": "acct:acct holder:name id:id date:moment time:clock direction:text amount:money "
                     "counter_acct:acct counter:name summary:text terminal:text agent:name agent_id:id serial:text "
                     "town:text village:text",
    "bank_returns": "programme:text batch:text date:date acct:acct holder:name amount:money result:text reason:text",
    "posts": "name:name id:id post:text town:text village:text since=from:date until=to:date wage:money month:period "
             "attendance:int acct:acct category:text",
    "post_wages": "name:name id:id wage:money month:period attendance:int acct:acct town:text village:text",
    "vehicles": "owner:name id:id plate:text type:text registered:date states=status:list passenger:flag gone:flag "
                "unfit:flag brand:text price:money town:text village:text",
    "houses": "owners:name ids:id cert:text kind:text class:text area:number registered:date part:number gone:flag "
              "town:text village:text",
    "certificates": "name:name id:id kind:text class:text level:text grade:int since=from:date until=to:date "
                    "town:text village:text",
    "custody": "name:name id:id since=from:date until=to:date kind:text class:text town:text village:text",
    "insurance": "name:name id:id unit:text unit_code:uscc since=from:date until=to:date kind:text town:text "
                 "village:text",
    "tax": "name:text uscc:uscc year:int paid:money staff:int town:text village:text",
    "marriages": "man:name man_id:id woman:name woman_id:id date:date type:text divorced:date town:text village:text",
    "births": "child:name child_id:id birth:date mother:name mother_id:id father:name father_id:id town:text "
              "village:text",
    "parcels": "town:text village:text parcel:text contractor:name id:id cert:text measured:number "
               "contract_area:number land_type:text moved_out:number moved_in:number transferee:name "
               "since=transfer_from:date until=transfer_to:date name:text",
    "machinery": "town:text village:text buyer:name id:id uscc:uscc model:text machine_no:text engine_no:text "
                 "invoice_code:text invoice:text dealer:name price:money amount:money date:date resold:date "
                 "period:period phone:phone",
    "livestock": "programme:text town:text village:text keeper:name id:id phone:phone animal:text heads:int acct:acct "
                 "holder:name amount:money period:period",
    "compensation": "no:text name:text town:text village:text approved:date announced:date amount:money "
                    "collective:money household:money document:text due:date",
    "guardians": "ward:name ward_id:id guardian:name guardian_id:id relation:text since=from:date until=to:date "
                 "acct:acct town:text village:text",
    "institutions": "name:text uscc:uscc acct:acct holder:name bank:text town:text village:text",
    "wards": "name:text ward:name ward_id:id entered=in:date left_on=out:date town:text village:text",
}


ALSO_KNOWN = {"couples": "marriages", "signed_approvals": "approvals", "account_statements": "account_flows"}
"""Further layouts of a table: same fields, staged together."""


@cache
def staged(table: str) -> dict[str, tuple[str, str]]:
    """Staged column -> (column of the clean table, SQL type)."""
    columns: dict[str, tuple[str, str]] = {}
    for item in _TABLES[table].split():
        names, kind = item.rsplit(":", 1)
        name, _, field = names.partition("=")
        for suffix, sql_type in SUFFIXES[kind].items():
            columns[name + suffix] = ((field or name) + suffix, sql_type)
    return columns


@cache
def of_kind(kind: str) -> dict[str, tuple[str, ...]]:
    """Table -> its staged columns of one kind (``id``, ``acct``, ``name`` …); tables without one are left out."""
    found = {}
    for table, line in _TABLES.items():
        names = tuple(item.rsplit(":", 1)[0].partition("=")[0] for item in line.split() if item.endswith(f":{kind}"))
        if names:
            found[table] = names
    return found


def tables() -> tuple[str, ...]:
    """Every staged table."""
    return tuple(_TABLES)


def selection(table: str, clean: pa.Schema) -> str:
    """The select list that turns a clean table with this schema into staged columns."""
    present = set(clean.names)
    parts = [f'"{source}"::{sql_type} AS "{name}"' if source in present else f'NULL::{sql_type} AS "{name}"'
             for name, (source, sql_type) in staged(table).items()]
    return ", ".join(parts)


def definition(table: str) -> str:
    """The column definitions of the staged table."""
    return ", ".join(f'"{name}" {sql_type}' for name, (_, sql_type) in staged(table).items())
