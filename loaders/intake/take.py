"""``take_in``: the one way a file becomes clean tables. It never raises for a bad file; it says what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.port import Identities
from loaders.county import CountySettings
from loaders.intake import checks, result
from loaders.intake.clean import Cleaner
from loaders.intake.fill import sheet_frame
from loaders.intake.frame import Findings, Frame, Mask, concat_frames
from loaders.intake.kinds import check_kind
from loaders.intake.messages import STRUCTURAL
from loaders.intake.model import Intake, Issue, SheetReport, StructuralRow
from loaders.intake.recognise import NOT_DATA, Aliases, Plan, SheetPlan, recognise
from loaders.intake.shapes import apart_from_holders, reshape
from loaders.intake.slots import slot_parts
from loaders.intake.structure import above_headings, structural_reasons
from loaders.intake.totals import compare_totals, prove_sum
from loaders.readers import FileRejected, Limits, Workbook, read_workbook
from loaders.source import Form
from loaders.titles import TitleFacts
from loaders.values.periods import read_period
from loaders.values.result import Context

HELD_SHARE = 0.30
"""Above this share of rejected data rows a file waits for a decision (files.md: 30 %, project proposal)."""


def take_in(
    source: Path | bytes,
    name: str,
    *,
    settings: CountySettings,
    identities: Identities,
    today: date,
    kind: str | None = None,
    headings: Aliases | None = None,
    limits: Limits | None = None,
) -> Intake:
    """Reads one file as ``kind`` (None: by its headings) and judges every row.

    ``headings`` accepted by a person, kind -> (heading -> field). A file that cannot be loaded comes back with
    ``outcome`` "rejected" or "held" and one reason; no exception for bad input.
    """
    intake = Intake(name=name, kind=kind)
    try:
        book = read_workbook(source, name, limits)
        intake.format, intake.encoding = book.format, book.encoding
        intake.issues += [Issue("note", "reading", note) for note in book.notes]
        plan = recognise(book, Path(name).stem, kind, settings.with_headings(headings or {}))
        intake.kind = plan.source.kind
        _Taking(intake, book, plan, settings, identities, today).run()
    except FileRejected as refusal:
        _refuse(intake, refusal)
    return intake


def _refuse(intake: Intake, refusal: FileRejected) -> None:
    intake.outcome, intake.reason_code, intake.reason = "rejected", refusal.code, refusal.message
    intake.near = refusal.near
    intake.tables, intake.amount_fen = {}, 0
    for report in intake.sheets:
        report.rejected = report.rows - report.structural
        report.loaded = report.flagged = 0
    intake.issues.insert(0, Issue("reject", refusal.code, refusal.message))


@dataclass(slots=True)
class _Read:
    """A sheet with headings: its place, its data rows and its 合计 rows (masks under the headings)."""

    index: int
    plan: SheetPlan
    data: Mask
    totals: Mask
    frame: Frame


@dataclass(slots=True)
class _Taking:
    """One file on its way; the steps of ``run`` in order."""

    intake: Intake
    book: Workbook
    plan: Plan
    settings: CountySettings
    identities: Identities
    today: date
    reads: list[_Read] = field(default_factory=list)

    def run(self) -> None:
        self._file_facts()
        for index, item in enumerate(self.plan.sheets):
            self._read_sheet(index, item)
        if not any(read.data.any() for read in self.reads):
            raise FileRejected("empty", "只有表头，没有数据行，请核对后重新导出")
        for name in self.plan.source.forms:
            reads = [read for read in self.reads if read.plan.match and read.plan.match.form == name]
            if reads and sum(len(read.frame) for read in reads):
                self._take_form(name, reads)
        self._judge()

    def _file_facts(self) -> None:
        facts = TitleFacts()
        for item in self.plan.sheets:
            facts = facts.filled_from(item.facts)
        self.intake.facts, self.intake.as_of = facts, facts.as_of
        if facts.as_of is None:
            self.intake.issues.append(Issue("flag", "as_of_missing", "文件没有写明数据截至日期，按文件日期使用"))

    def _read_sheet(self, index: int, item: SheetPlan) -> None:
        sheet, match = item.sheet, item.match
        report = SheetReport(sheet.name, None, sheet.hidden, sheet.height, facts=item.facts)
        self.intake.sheets.append(report)
        if sheet.hidden:
            self.intake.issues.append(Issue("flag", "hidden", "隐藏的工作表，已照常读取", sheet.name))
        if match is None or match.missing or match.ambiguous:
            self._strange_sheet(item, report)
            return
        form = self.plan.form(match.form)
        report.form, report.unmapped = match.form, match.unmapped
        report.columns = {name: match.headings[i].written for name, i in match.columns.items()}
        above = above_headings(sheet, match)
        titles = {text for _, reason, text in above if reason == "title"}
        reasons = structural_reasons(sheet, match, form, titles)
        data = ~np.any(list(reasons.values()), axis=0) if reasons else np.ones(sheet.height - match.body_row, bool)
        for row, reason, _ in above:
            self._structural(report, row, reason)
        for reason, mask in reasons.items():
            for row in np.flatnonzero(mask).tolist():
                self._structural(report, row + match.body_row, reason)
        frame = sheet_frame(sheet, index, match, form, item.facts, data)
        self.reads.append(_Read(index, item, data, reasons["total"], frame))

    def _structural(self, report: SheetReport, row: int, reason: str) -> None:
        report.structural += 1
        self.intake.structural_rows.append(StructuralRow(report.name, row + 1, STRUCTURAL[reason]))

    def _strange_sheet(self, item: SheetPlan, report: SheetReport) -> None:
        """A sheet without the headings: an explanation is set aside, anything like data is refused row by row."""
        sheet = item.sheet
        wide = sum(bool((~column.blank()).any()) for column in sheet.columns) >= 3
        if sheet.name.strip() in NOT_DATA or not wide:
            for row in range(sheet.height):
                self._structural(report, row, "other")
            return
        report.rejected = sheet.height
        missing = f"（缺 {'、'.join(item.match.missing)}）" if item.match and item.match.missing else ""
        self.intake.issues.append(
            Issue(
                "reject",
                "sheet_unrecognised",
                f"工作表“{sheet.name}”没有认识的表头{missing}，"
                f"{sheet.height} 行都没有载入；请补上表头，说明性的工作表请改名为“说明”",
                sheet.name,
            )
        )

    def _take_form(self, name: str, reads: list[_Read]) -> None:
        form = self.plan.form(name)
        frame = concat_frames([read.frame for read in reads], form.fields)
        frame, holders = apart_from_holders(frame) if name == "organizations" else (frame, None)
        self._take_frame(name, frame, reads, repeats=holders is None)
        if holders is not None:
            self._take_frame("shareholders", holders, [], counted=False)

    def _take_frame(
        self, name: str, frame: Frame, reads: list[_Read], *, counted: bool = True, repeats: bool = True
    ) -> None:
        findings = Findings()
        target, frame = reshape(name, self.plan.form(name), frame, findings)
        form = self.plan.form(target)
        if repeats:
            checks.check_repeats(frame, findings)
        cleaner = Cleaner(frame, self._context(), self.identities, findings)
        for field_name, spec in form.fields.items():
            cleaner.clean(field_name, spec, self._units(field_name))
        for check in (
            checks.check_mojibake,
            checks.check_required,
            checks.check_test_rows,
            checks.check_entities,
            checks.check_accounts,
            checks.check_persons,
        ):
            check(form, cleaner)
        check_kind(target, cleaner, [sheet.columns for sheet in self.intake.sheets])
        self._note_units(form, cleaner)
        self._finish(target, form, cleaner, reads, counted=counted)

    def _note_units(self, form: Form, cleaner: Cleaner) -> None:
        """Without any unit 元 is assumed; a median that speaks against it is told."""
        for name, spec in form.fields.items():
            if not spec.total or name not in cleaner.frame.columns or any(self._units(name)):
                continue
            median = pc.quantile(pc.abs(cleaner.columns[name]), 0.5)[0].as_py()
            if median is not None and not 500 <= median <= 100_000_000:
                self.intake.issues.append(
                    Issue(
                        "flag",
                        "unit_assumed",
                        f"金额列没有写单位，按元读取，但中位数是 {median / 100:.2f}，请核对是不是万元",
                        column=name,
                    )
                )

    def _context(self) -> Context:
        as_of = self.intake.as_of or self.today
        period = read_period(self.intake.facts.period or "")
        return Context(as_of, None, period.start.year if period else None, self.settings.elections)

    def _units(self, name: str) -> list[str | None]:
        """Unit of a field by sheet: of its heading, else of the unit row."""
        units = []
        for item in self.plan.sheets:
            unit = item.match.unit(name) if item.match else None
            units.append(unit or item.facts.unit)
        return units

    def _finish(self, name: str, form: Form, cleaner: Cleaner, reads: list[_Read], *, counted: bool) -> None:
        bad = result.rejected_mask(cleaner.frame, cleaner.findings.rejects)
        names = [sheet.name for sheet in self.intake.sheets]
        headings = [sheet.columns for sheet in self.intake.sheets]
        table = result.clean_table(cleaner, names, ~bad)
        tables = [self.intake.tables[name], table] if name in self.intake.tables else [table]
        self.intake.tables[name] = pa.concat_tables(tables)
        self.intake.issues.extend(result.row_issues(cleaner, form, names, headings, bad))
        if not counted:
            return
        self._count(cleaner, bad)
        for field_name, spec in form.fields.items():
            if spec.total and field_name in cleaner.frame.columns:
                self._prove(field_name, cleaner, bad, reads)

    def _count(self, cleaner: Cleaner, bad: Mask) -> None:
        frame = cleaner.frame
        flagged = np.zeros(len(frame), np.bool_)
        for finding in cleaner.findings.flags:
            if finding.code not in result.QUIET:
                flagged[finding.positions] = True
        for index, report in enumerate(self.intake.sheets):
            here = frame.sheet == index
            report.loaded += len(np.unique(frame.row[here & ~bad]))
            report.rejected += len(np.unique(frame.row[here & bad]))
            report.flagged += len(np.unique(frame.row[here & flagged & ~bad]))
        for position in np.flatnonzero(bad).tolist():
            sheet, row = int(frame.sheet[position]), int(frame.row[position])
            self.intake.reject_rows.append(
                (self.intake.sheets[sheet].name, row, self.plan.sheets[sheet].sheet.row(row - 1))
            )

    def _prove(self, name: str, cleaner: Cleaner, bad: Mask, reads: list[_Read]) -> None:
        frame, cleaned = cleaner.frame, cleaner.columns[name]
        amounts = np.asarray(cleaned.fill_null(0)).astype(np.int64)
        amounts[bad] = 0
        self.intake.amount_fen += int(amounts.sum())
        for read in reads:
            match = read.plan.match
            if match is None or name not in match.columns:
                continue
            unit = self._units(name)[read.index]
            here = frame.sheet == read.index
            prove_sum(frame, name, unit, here & ~bad, cleaned)
            self._compare(
                name, read, unit, _by_row(amounts[here], frame.row[here] - 1 - match.body_row, len(read.data))
            )

    def _compare(self, name: str, read: _Read, unit: str | None, amounts: npt.NDArray[np.int64]) -> None:
        match = read.plan.match
        assert match is not None  # noqa: S101  (the caller checked)
        sheet = read.plan.sheet
        for found in compare_totals(sheet, match, name, unit, np.flatnonzero(read.totals), amounts):
            self.intake.issues.append(
                Issue(
                    "flag",
                    "total_mismatch",
                    f"合计行写 {found.stated_fen / 100:.2f} 元，"
                    f"载入的行相加是 {found.loaded_fen / 100:.2f} 元，"
                    "请核对是否漏行或有行被拒",
                    sheet.name,
                    found.row,
                    match.headings[match.columns[name]].written,
                )
            )

    def _judge(self) -> None:
        intake = self.intake
        intake.slot_parts = slot_parts(self.plan.source, intake.tables, intake.facts)
        data = intake.loaded + intake.rejected
        if intake.loaded == 0:
            raise FileRejected("all_rejected", f"{intake.rejected} 行全部不能载入，请按每行的原因修改后重新报送")
        if intake.rejected > HELD_SHARE * data:
            intake.outcome, intake.reason_code = "held", "many_rejects"
            intake.reason = (
                f"{data} 行里有 {intake.rejected} 行不能载入，超过三成，文件已保留但没有采用；"
                "请修改后重新报送，或用 qinqing release 放行"
            )


def _by_row(amounts: npt.NDArray[np.int64], rows: npt.NDArray[np.int32], length: int) -> npt.NDArray[np.int64]:
    sums = np.zeros(length, np.int64)
    np.add.at(sums, rows, amounts)
    return sums
