"""Forms, earlier dispositions, the month: from the command line, on a hamlet that was loaded and swept."""

import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
import tiny
from village import ask

from viz.style import STANCE


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    home = tmp_path_factory.mktemp("papers") / "home"
    assert ask(home, "load", tiny.write(tmp_path_factory.mktemp("files"))).code == 0
    return home


@pytest.fixture
def home(loaded, tmp_path):
    shutil.copytree(loaded, tmp_path / "home")
    return tmp_path / "home"


def swept(home):
    found = ask(home, "sweep", "--json").document["warnings"]
    return next(w for w in found if any("*二" in (p["name"] or "") or p["name"] == "王*山" for p in w["persons"]))


def text_of(path: Path) -> str:
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in paper.paragraphs] + cells)


@pytest.mark.parametrize(("kind", "title"), [("check", "线索核查表"), ("referral", "线索移交单")])
def test_a_form_is_masked_names_its_rows_and_bears_stance_and_watermark(home, tmp_path, kind, title):
    warning = swept(home)
    target = tmp_path / "表.docx"
    assert ask(home, "form", warning["key"], kind, "--out", target).code == 0
    paper, text = docx.Document(str(target)), text_of(target)
    assert title in text
    assert warning["number"] in text
    assert "王二山" not in text
    assert tiny.BROTHER not in text
    assert tiny.ROSTER in text
    assert paper.sections[0].footer.paragraphs[0].text == STANCE
    assert "cli:" in paper.sections[0].header.paragraphs[0].text
    assert paper.core_properties.comments.startswith(STANCE)


def test_an_unmasked_form_needs_a_reason_that_is_logged(home, tmp_path):
    key = swept(home)["key"]
    assert ask(home, "form", key, "check", "--out", tmp_path / "a.docx", "--unmasked").code == 2
    assert ask(home, "form", key, "check", "--out", tmp_path / "a.docx", "--unmasked", "--reason", "入户").code == 0
    assert "王二山" in text_of(tmp_path / "a.docx")
    assert ask(home, "form", key, "poem", "--out", tmp_path / "b.docx").code == 2


def listed(path: Path, *rows: list[str]) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["规则编号", "身份证号", "核查结果", "处置日期", "不属实原因", "属实金额", "追缴金额", "说明"])
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_an_earlier_dismissal_waits_for_its_warning_and_dismisses_it_once(home, tmp_path):
    probe = shutil.copytree(home, tmp_path / "probe")
    rule = swept(probe)["rule"]
    path = listed(tmp_path / "以往.xlsx", [rule, tiny.BROTHER, "不属实", "2024-12-01", "F04", "", "", "已备案"])
    assert ask(home, "import-decisions", path, "--json").document == {
        "stored": 1, "dismissed": 0, "noted": 0, "waiting": 1}
    ask(home, "sweep")
    dismissed = ask(home, "warnings", "--status", "dismissed", "--json").document["warnings"]
    assert [w["rule"] for w in dismissed] == [rule]
    assert ask(home, "import-decisions", path, "--json").document["stored"] == 0
    told = ask(home, "history", dismissed[0]["key"], "--json").document["history"]
    assert "以往处置（2024-12-01）" in told[-1]["reason"]


def test_an_earlier_confirmation_is_noted_and_the_warning_stays_open(home, tmp_path):
    warning = swept(home)
    path = listed(tmp_path / "以往.xlsx",
                  [warning["rule"], tiny.BROTHER, "属实", "2024-12-01", "", "1000", "1000", "已退款"])
    assert ask(home, "import-decisions", path, "--json").document["noted"] == 1
    assert ask(home, "history", warning["key"], "--json").document["history"][-1]["action"] == "imported"
    assert warning["key"] in {w["key"] for w in ask(home, "warnings", "--json").document["warnings"]}


def test_one_wrong_row_and_nothing_is_imported_and_each_is_named(home, tmp_path):
    path = listed(tmp_path / "以往.xlsx", ["R01", tiny.BROTHER, "不属实", "2024-12-01", "F04", "", "", ""],
                  ["R999", tiny.BROTHER, "属实", "2024-12-01", "", "", "", ""],
                  ["R01", "123", "属实", "去年", "", "", "", ""])
    said = ask(home, "import-decisions", path)
    assert said.code == 2
    assert "第 3 行" in said.err
    assert "第 4 行" in said.err
    assert "123" not in said.err
    assert ask(home, "import-decisions", tmp_path / "没有.xlsx").code == 2


def test_the_month_is_told_in_words_sheet_and_document(home, tmp_path):
    swept(home)
    month = ask(home, "ledger", "--json").document
    assert month == {"ledger": []}
    from datetime import datetime  # noqa: PLC0415

    from api.casework.calendar import SHANGHAI  # noqa: PLC0415

    now = f"{datetime.now(SHANGHAI):%Y-%m}"
    told = ask(home, "report", now, "--json").document
    assert told["total"]["opened"] == len(ask(home, "warnings", "--json").document["warnings"])
    assert ask(home, "report", now, "--xlsx", tmp_path / "月报.xlsx").code == 0
    assert openpyxl.load_workbook(tmp_path / "月报.xlsx").sheetnames == ["总表", "按规则", "按乡镇", "排除原因"]
    assert ask(home, "report", "三月").code == 2


def test_what_is_published_holds_no_person_no_warning_and_no_small_cell(home, tmp_path):
    swept(home)
    manifest = ask(home, "publish", tmp_path / "公开", "--json").document
    texts = "".join(path.read_text(encoding="utf-8-sig") for path in (tmp_path / "公开").iterdir())
    assert not any(word in texts for word in ("王", "赵有田", "预警", tiny.BROTHER, "1000.00", "1800.00"))
    assert manifest["suppressed"] == 1
    assert "2024,青石镇,临时救助金,少于5,—" in texts
    assert "http" not in texts
    assert ask(home, "publish", tmp_path / "公开").code == 2
