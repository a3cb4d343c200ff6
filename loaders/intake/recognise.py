"""Which kind of file this is, and how each of its sheets reads; decided by headings alone, never by a hunch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loaders.headers import KNOWN_SHARE, SEARCH_ROWS, Match, Search, SheetTop
from loaders.readers import FileRejected, NearForm, Sheet, Workbook
from loaders.source import Form, Source, all_sources, get_source
from loaders.titles import DEFAULT_SHEET, TitleFacts, title_facts
from loaders.vocabulary import Confirmed, Vocabulary, normalise, vocabularies

Aliases = Mapping[str, Mapping[str, str]]
"""kind -> (heading -> field): headings that a person confirmed."""
NOT_DATA = {"说明", "填表说明", "填写说明", "填报说明", "目录", "封面", "字典", "数据字典", "代码表", "下拉", "示例"}


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet and how it reads; ``match`` None: a sheet without the headings of the kind."""

    sheet: Sheet
    match: Match | None
    facts: TitleFacts


@dataclass(frozen=True, slots=True)
class Plan:
    """A file's kind and its sheets."""

    source: Source
    sheets: list[SheetPlan]

    def form(self, name: str) -> Form:
        """A form of the kind."""
        return self.source.forms[name]


def recognise(book: Workbook, file_stem: str, kind: str | None, aliases: Aliases) -> Plan:
    """The plan of a file.

    Raises FileRejected ``unknown_kind`` (with near headings), ``missing_column:<field>``,
    ``ambiguous_heading``, ``empty``.
    """
    sources = [get_source(kind)] if kind else list(all_sources().values())
    tops = [SheetTop(sheet) for sheet in book.sheets if sheet.height]
    tries = [_Reading(source, tops, file_stem, aliases) for source in sources]
    complete = [plan for reading in tries if reading.may_be_complete() and _is_complete(plan := reading.plan())]
    if not complete:
        raise _explain([reading.plan() for reading in tries], kind, aliases)
    best = max(complete, key=_score)
    rivals = [plan for plan in complete if _score(plan) == _score(best)]
    if len(rivals) > 1:
        names = "、".join(f"{plan.source.kind}（{plan.source.title}）" for plan in rivals)
        raise FileRejected("unknown_kind", f"按表头无法确定是哪一种文件：{names}；请用 --kind 指明")
    _refuse_ambiguous(best)
    return best


class _Reading:
    """A file tried as one kind: every form in every sheet."""

    def __init__(self, source: Source, tops: list[SheetTop], file_stem: str, aliases: Aliases) -> None:
        words = vocabularies(source.kind, _confirmed(aliases, source.kind))
        self._source = source
        self._stem = file_stem
        self._sheets = [(top.sheet, [Search(top, vocabulary) for vocabulary in words]) for top in tops]

    def may_be_complete(self) -> bool:
        """Whether one sheet may have all headings of a form; most kinds are set aside by this alone."""
        return any(search.may_be_complete() for _, searches in self._sheets for search in searches)

    def plan(self) -> Plan:
        """How the file reads as this kind."""
        return Plan(self._source, [self._plan_sheet(*item) for item in self._sheets])

    def _plan_sheet(self, sheet: Sheet, searches: list[Search]) -> SheetPlan:
        tries = []
        for search in searches:
            match = search.best(facts_above(sheet, self._stem, SEARCH_ROWS).names())
            if match is not None:
                facts = facts_above(sheet, self._stem, match.first_row)
                tries.append(SheetPlan(sheet, search.best(facts.names()) or match, facts))
        return max(tries, key=lambda plan: _sheet_score(plan.match), default=SheetPlan(sheet, None, TitleFacts()))


def _confirmed(aliases: Aliases, kind: str) -> Confirmed:
    return tuple(aliases.get(kind, {}).items())


def facts_above(sheet: Sheet, file_stem: str, rows: int) -> TitleFacts:
    """Title facts of the first rows (down to the headings), the sheet's and the file's name."""
    titles = [
        " ".join(dict.fromkeys(text for text in sheet.row(i) if text.strip())) for i in range(min(rows, sheet.height))
    ]
    return title_facts([title for title in titles if len(title) < 200], sheet.name, file_stem)


def _is_complete(plan: Plan) -> bool:
    return any(_complete(item.match) for item in plan.sheets)


def _complete(match: Match | None) -> bool:
    return match is not None and not match.missing


def _sheet_score(match: Match | None) -> tuple[bool, bool, int, float]:
    if match is None:
        return (False, False, 0, 0.0)
    return (not match.missing, match.known_share >= KNOWN_SHARE, len(match.columns), match.known_share)


def _score(plan: Plan) -> tuple[bool, int, int]:
    """Enough known columns first, then the columns that are understood, then the required among them."""
    good = [item for item in plan.sheets if _complete(item.match)]
    best = max(good, key=lambda item: _sheet_score(item.match))
    match = best.match
    assert match is not None  # noqa: S101  (for the type checker: complete matches exist)
    form = plan.form(match.form)
    needed = sum(name in match.columns for name in form.required)
    said = any(word in normalise(" ".join(_titles(best))) for word in form.words)
    return (match.known_share >= KNOWN_SHARE, len(match.columns) + said, needed)


def _titles(plan: SheetPlan) -> list[str]:
    above = plan.match.first_row if plan.match else 0
    names = [] if DEFAULT_SHEET.match(plan.sheet.name) else [plan.sheet.name]
    return [text for i in range(above) for text in plan.sheet.row(i) if text] + names


def _refuse_ambiguous(plan: Plan) -> None:
    for item in plan.sheets:
        if item.match is not None and not item.match.missing and item.match.ambiguous:
            raise _ambiguous(item, item.match)


def _ambiguous(item: SheetPlan, match: Match) -> FileRejected:
    names = "、".join(dict.fromkeys(match.ambiguous))
    return FileRejected(
        "ambiguous_heading",
        f"工作表“{item.sheet.name}”有重复的表头“{names}”，分不清各指谁；"
        "请在上一行写明分组（如 干部、亲属）或改成不同的表头",
    )


def _explain(plans: list[Plan], kind: str | None, aliases: Aliases) -> FileRejected:
    tries = [(item, plan) for plan in plans for item in plan.sheets if item.match is not None]
    if not tries:
        if not any(item.sheet.height for plan in plans for item in plan.sheets):
            return FileRejected("empty", "文件里没有任何数据行，请核对后重新导出")
        return FileRejected(
            "unknown_kind", "前 15 行里找不到认识的表头；请用 qinqing template 取空表对照，或检查是否漏了表头行"
        )
    item, plan = max(tries, key=lambda pair: _closeness(*pair))
    match = item.match
    assert match is not None  # noqa: S101  (filtered above)
    if match.ambiguous:
        return _ambiguous(item, match)
    form = plan.form(match.form)
    lacking = "；".join(_accepted(form, name) for name in match.missing)
    near = _near(match, Vocabulary(match.form, form, _confirmed(aliases, plan.source.kind)))
    first = match.missing[0]
    strange = NearForm(plan.source.kind, match.form, match.missing, tuple(dict.fromkeys(match.unmapped)))
    if kind or (match.known_share >= KNOWN_SHARE and len(match.missing) <= 2):
        return FileRejected(
            f"missing_column:{first}",
            f"工作表“{item.sheet.name}”第 {match.first_row + 1} 行的表头"
            f"像是{form.title}，但缺少必需的列：{lacking}{near}",
            strange,
        )
    return FileRejected(
        "unknown_kind",
        f"认不出是哪一种文件；最接近的是 {plan.source.kind}（{form.title}），"
        f"缺少：{lacking}{near}；"
        "确认是这种文件请用 --kind 指明",
        strange,
    )


def _closeness(item: SheetPlan, plan: Plan) -> tuple[int, int]:
    match = item.match
    if match is None:
        return (-99, 0)
    return (len(match.columns) - len(match.missing), -len(plan.form(match.form).fields))


def _accepted(form: Form, name: str) -> str:
    parts = []
    for part in name.split("|"):
        first, *others = form.fields[part].headings[:6]
        parts.append(f"{first}（也可写作 {'、'.join(others)}）" if others else first)
    return " 或 ".join(parts)


def _near(match: Match, vocabulary: Vocabulary) -> str:
    pairs = [f"“{written}”是否就是“{near[0]}”" for written in match.unmapped[:20] if (near := vocabulary.near(written))]
    return f"。请核对：{'、'.join(pairs[:5])}" if pairs else ""
