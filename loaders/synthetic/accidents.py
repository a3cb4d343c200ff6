"""What happens to files on their way: sent twice, sent again corrected, test rows, damaged, unreadable.

Each accident tells the answers what the loader must do with the file.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from loaders.synthetic.tables import Delivery, Row, Table
from loaders.synthetic.writing import Writer

BAD = "问题文件"
_HEADS = "项目名称,村名,姓名,身份证号,银行卡号,金额,补贴年度,发放日期"
_ROW = "耕地地力保护补贴,{village},{name},{id},{account},120.00,2021年,2021-06-18"


class Accidents:
    """Adds the files of a mess level to a written folder; `rows` lists them for the answers."""

    def __init__(self, writer: Writer, village: str) -> None:
        self.writer, self.folder, self.village = writer, writer.folder, village
        self.rows: list[dict[str, Any]] = []

    def note(self, path: Path, kind: str | None, outcome: str, code: str | None, note: str) -> None:
        """What must become of a file."""
        self.rows.append(
            {
                "path": str(path.relative_to(self.folder)),
                "kind": kind,
                "outcome": outcome,
                "reason": code,
                "note": note,
            }
        )

    def test_row(self, table: Table) -> Row:
        """A row somebody typed to try the form: to be rejected."""
        row = list(table.rows[-1])
        for name, value in (("name", "测试"), ("id", "1" * 18), ("acct", "6" * 19), ("amount", 100), ("rate", 100)):
            row[table.fields.index(name)] = value
        return tuple(row)

    def sent_twice(self) -> None:
        """The same bytes again, in another folder under another name."""
        source = next((w for w in self.writer.files if w.kind == "rosters" and "奖励扶助" in w.path), None)
        if source is None:
            return
        self.writer.settle()
        original = self.folder / source.path
        copy = original.with_name(f"{original.stem}(1){original.suffix}")
        shutil.copyfile(original, copy)
        self.note(copy, "rosters", "unchanged", None, f"与 {source.path} 字节相同")

    def corrected(self, delivery: Delivery, spared: set[str]) -> None:
        """A first version with one amount wrong by a yuan; the proper one sorts behind and replaces it."""
        table = delivery.tables[0]
        column, who = table.fields.index("amount"), table.fields.index("id")
        k = next((i for i, r in enumerate(table.rows) if r[who] not in spared), None)
        if k is None:
            return
        row = list(table.rows[k])
        row[column] -= 100
        rows = [*table.rows[:k], tuple(row), *table.rows[k + 1 :]]
        draft = replace(table, rows=rows)
        wrong = self.writer.write(Delivery(delivery.kind, delivery.folder, "0初稿" + delivery.stem, [draft]))
        self.writer.files.remove(wrong)
        note = "初稿，一行金额有误；同批次的正式清册排在其后并整批替换"
        self.note(self.folder / wrong.path, "rosters", "loaded", None, note)

    def bad_folder(self) -> None:
        """Files that must be refused or held, each for one reason."""
        folder = self.folder / BAD
        folder.mkdir(exist_ok=True)
        for name, kind, outcome, code, note, make in _BAD_FILES:
            path = folder / name
            path.write_bytes(make(self.village))
            self.note(path, kind, outcome, code, note)
        path = folder / "带病压缩.xlsx"
        with zipfile.ZipFile(path, "w") as z:
            z.writestr(zipfile.ZipInfo("说明.txt", (2025, 1, 6, 9, 0, 0)), "这不是工作簿")
        self.note(path, None, "rejected", "corrupt", "压缩包里没有工作簿")


def _people(village: str, count: int = 8, name: str = "周", place: str = "") -> list[str]:
    """Rows of people nobody knows, with numbers whose check character is wrong on purpose."""
    return [
        _ROW.format(
            village=place or village,
            name=f"{name}{'甲乙丙丁戊己庚辛'[k % 8]}",
            id=f"3716991970010{10 + k}01A",
            account=f"6217000000000000{100 + k}",
        )
        for k in range(count)
    ]


def _csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def _unknown_programme(village: str) -> bytes:
    rows = [r.replace("耕地地力保护补贴", "渔业柴油补贴") for r in _people(village)]
    return _csv(_HEADS, *rows)


def _no_account(village: str) -> bytes:
    rows = [",".join(r.split(",")[:4] + r.split(",")[5:]) for r in _people(village)]
    return _csv(_HEADS.replace(",银行卡号", ""), *rows)


def _broken_bytes(village: str) -> bytes:
    return _csv(_HEADS, *_people(village), encoding="gb18030") + b"\xff\xfe\x81\xff\xff\r\n"


def _mojibake(village: str) -> bytes:
    return _csv(_HEADS, *(r.replace("周", "锟斤拷") for r in _people(village)))


def _half_rejected(village: str) -> bytes:
    rows = _people(village)
    return _csv(_HEADS, *(r.replace(",120.00,", ",,") if k % 2 else r for k, r in enumerate(rows)))


def _one_digit_codes(village: str) -> bytes:
    head = "户号,姓名,公民身份号码,与户主关系,行政村"
    rows = [f"9{k:04d},周{'甲乙丙丁'[k]},3716991970010{10 + k}01A,{c},{village}" for k, c in enumerate("7897")]
    return _csv(head, *rows)


def _twice_the_name(village: str) -> bytes:
    return _csv("姓名,姓名,关系,干部身份证号", f"周甲,周乙,弟弟,37169919700101101A,{village}")


def _circle(_: str) -> bytes:
    return _csv("区划代码,名称,上级代码", "371699901,甲镇,371699902", "371699902,乙镇,371699901")


_Bad = tuple[str, str | None, str, str, str, Callable[[str], bytes]]
_BAD_FILES: tuple[_Bad, ...] = (
    ("空文件.csv", None, "rejected", "empty", "0 字节", lambda _: b""),
    ("只有表头.csv", "rosters", "rejected", "empty", "有表头无数据", lambda _: _csv(_HEADS)),
    ("不认识的项目.csv", "rosters", "held", "unknown_programme", "目录中没有渔业柴油补贴", _unknown_programme),
    ("缺账号列.csv", "rosters", "rejected", "missing_column:acct", "发放清册没有账号列", _no_account),
    ("坏编码.csv", "rosters", "rejected", "encoding", "GB18030 中有不可解码字节", _broken_bytes),
    ("乱码.csv", "rosters", "rejected", "mojibake", "姓名已成锟斤拷", _mojibake),
    (
        "外县清册.csv",
        "rosters",
        "rejected",
        "village_unknown",
        "村名全不认识",
        lambda v: _csv(_HEADS, *_people(v, place="某某外县村")),
    ),
    ("半数无金额.csv", "rosters", "held", "many_rejects", "超过三成的行无金额", _half_rejected),
    ("关系代码不明.csv", "register", "rejected", "relation_code_ambiguous", "关系代码无法判定", _one_digit_codes),
    ("两列姓名.csv", None, "rejected", "ambiguous_heading", "两列都叫姓名", _twice_the_name),
    ("区划成环.csv", "regions", "rejected", "region_cycle", "上级代码成环", _circle),
    ("扫描件.pdf", None, "rejected", "unsupported_format", "扫描件", lambda _: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"),
    (
        "旧数据库.mdb",
        None,
        "rejected",
        "unsupported_format",
        "Access 数据库",
        lambda _: b"\x00\x01\x00\x00Standard Jet DB\x00",
    ),
    (
        "加密.xlsx",
        None,
        "rejected",
        "protected",
        "加密的复合文档",
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    ),
    ("截断.xlsx", None, "rejected", "corrupt", "压缩包不完整", lambda _: b"PK\x03\x04\x14\x00\x06\x00"),
)
