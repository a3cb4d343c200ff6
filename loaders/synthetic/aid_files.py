"""Low-income members, approvals, filings, guardians and institutions of a town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from loaders.synthetic.bank import BANK
from loaders.synthetic.households import WORDS, relation_code
from loaders.synthetic.model import TownData
from loaders.synthetic.programs import BY_CODE
from loaders.synthetic.tables import AS_OF_WORDS, Delivery, Row, sheet, snapshot

_MEMBERS = "file_no head head_id member id rel covered kind monthly acct from to village"
_STEPS = "case programme applicant id step signer staff_id date result recusal"
_FILINGS = "staff staff_id staff_post unit beneficiary ben_id relation programme filed recusal"


def aid_files(data: TownData) -> Iterator[Delivery]:
    """Every file of civil affairs about benefits."""
    t = data.town.name
    stem = f"{t}低收入家庭成员名册（{AS_OF_WORDS}）"
    sheets = [
        sheet("low_income", f"{t}{words}名册（{AS_OF_WORDS}）", _MEMBERS, _members(data, code, words), words)
        for code, words in (("C01", "农村低保"), ("C02", "特困供养"))
    ]
    yield Delivery("low_income", "民政局", stem, [s for s in sheets if s.rows])
    for year, rows in sorted(_steps(data).items()):
        stem = f"{t}{year}年社会救助审批记录"
        yield Delivery("approvals", "民政局/审批", stem, [sheet("approvals", stem, _STEPS, rows)])
    yield snapshot("filings", "民政局", t, "近亲属备案汇总表", _FILINGS, _filings(data))
    if data.guardians:
        wards: list[Row] = [
            (g.ward.name, g.ward.id, g.guardian.name, g.guardian.id, g.relation, g.start, None, g.account)
            for g in data.guardians
        ]
        fields = "ward ward_id guardian guardian_id relation from to acct"
        yield snapshot("guardians", "民政局", t, "监护人登记表", fields, wards)
    if data.institutions:
        yield _institutions(data)


def _members(data: TownData, code: str, words: str) -> list[Row]:
    return [
        (
            *(a.file_no, a.head.name, a.head.id, p.name, p.id, WORDS.get(relation_code(a.head, p), "其他")),
            *("是", words, a.monthly, a.account, a.start, a.end, a.village.name),
        )
        for a in data.aids
        if a.kind == code
        for p in a.members
    ]


def _steps(data: TownData) -> dict[int, list[Row]]:
    """The signed steps by the year in which their case ended."""
    year_of = {s.case: s.day.year for s in data.steps}
    by_year: dict[int, list[Row]] = defaultdict(list)
    for s in data.steps:
        case = (s.case, BY_CODE[s.program].name, s.applicant.name, s.applicant.id)
        by_year[year_of[s.case]].append((*case, s.step, s.signer, s.signer_id, s.day, s.result, s.recusal))
    return by_year


def _filings(data: TownData) -> list[Row]:
    return [
        (
            *(f.staff.name, f.staff.id, f.post, f.unit),
            *(f.beneficiary.name, f.beneficiary.id if f.with_id else "", f.relation, f.program, f.filed, f.recusal),
        )
        for f in sorted(data.filings, key=lambda f: (f.filed, f.staff.id, f.beneficiary.id))
    ]


def _institutions(data: TownData) -> Delivery:
    stem = f"{data.town.name}供养机构及入住人员（{AS_OF_WORDS}）"
    homes: list[Row] = [(i.name, i.code, i.account, i.name, BANK) for i in data.institutions]
    wards: list[Row] = [
        (i.name, i.account, p.name, p.id, since, None) for i in data.institutions for p, since in i.wards
    ]
    sheets = [
        sheet("institutions", stem, "name uscc acct holder bank", homes, "机构"),
        sheet("wards", stem, "name acct ward ward_id in out", wards, "入住人员"),
    ]
    return Delivery("institutions", "民政局", stem, sheets)
