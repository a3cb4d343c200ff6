"""Two forms as .docx: 线索核查表 for whoever goes there, 线索移交单 for the case office. Masked unless asked otherwise.

Stance and watermark stand on every page and in the file's properties. A county that has its own letterhead puts a
document with its styles into ``templates/`` of the workspace; the text is set into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Pt

from api.casework.ledger import TIER_WORDS, clause
from api.casework.sheets import Stamp
from api.casework.transitions import STATUS_WORDS, Status
from viz.style import STANCE

FORMS = {"check": "线索核查表", "referral": "线索移交单"}
_ROWS = 40
_FONT = "宋体"


def write_form(kind: str, doc: Mapping[str, Any], path: Path, stamp: Stamp, template: Path | None = None) -> None:
    """Writes one form of a warning; ``doc`` as it was shown (``showing.show``) with number, unit and handler."""
    paper = docx.Document(str(template) if template else None)
    _prepare(paper, FORMS[kind], stamp)
    paper.add_heading(FORMS[kind], level=0)
    _facts(paper, doc)
    (_check if kind == "check" else _referral)(paper, doc)
    paper.save(str(path))


def _prepare(paper: Paper, title: str, stamp: Stamp) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = title, stamp.user, f"{STANCE} {stamp.words}"
    for section in paper.sections:
        section.header.paragraphs[0].text = stamp.words
        section.footer.paragraphs[0].text = STANCE


def _facts(paper: Paper, doc: Mapping[str, Any]) -> None:
    _table(paper, [
        ("预警编号", doc.get("number") or doc["key"]),
        ("规则编号及版本", f"{doc['rule']}{doc['limb'] or ''} v{doc['rule_version']}"),
        ("风险等级", TIER_WORDS[doc["tier"]]), ("状态", STATUS_WORDS[Status(doc["status"])]),
        ("乡镇、村", "、".join(str(v["name"]) for v in doc["villages"])),
        ("金额（元）", "" if doc["amount_fen"] is None else f"{doc['amount_fen'] / 100:,.2f}"),
        ("承办单位、承办人", " ".join(filter(None, (doc.get("unit"), doc.get("handler"))))),
        ("办结期限", doc.get("due_on") or ""),
    ])
    paper.add_heading("一、比对发现", level=1)
    paper.add_paragraph(doc["title"])
    paper.add_paragraph(doc["explanation"])


def _check(paper: Paper, doc: Mapping[str, Any]) -> None:
    """What was found, on which rows, what was ruled out, what to ask there, and room for the outcome."""
    _list(paper, "二、涉及人员与亲属关系", [*_people(doc), *_chain(doc)])
    _rows(paper, doc)
    _list(paper, "四、已尝试排除的情形", (f["words"] for f in doc.get("filters", ())))
    _list(paper, "五、现场核查问题", doc["verify"])
    _list(paper, "六、法规依据", map(clause, doc["legal"]))
    paper.add_heading("七、核查结果", level=1)
    paper.add_paragraph("□ 属实　□ 部分属实　□ 不属实　□ 数据错误　□ 无法认定")
    _table(paper, [("属实金额（元）", ""), ("追缴金额（元）", ""), ("查看的凭证、询问的人、到过的地方", "\n\n\n"),
                   ("核查人（两人）", ""), ("核查日期", ""), ("被核查人意见", "\n\n")])


def _referral(paper: Paper, doc: Mapping[str, Any]) -> None:
    """What goes to the case office, and who hands it over to whom."""
    _list(paper, "二、涉及人员与亲属关系", [*_people(doc), *_chain(doc)])
    _rows(paper, doc)
    _list(paper, "四、法规依据", map(clause, doc["legal"]))
    paper.add_heading("五、移交", level=1)
    paper.add_paragraph("以上材料由数据比对和核查形成，移交案件监督管理部门按程序处理。")
    _table(paper, [("移交单位、移交人", ""), ("接收单位、接收人", ""), ("移交日期", ""), ("附件及份数", "\n")])


def _people(doc: Mapping[str, Any]) -> Iterable[str]:
    for person in doc["persons"]:
        posts = "、".join(person.get("posts") or ())
        number = f"，{person['citizen_id']}" if person.get("citizen_id") else ""
        yield f"{person['name']}{f'（{posts}）' if posts else ''}{number}"


def _chain(doc: Mapping[str, Any]) -> Iterable[str]:
    names = {person["person"]: person["name"] for person in doc["persons"]}
    for kin in doc["kin"]:
        yield f"{names.get(kin['to'], '—')} 是 {names.get(kin['from'], '—')} 的{kin['words']}"


def _rows(paper: Paper, doc: Mapping[str, Any]) -> None:
    paper.add_heading("三、依据的数据行", level=1)
    payments = doc["payments"]
    table = paper.add_table(rows=1, cols=4, style="Table Grid")
    _fill(table.rows[0].cells, ("日期", "项目", "金额（元）", "文件、表、行"))
    programs = {program["code"]: program["name"] for program in doc["programs"]}
    for payment in payments[:_ROWS]:
        source = payment["evidence"]
        place = f"{source['file']} {source['sheet']} 第{source['row']}行" if source else ""
        _fill(table.add_row().cells, (payment["paid_on"] or "", programs.get(payment["program"]) or "",
                                      f"{payment['amount_fen'] / 100:,.2f}", place))
    if not payments:
        for source in doc["evidence"][:_ROWS]:
            _fill(table.add_row().cells, ("", "", "", f"{source['file']} {source['sheet']} 第{source['row']}行"))
    left = max(len(payments), len(doc["evidence"]) if not payments else 0) - _ROWS
    if left > 0:
        paper.add_paragraph(f"另有 {left} 行未列，见预警清单。")


def _list(paper: Paper, heading: str, items: Iterable[str]) -> None:
    paper.add_heading(heading, level=1)
    lines = list(dict.fromkeys(items))
    for line in lines or ["无"]:
        paper.add_paragraph(line)


def _table(paper: Paper, rows: list[tuple[str, str]]) -> None:
    table = paper.add_table(rows=0, cols=2, style="Table Grid")
    for row in rows:
        _fill(table.add_row().cells, row)


def _fill(cells: Iterable[Any], texts: Iterable[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text
