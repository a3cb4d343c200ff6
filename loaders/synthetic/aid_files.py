"""Low-income members, approvals, filings, guardians and institutions of a town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from loaders.synthetic.bank import BANK
from loaders.synthetic.households import WORDS, relation_code
from loaders.synthetic.model import TownData
from loaders.synthetic.programs import BY_CODE
from loaders.synthetic.tables import AS_OF_WORDS, Delivery, Row, sheet


def aid_files(data: TownData) -> Iterator[Delivery]:
    """Low-income members, approvals, filings, guardians, institutions."""
    t = data.town.name
    members = []
    for a in data.aids:
        kind = {"C01": "农村低保", "C02": "特困供养"}[a.kind]
        for p in a.members:
            rel = WORDS.get(relation_code(a.head, p), "其他")
            members.append(
                (
                    a.file_no,
                    a.head.name,
                    a.head.id,
                    p.name,
                    p.id,
                    rel,
                    "是",
                    kind,
                    a.monthly,
                    a.account,
                    a.start,
                    a.end,
                    a.village.name,
                )
            )
    yield Delivery(
        "low_income",
        "民政局",
        f"{t}低收入家庭成员名册（{AS_OF_WORDS}）",
        [
            sheet(
                "low_income",
                f"{t}低保、特困人员名册（{AS_OF_WORDS}）",
                "file_no head head_id member id rel covered kind monthly acct from to village",
                members,
            )
        ],
    )
    by_year: dict[int, list[Row]] = defaultdict(list)
    year_of = {s.case: s.day.year for s in data.steps}
    for s in data.steps:
        by_year[year_of[s.case]].append(
            (
                s.case,
                BY_CODE[s.program].name,
                s.applicant.name,
                s.applicant.id,
                s.step,
                s.signer,
                s.signer_id,
                s.day,
                s.result,
                s.recusal,
            )
        )
    for year, rows in sorted(by_year.items()):
        yield Delivery(
            "approvals",
            "民政局/审批",
            f"{t}{year}年社会救助审批记录",
            [
                sheet(
                    "approvals",
                    f"{t}{year}年社会救助审批记录",
                    "case programme applicant id step signer staff_id date result recusal",
                    rows,
                )
            ],
        )
    filed = [
        (
            f.staff.name,
            f.staff.id,
            f.post,
            f.unit,
            f.beneficiary.name,
            f.beneficiary.id if f.with_id else "",
            f.relation,
            f.program,
            f.filed,
            f.recusal,
        )
        for f in sorted(data.filings, key=lambda f: (f.filed, f.staff.id, f.beneficiary.id))
    ]
    yield Delivery(
        "filings",
        "民政局",
        f"{t}近亲属备案汇总表（{AS_OF_WORDS}）",
        [
            sheet(
                "filings",
                f"{t}经办人员近亲属备案汇总表（{AS_OF_WORDS}）",
                "staff staff_id staff_post unit beneficiary ben_id relation programme filed recusal",
                filed,
            )
        ],
    )
    if data.guardians:
        rows = [
            (g.ward.name, g.ward.id, g.guardian.name, g.guardian.id, g.relation, g.start, None, g.account)
            for g in data.guardians
        ]
        yield Delivery(
            "guardians",
            "民政局",
            f"{t}监护人登记表（{AS_OF_WORDS}）",
            [
                sheet(
                    "guardians",
                    f"{t}监护人登记表（{AS_OF_WORDS}）",
                    "ward ward_id guardian guardian_id relation from to acct",
                    rows,
                )
            ],
        )
    if data.institutions:
        homes = [(i.name, i.code, i.account, i.name, BANK) for i in data.institutions]
        wards = [(i.name, i.account, p.name, p.id, since, None) for i in data.institutions for p, since in i.wards]
        yield Delivery(
            "institutions",
            "民政局",
            f"{t}供养机构及入住人员（{AS_OF_WORDS}）",
            [
                sheet("institutions", f"{t}供养机构（{AS_OF_WORDS}）", "name uscc acct holder bank", homes, "机构"),
                sheet("wards", f"{t}入住人员（{AS_OF_WORDS}）", "name acct ward ward_id in out", wards, "入住人员"),
            ],
        )
