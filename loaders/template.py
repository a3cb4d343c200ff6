"""An empty form of a kind: headings, two example rows, and a sheet with the rule of each column."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from loaders.source import Field, Form, get_source

TYPES = {
    "id": "身份证号",
    "name": "姓名",
    "date": "日期",
    "moment": "日期和时间",
    "clock": "时间",
    "month": "月份",
    "period": "所属期",
    "money": "金额（元）",
    "area": "面积（亩）",
    "number": "数字",
    "int": "整数",
    "code": "编码",
    "village": "村名",
    "phone": "电话",
    "acct": "账号",
    "uscc": "信用代码",
    "rel": "关系",
    "text": "文字",
    "flag": "是/否",
    "list": "列表",
}
RULES_SHEET = "填写说明"


def write_template(kind: str, path: Path) -> None:
    """Writes the .xlsx form of a kind: the first form on the first sheet, further forms on their own.

    Every column is text, so that numbers keep their digits. Raises NotFound for an unknown kind.
    """
    source = get_source(kind)
    forms = template_forms(kind)
    with path.open("wb") as file, xlsxwriter.Workbook(
        file, {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        for form in forms:
            _write_form(book, form)
        _write_rules(book, source.title, forms)


def template_forms(kind: str) -> list[Form]:
    """The forms a department fills; other layouts of the same facts are read but not handed out."""
    alternatives = {"couples", "signed_approvals", "low_income_heads", "account_statements"}
    return [form for name, form in get_source(kind).forms.items() if name not in alternatives]


def _columns(form: Form) -> dict[str, Field]:
    return {name: spec for name, spec in form.fields.items() if spec.template and spec.headings}


def _write_form(book: Workbook, form: Form) -> None:
    sheet = book.add_worksheet(form.title[:31])
    needed = book.add_format({"bold": True, "bg_color": "#FFF2CC", "border": 1, "num_format": "@"})
    plain = book.add_format({"bold": True, "border": 1, "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    for index, spec in enumerate(_columns(form).values()):
        sheet.set_column(index, index, 20 if spec.type in {"id", "acct", "uscc"} else 14, text)
        sheet.write_string(0, index, spec.headings[0], needed if spec.required else plain)
        for row, example in enumerate(spec.example, start=1):
            sheet.write_string(row, index, example, text)
    sheet.freeze_panes(1, 0)


def _write_rules(book: Workbook, title: str, forms: list[Form]) -> None:
    sheet = book.add_worksheet(RULES_SHEET)
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(
        0, 0, f"{title}填写说明：黄色列必填；前两行是示例，填写前请删除；不要改列名，不要合并单元格", bold)
    for index, heading in enumerate(("工作表", "列名", "必填", "类型", "要求", "也可写作")):
        sheet.write_string(1, index, heading, bold)
    sheet.set_column(0, 3, 14)
    sheet.set_column(4, 5, 50)
    row = 2
    for form in forms:
        for spec in _columns(form).values():
            _write_rule(sheet, row, form, spec, wrap)
            row += 1


def _write_rule(sheet: Worksheet, row: int, form: Form, spec: Field, wrap: object) -> None:
    must = "是" if spec.required else "至少填一列" if spec.group else "否"
    for index, text in enumerate(
        (form.title, spec.headings[0], must, TYPES[spec.type], spec.rule, "、".join(spec.headings[1:]))
    ):
        sheet.write_string(row, index, text, wrap)
