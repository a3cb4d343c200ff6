"""Bad files: one code and one sentence that says what to do; never a traceback, never half a file."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlwt

from loaders.readers import FileRejected, Limits, read_workbook
from tests.unit.loaders.conftest import ROSTER_HEADINGS, csv_bytes, person_row, roster, take


def xlsx(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(data: bytes, name: str = "a.xlsx", limits: Limits | None = None) -> FileRejected:
    with pytest.raises(FileRejected) as caught:
        read_workbook(data, name, limits)
    return caught.value


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"   \r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert refused(data).code == "empty"


def test_a_truncated_workbook_is_corrupt() -> None:
    whole = xlsx([["a", "b"]] * 50)
    assert refused(whole[: len(whole) // 2]).code == "corrupt"


def test_a_workbook_with_a_damaged_sheet_is_corrupt() -> None:
    whole = zipfile.ZipFile(io.BytesIO(xlsx([["a"]])))
    members = {name: whole.read(name) for name in whole.namelist()}
    members["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row><c"
    assert refused(zipped(members)).code == "corrupt"


def test_a_truncated_xls_is_corrupt() -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    out = io.BytesIO()
    book.save(out)
    assert refused(out.getvalue()[:2048], "a.xls").code == "corrupt"


def test_an_encrypted_workbook_is_protected() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 400
    assert refused(ole).code == "protected"


def test_a_container_called_xlsx_without_a_workbook_is_protected_or_corrupt() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504, "a.xlsx").code == "protected"
    assert refused(zipped({"readme.txt": b"x"}), "a.xlsx").code == "corrupt"


def test_an_encrypted_zip_is_protected() -> None:
    data = bytearray(xlsx([["a"]]))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    assert refused(bytes(data)).code == "protected"


def test_a_zip_bomb_is_not_opened() -> None:
    bomb = zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * (80 << 20)})
    assert refused(bomb).code == "zip_bomb"


def test_a_file_above_the_limit_is_too_large(small_limits: Limits) -> None:
    assert refused(b"a,b\n" * 50_000, "a.csv", small_limits).code == "too_large"
    assert refused(b"a,b\n" * 200, "a.csv", small_limits).code == "too_large"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"\x00\x01\x00\x00Standard ACE DB\x00", "Access"),
        (b"TAPE\x00\x00\x03\x00", "SQL Server"),
        (b"\x00\x01\x02\x03" * 100, "二进制"),
        (zipped({"word/document.xml": b"<x/>"}), "Word"),
        (zipped({"readme.txt": b"x"}), "压缩包"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'></Workbook>", "XML"),
    ],
)
def test_what_is_no_table_is_unsupported_and_says_what_it_is(data: bytes, word: str) -> None:
    error = refused(data, "a.xls")
    assert error.code == "unsupported_format"
    assert word in error.message
    assert ".xlsx" in error.message


def test_dbase_is_unsupported() -> None:
    header = (
        bytes([0x03, 124, 5, 1]) + (10).to_bytes(4, "little") + (65).to_bytes(2, "little") + (20).to_bytes(2, "little")
    )
    data = header + b"\x00" * 20 + b"NAME".ljust(32, b"\x00") + b"\x0d" + b" " * 200
    assert refused(data, "a.dbf").code == "unsupported_format"


def test_undecodable_bytes_are_refused_with_the_first_offset() -> None:
    data = csv_bytes(roster(), "gb18030")
    at = data.index("乙".encode("gb18030"))
    error = refused(data[:at] + b"\xff\xff" + data[at:], "a.csv")
    assert error.code == "encoding"
    assert str(at) in error.message


def test_a_file_with_headings_only_is_empty() -> None:
    result = take(roster(clean=0))
    assert (result.outcome, result.reason_code) == ("rejected", "empty")


def test_an_unknown_kind_is_refused_and_says_what_was_nearest() -> None:
    result = take([["花名", "学号", "班级"], ["张三", "1", "2"]])
    assert (result.outcome, result.reason_code) == ("rejected", "unknown_kind")


def test_a_missing_required_column_is_named_with_the_spellings_accepted() -> None:
    rows = [[cell for i, cell in enumerate(row) if i != 2] for row in roster()[1:]]
    result = take([["大浦镇2023年耕地地力保护补贴发放表"], *rows])
    assert result.reason_code == "missing_column:id"
    assert "身份证号码" in (result.reason or "")


def test_a_near_heading_is_proposed_and_never_used() -> None:
    rows = roster()
    rows[1] = ["村", "姓名", "身份证号", "银行卡号", "发放的金额", "发放日期"]
    result = take(rows)
    assert result.outcome == "rejected"
    assert "发放金额" in (result.reason or "")


def test_an_accepted_heading_is_used() -> None:
    rows = roster()
    rows[1] = ["村", "姓名", "身份证号", "银行卡号", "到手的钱", "发放日期"]
    assert take(rows, headings={"rosters": {"到手的钱": "amount"}}).loaded == 8


def test_two_hundred_columns_are_read_and_the_unknown_ones_listed() -> None:
    rows = [list(row) + ["x"] * 194 if i else list(row) for i, row in enumerate(roster())]
    rows[1] = ROSTER_HEADINGS + [f"备用{i}" for i in range(194)]
    result = take(rows)
    assert result.outcome == "loaded"
    assert len(result.unmapped_columns) == 194


def test_a_cell_of_a_megabyte_is_kept_as_text() -> None:
    rows = [[*row, "备注"] if i == 1 else [*row, ""] for i, row in enumerate(roster())]
    rows[2] = [*rows[2][:-1], "长" * 350_000]
    result = take(rows)
    assert result.loaded == 8
    assert all(len(issue.value or "") < 100 for issue in result.issues)


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "@SUM(A1)", "<script>alert(1)</script>", "-2+3"])
def test_formulas_and_markup_in_names_stay_text(text: str) -> None:
    result = take(roster(person_row(9, 姓名=text)))
    assert result.loaded + result.rejected == 9
    assert column(result)[-1] == text


def column(result: object) -> list[object]:
    return result.tables["rosters"]["name"].to_pylist()  # type: ignore[attr-defined]


def test_more_than_thirty_percent_of_rejects_hold_the_file() -> None:
    result = take(roster(*(person_row(20 + i, **{"金额(元)": ""}) for i in range(5))))
    assert (result.outcome, result.reason_code, result.rejected) == ("held", "many_rejects", 5)


def test_a_file_of_rejects_alone_is_rejected() -> None:
    result = take(roster(person_row(1, **{"金额(元)": ""}), clean=0))
    assert (result.outcome, result.reason_code) == ("rejected", "all_rejected")
    assert result.rows == result.structural + result.rejected
    assert not result.tables


def test_a_missing_path_is_one_sentence(tmp_path: object) -> None:
    with pytest.raises(FileRejected) as caught:
        read_workbook(tmp_path / "no.xlsx")  # type: ignore[operator]
    assert caught.value.code == "unreadable"


def test_a_stray_cell_far_away_does_not_fill_the_memory() -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "金额"])
    book.active["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    refusal = refused(out.getvalue())
    assert refusal.code == "too_large"
    assert "删除数据以外的行和列" in refusal.message


def test_a_line_of_millions_of_cells_is_no_table() -> None:
    assert refused(b"a," * 100_000, "a.csv").code == "too_large"


def test_two_hundred_columns_are_read() -> None:
    text = ",".join(f"c{i}" for i in range(200))
    assert len(read_workbook(f"{text}\n{text}".encode(), "a.csv").sheets[0].columns) == 200


@pytest.mark.parametrize("figure", ["99999999999999999999", "1e400", "NaN", "inf"])
def test_an_amount_beyond_all_bounds_rejects_its_row_and_no_more(figure: str) -> None:
    taken = take(roster(person_row(8, **{"金额(元)": figure})))
    assert (taken.outcome, taken.loaded, taken.rejected) == ("loaded", 8, 1)
