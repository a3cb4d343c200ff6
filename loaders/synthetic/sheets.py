"""What each department hands over: the facts of a town as tables with fields, before any mess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from loaders.synthetic.bank import BANK
from loaders.synthetic.households import WORDS, relation_code
from loaders.synthetic.model import AS_OF, Company, Payment, Person, Town, TownData, Village
from loaders.synthetic.programs import BY_CODE, CYCLE_WORDS, PROGRAMS, bounds

AS_OF_WORDS = f"截至{AS_OF.year}年{AS_OF.month}月{AS_OF.day}日"
_QUARTERS = "一二三四"


@dataclass
class Table:
    """One sheet: `rows` hold raw values (dates, fen, text) in the order of `fields`."""

    kind: str
    name: str
    title: str
    fields: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    total: str = ""


@dataclass
class Delivery:
    """One file as a department hands it over."""

    kind: str
    folder: str
    stem: str
    tables: list[Table] = field(default_factory=list)
    planted: bool = False


def period_words(period: str) -> str:
    """2023 → 2023年, 2023Q1 → 2023年第一季度, 2023-05 → 2023年5月."""
    if "Q" in period:
        return f"{period[:4]}年第{_QUARTERS[int(period[-1]) - 1]}季度"
    return f"{period[:4]}年{int(period[5:])}月" if "-" in period else f"{period}年"


def batch_of(p: Payment) -> tuple[str, str, str]:
    """Programme, period of the batch and part: relief of a month is paid in the batch of its quarter."""
    if p.program == "C03":
        month = int(p.period[5:])
        return p.program, f"{p.period[:4]}Q{(month + 2) // 3}", p.part
    return p.program, p.batch or p.period, p.part


def batch_code(key: tuple[str, str, str], town: Town) -> str:
    """A batch number such as A01-2023-101 or C01-202305-101-补发."""
    program, period, part = key
    return f"{program}-{period.replace('-', '')}-{town.code[-3:]}{town.index:03d}" + (f"-{part}" if part else "")


def _sheet(kind: str, title: str, fields: str, rows: list[tuple[Any, ...]], name: str = "", total: str = "") -> Table:
    return Table(kind, name, title, tuple(fields.split()), rows, total)


def people_files(data: TownData) -> Iterator[Delivery]:
    """Cadres, declared relatives, register, marriages, deaths, payroll."""
    t = data.town.name
    cadres = [
        (o.person.name, o.person.id, t, o.unit.name, o.post, o.start, o.end, "中共党员" if k % 3 else "群众", "")
        for k, o in enumerate(data.offices)
    ]
    yield Delivery("cadres", "组织部", f"{t}村干部花名册（{AS_OF_WORDS}）", [
        _sheet("cadres", f"{t}村干部花名册（{AS_OF_WORDS}）", "name id town village post from to party", [r[:-1] for r in cadres])])  # fmt: skip
    homes = {o.person: o.person.village.name for o in data.offices}
    declared = [
        (c.name, c.id, word, name, number, work, f"{t}{homes[c]}", note, AS_OF.replace(month=3, day=15))
        for c, word, name, number, work, note in data.relatives
    ]
    yield Delivery("relatives", "纪委", f"{t}干部亲属申报表（{AS_OF_WORDS}）", [
        _sheet("relatives", f"{t}干部亲属情况申报表（{AS_OF_WORDS}）",
               "cadre_name cadre_id relation rel_name rel_id work address alive declared", declared)])  # fmt: skip
    yield Delivery("register", "公安局", f"{t}户籍人口信息（{AS_OF_WORDS}）", [
        _sheet("register", f"{t}户籍人口信息表（{AS_OF_WORDS}）",
               "hh name id rel sex birth address village father father_id mother mother_id spouse spouse_id "
               "in_date out_date out_reason hh_type", list(register_rows(data)))])  # fmt: skip
    weddings = []
    for k, m in enumerate(data.marriages):
        if m.day.year >= 1985:
            pair = (m.husband.name, m.husband.id, m.wife.name, m.wife.id)
            weddings.append((*pair, m.day, "结婚", f"J{data.town.code}-{m.day.year}-{k:05d}"))
            if m.divorced:
                weddings.append((*pair, m.divorced, "离婚", f"L{data.town.code}-{m.divorced.year}-{k:05d}"))
    weddings.sort(key=lambda r: (r[4], r[1]))
    yield Delivery("marriages", "民政局", f"{t}婚姻登记信息（{AS_OF_WORDS}）", [
        _sheet("marriages", f"{t}婚姻登记信息（{AS_OF_WORDS}）", "man man_id woman woman_id date type cert", weddings)])  # fmt: skip
    dead = [(d.person.name, d.person.id, d.day, "死亡证明", d.person.village.name) for d in data.deaths if d.column == "death"]
    yield Delivery("deaths", "卫健局", f"{t}死亡人员名单（{AS_OF_WORDS}）", [
        _sheet("deaths", f"{t}死亡人员名单（{AS_OF_WORDS}）", "name id death kind village", dead)])  # fmt: skip
    other = [(d.person.name, d.person.id, d.day, "殡葬服务中心", d.person.village.name) for d in data.deaths if d.column == "other"]
    if other:
        yield Delivery("deaths", "民政局/殡葬", f"{t}殡葬服务登记（{AS_OF_WORDS}）", [
            _sheet("deaths", f"{t}殡葬服务登记（{AS_OF_WORDS}）", "name id death kind village", other)])  # fmt: skip
    wages = [(w.person.name, w.person.id, w.unit, w.post_type, w.start, w.end, w.pay) for w in data.wages]
    yield Delivery("payroll", "人社局", f"{t}财政供养人员名册（{AS_OF_WORDS}）", [
        _sheet("payroll", f"{t}财政供养人员名册（{AS_OF_WORDS}）", "name id unit post_type from to pay", wages)])  # fmt: skip


def register_rows(data: TownData) -> Iterator[tuple[Any, ...]]:
    """The register: living members first to last household, then who died, then earlier households."""
    for village in data.town.villages:
        place = f"{data.town.name}{village.name}"
        for h in village.households:
            for p in h.members:
                yield _register_row(p, h.number, p.relation, place, village.name, p.moved_in,
                                    p.death, "死亡" if p.death else "")  # fmt: skip
    for x in data.extra_rows:
        village = x.household.village
        yield _register_row(x.person, x.household.number, x.relation, f"{data.town.name}{village.name}",
                            village.name, None, x.out, x.reason)  # fmt: skip


def _register_row(p: Person, number: str, relation: str, place: str, village: str, in_date: Any, out: Any,
                  reason: str) -> tuple[Any, ...]:  # fmt: skip
    f, m, s = p.father, p.mother, p.spouse
    sex = p.recorded_sex or ("男" if p.sex == "M" else "女")
    return (number, p.name, p.id, relation, sex, p.birth, f"{place}{int(number[-4:])}号", village,
            f.name if f else "", f.id if f else "", m.name if m else "", m.id if m else "",
            s.name if s else "", s.id if s else "", in_date, out, reason, "家庭户")  # fmt: skip


def aid_files(data: TownData) -> Iterator[Delivery]:
    """Low-income members, approvals, filings, guardians, institutions."""
    t = data.town.name
    members = []
    for a in data.aids:
        kind = {"C01": "农村低保", "C02": "特困供养"}[a.kind]
        for p in a.members:
            rel = WORDS.get(relation_code(a.head, p), "其他")
            members.append((a.file_no, a.head.name, a.head.id, p.name, p.id, rel, "是", kind, a.monthly, a.account,
                            a.start, a.end, a.village.name))  # fmt: skip
    yield Delivery("low_income", "民政局", f"{t}低收入家庭成员名册（{AS_OF_WORDS}）", [
        _sheet("low_income", f"{t}低保、特困人员名册（{AS_OF_WORDS}）",
               "file_no head head_id member id rel covered kind monthly acct from to village", members)])  # fmt: skip
    by_year: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    year_of = {s.case: s.day.year for s in data.steps}
    for s in data.steps:
        by_year[year_of[s.case]].append((s.case, BY_CODE[s.program].name, s.applicant.name, s.applicant.id, s.step,
                                         s.signer, s.signer_id, s.day, s.result, s.recusal))  # fmt: skip
    for year, rows in sorted(by_year.items()):
        yield Delivery("approvals", "民政局/审批", f"{t}{year}年社会救助审批记录", [
            _sheet("approvals", f"{t}{year}年社会救助审批记录",
                   "case programme applicant id step signer staff_id date result recusal", rows)])  # fmt: skip
    filed = [
        (f.staff.name, f.staff.id, f.post, f.unit, f.beneficiary.name, f.beneficiary.id if f.with_id else "",
         f.relation, f.program, f.filed, f.recusal)
        for f in sorted(data.filings, key=lambda f: (f.filed, f.staff.id, f.beneficiary.id))
    ]  # fmt: skip
    yield Delivery("filings", "民政局", f"{t}近亲属备案汇总表（{AS_OF_WORDS}）", [
        _sheet("filings", f"{t}经办人员近亲属备案汇总表（{AS_OF_WORDS}）",
               "staff staff_id staff_post unit beneficiary ben_id relation programme filed recusal", filed)])  # fmt: skip
    if data.guardians:
        rows = [(g.ward.name, g.ward.id, g.guardian.name, g.guardian.id, g.relation, g.start, None, g.account)
                for g in data.guardians]  # fmt: skip
        yield Delivery("guardians", "民政局", f"{t}监护人登记表（{AS_OF_WORDS}）", [
            _sheet("guardians", f"{t}监护人登记表（{AS_OF_WORDS}）",
                   "ward ward_id guardian guardian_id relation from to acct", rows)])  # fmt: skip
    if data.institutions:
        homes = [(i.name, i.code, i.account, i.name, BANK) for i in data.institutions]
        wards = [(i.name, i.account, p.name, p.id, since, None) for i in data.institutions for p, since in i.wards]
        yield Delivery("institutions", "民政局", f"{t}供养机构及入住人员（{AS_OF_WORDS}）", [
            _sheet("institutions", f"{t}供养机构（{AS_OF_WORDS}）", "name uscc acct holder bank", homes, "机构"),
            _sheet("wards", f"{t}入住人员（{AS_OF_WORDS}）", "name acct ward ward_id in out", wards, "入住人员")])  # fmt: skip


def money_files(data: TownData) -> Iterator[Delivery]:
    """Rosters and bank returns, one file for each batch."""
    t = data.town
    batches: dict[tuple[str, str, str], list[Payment]] = defaultdict(list)
    for p in data.payments:
        batches[batch_of(p)].append(p)
    for key, rows in sorted(batches.items()):
        program, code = BY_CODE[key[0]], batch_code(key, t)
        words = f"{t.name}{period_words(key[1])}{program.name}{key[2]}"
        area = key[0] in ("A01", "A02", "A03")
        cells = [
            (program.name, code, t.name, p.village, p.shown_name or p.person.name, p.shown_id or p.person.id,
             p.account, BANK, p.quantity, p.rate or None, p.amount, period_words(p.period), p.paid, p.approved,
             p.status, p.clerk)
            for p in rows
        ]  # fmt: skip
        fields = f"programme batch town village name id acct bank {'area' if area else 'quantity'} rate amount period pay_date approved status clerk"
        yield Delivery("rosters", f"{program.department}/发放清册", f"{words}发放清册", [
            _sheet("rosters", f"{words}发放清册", fields, cells, total="amount")])  # fmt: skip
        failed = [p for p in rows if p.returned]
        listed = rows if len(rows) <= 400 or _odd(rows) else failed
        if listed and (failed or key[0][0] != "C" or _odd(rows)):
            cells = [
                (code, p.paid, p.account, p.holder, p.amount, "失败" if p.returned else "成功", p.returned) for p in listed
            ]
            yield Delivery("bank_returns", "银行/回盘", f"{words}回盘文件", [
                _sheet("bank_returns", f"{words}银行回盘", "batch date acct holder amount result reason", cells)])  # fmt: skip


def _odd(rows: list[Payment]) -> bool:
    """Whether a batch has a row whose holder is not its recipient."""
    return any(p.holder != (p.shown_name or p.person.name) for p in rows)


def bank_files(data: TownData) -> Iterator[Delivery]:
    """Account changes and alias pairs."""
    t = data.town.name
    if data.changes:
        rows = [(c.person.name, c.person.id, c.old, c.new, c.day, c.reason, "柜员06") for c in data.changes]
        yield Delivery("account_changes", "银行", f"{t}账户变更清单（{AS_OF_WORDS}）", [
            _sheet("account_changes", f"{t}账户变更清单（{AS_OF_WORDS}）", "name id old new date reason clerk", rows)])  # fmt: skip
    rows = [(a.person.name, a.person.id, a.card, a.inner, a.opened, f"{BANK}{t}支行") for a in data.aliases]
    yield Delivery("account_aliases", "银行", f"{t}社保卡账号对照表（{AS_OF_WORDS}）", [
        _sheet("account_aliases", f"{t}社保卡账号对照表（{AS_OF_WORDS}）", "name id card inner open_date branch", rows)])  # fmt: skip


def fund_files(data: TownData) -> Iterator[Delivery]:
    """Village ledgers by year, contracts, market entities with shareholders."""
    t = data.town.name
    years: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    order = {id(v): k for k, v in enumerate(data.town.villages)}
    for e in sorted(data.ledger, key=lambda e: (order.get(id(e.village), -1), e.day, e.voucher)):
        years[e.day.year].append((e.village.name, e.day, e.voucher, e.summary, e.account, e.debit or None,
                                  e.credit or None, e.payee, e.payee_account, e.handler, e.approver, e.contract,
                                  e.mode))  # fmt: skip
    fields = "village date voucher summary account debit credit payee payee_acct handler approver contract_no pay_mode"
    for year, rows in sorted(years.items()):
        yield Delivery("ledger", "农业农村局/三资台账", f"{t}{year}年村级三资台账", [
            _sheet("ledger", f"{t}{year}年村级三资台账", fields, rows)])  # fmt: skip
    deals = [(c.number, c.name, c.village.name + "村民委员会", c.party, c.party_code, "、".join(c.bidders), c.amount,
              c.signed, c.meeting, c.mode) for c in data.contracts]  # fmt: skip
    if deals:
        yield Delivery("contracts", "农业农村局", f"{t}村级合同台账（{AS_OF_WORDS}）", [
            _sheet("contracts", f"{t}村级合同台账（{AS_OF_WORDS}）",
                   "no name owner party party_code bidders amount signed meeting mode", deals)])  # fmt: skip
    firms = [(c.code, c.name, c.kind, c.status, c.legal.name, c.legal.id, c.founded, c.closed, c.registered)
             for c in data.companies]  # fmt: skip
    shares = [(c.code, c.name, c.status, c.legal.name, c.founded, h.name, h.code if isinstance(h, Company) else h.id,
               share, since, "股东") for c in data.companies for h, share, since, until in c.holders if until is None]  # fmt: skip
    yield Delivery("organizations", "市场监管局", f"{t}市场主体登记信息（{AS_OF_WORDS}）", [
        _sheet("organizations", f"{t}市场主体登记（{AS_OF_WORDS}）",
               "uscc name kind status legal_name legal_id founded closed registered", firms, "主体"),
        _sheet("shareholders", f"{t}股东信息（{AS_OF_WORDS}）",
               "uscc name status legal_name founded holder holder_id share from role", shares, "股东")])  # fmt: skip


def county_files(towns: list[Town], county: str, name: str) -> Iterator[Delivery]:
    """Region codes and the programme catalogue."""
    rows: list[tuple[Any, ...]] = [(county, name, "", "县", None, None, "")]
    day = bounds("2010")[0]

    def add(v: Village, parent: str) -> None:
        rows.append((v.code, v.name, parent, v.level, day, None, ""))
        if v.former_code:
            merged = bounds("2022-07")[0]
            rows.append((v.former_code, v.former_name, parent, v.level, day, merged, v.code))

    for town in towns:
        rows.append((town.code, town.name, county, "乡镇", day, None, ""))
        for v in town.communities:
            add(v, town.code)
        for v in town.villages + town.neighbours:
            add(v, v.community.code if v.community else town.code)
    yield Delivery("regions", "民政局", f"{name}行政区划代码（{AS_OF_WORDS}）", [
        _sheet("regions", f"{name}行政区划代码（{AS_OF_WORDS}）", "code name parent level from to merged_into", rows)])  # fmt: skip
    catalogue = [
        (p.code, p.name, p.kind, p.payee, p.department, CYCLE_WORDS[p.cycle], p.standard or None, p.ceiling or None,
         p.ages[0] or None, p.ages[1] or None, "、".join(p.marks), p.start, "、".join(p.aliases), "、".join(p.excludes),
         "是" if p.asset_test else "否")
        for p in PROGRAMS
    ]  # fmt: skip
    yield Delivery("programs", "财政局", f"{name}惠民惠农补贴项目目录（{AS_OF_WORDS}）", [
        _sheet("programs", f"{name}惠民惠农补贴项目目录（{AS_OF_WORDS}）",
               "code name class payee_unit dept period standard ceiling age_min age_max marks from aliases excludes "
               "asset_test", catalogue)])  # fmt: skip
