"""The real type of a file, from its content; its name is not asked."""

from __future__ import annotations

import io
import zipfile

from loaders.readers.cells import FileRejected, Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED = "文件设了打开密码，请去掉密码后另存再提交"
CORRUPT = "文件不完整或已损坏，打不开；请重新导出或重新拷贝"
SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx 再提交"

FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\x00", "扫描图片"),
    (b"MM\x00*", "扫描图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"SQLite format 3", "SQLite 数据库"),
    (b"\x00\x01\x00\x00Standard", "Access 数据库"),
    (b"TAPE\x00\x00", "SQL Server 备份"),
    (b"\x01\x0f\x00\x00", "SQL Server 数据文件"),
    (b"{\\rtf", "Word 文档"),
    (b"MIME-Version:", "网页归档（.mht）"),
    (b"\x09\x08", "Excel 5.0 以前的表格"),
    (b"\x09\x00\x04\x00", "Excel 5.0 以前的表格"),
)


def sniff(data: bytes, name: str, limits: Limits) -> str:
    """``xlsx | xlsb | ods | xls | html | text``; raises FileRejected for everything that is not a table.

    ``name`` only chooses the words for a container without a workbook: a compound document called .xlsx is an
    encrypted one, a zip called .xlsx a broken one.
    """
    modern = name.lower().endswith((".xlsx", ".xlsm", ".ods", ".et"))
    if len(data) > limits.file_bytes:
        raise FileRejected(
            "too_large",
            f"文件有 {len(data) >> 20} MB，超过上限 {limits.file_bytes >> 20} MB；请按乡镇或年度拆成几个文件",
        )
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileRejected("empty", "文件是空的，没有任何数据，请核对后重新导出")
    if data.startswith(b"PK"):
        return _sniff_zip(data, limits, modern=modern)
    if data.startswith(OLE):
        return _sniff_ole(data, modern=modern)
    for magic, what in FOREIGN:
        if data.startswith(magic):
            raise FileRejected("unsupported_format", f"文件类型是“{what}”，不能当作表格读取；{SAVE_AS}")
    if _is_dbf(data):
        raise FileRejected("unsupported_format", f"这是 DBF 数据库文件，不能直接读取；{SAVE_AS}")
    return _sniff_text(data)


def _sniff_zip(data: bytes, limits: Limits, *, modern: bool) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_bomb(entries, limits)
            if any(entry.flag_bits & 1 for entry in entries):
                raise FileRejected("protected", PROTECTED)
            names = {entry.filename for entry in entries}
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise FileRejected("protected", PROTECTED)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise FileRejected("corrupt", CORRUPT) from error
    for member, kind in (("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"), ("content.xml", "ods")):
        if member in names:
            return kind
    word = "word/document.xml" in names
    if modern and not word:
        raise FileRejected("corrupt", f"{CORRUPT}；压缩包里没有工作簿")
    what = "Word 文档" if word else "压缩包"
    raise FileRejected("unsupported_format", f"文件类型是“{what}”，里面没有可读的工作簿；请解压或{SAVE_AS[1:]}")


def _check_bomb(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > limits.unzipped_bytes or (total > 64 << 20 and total > limits.zip_ratio * max(packed, 1)):
        raise FileRejected(
            "zip_bomb",
            f"文件解压后有 {total >> 20} MB，与文件大小不相称，疑为压缩炸弹，没有打开；请删除空行空列后另存再提交",
        )


def _sniff_ole(data: bytes, *, modern: bool) -> str:
    directory = data
    if "EncryptedPackage".encode("utf-16-le") in directory:
        raise FileRejected("protected", PROTECTED)
    if any(name.encode("utf-16-le") + b"\x00\x00" in directory for name in ("Workbook", "Book")):
        return "xls"
    if "WordDocument".encode("utf-16-le") in directory:
        raise FileRejected("unsupported_format", "这是 Word 文档，不能当作表格读取；请把表格复制到 Excel 另存为 .xlsx")
    if modern:
        raise FileRejected("protected", f"{PROTECTED}；没有设密码的话，文件可能已损坏")
    if len(data) % 512 or "Root Entry".encode("utf-16-le") not in directory:
        raise FileRejected("corrupt", CORRUPT)
    raise FileRejected("unsupported_format", f"文件里没有工作簿；{SAVE_AS}")


def _is_dbf(data: bytes) -> bool:
    """dBase: version byte, plausible date, header length that ends in 0x0D."""
    if len(data) < 65 or data[0] not in {0x03, 0x30, 0x31, 0x83, 0x8B, 0xF5} or not 1 <= data[2] <= 12:
        return False
    header = int.from_bytes(data[8:10], "little")
    return 33 <= header <= len(data) and 0x0D in data[header - 264 if header > 296 else 32 : header]


def _sniff_text(data: bytes) -> str:
    head = data[:4096]
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _markup(head.decode("utf-16", "replace"))
    if _is_binary(head):
        raise FileRejected("unsupported_format", f"认不出的二进制文件，不能当作表格读取；{SAVE_AS}")
    return "text" if b"\x00" in head else _markup(head.decode("latin-1"))


def _is_binary(head: bytes) -> bool:
    """Control characters that no text holds, read as UTF-16 where every other byte is zero."""
    text = head.decode("latin-1")
    if b"\x00" in head:
        little = head[1::2].count(0) >= head[0::2].count(0)
        text = head[: len(head) // 2 * 2].decode("utf-16-le" if little else "utf-16-be", "replace")
    return any(ord(c) < 32 and c not in "\t\n\r\x0b\x0c\x1a\x1e" for c in text)


def _markup(head: str) -> str:
    start = head.lstrip("\ufeff\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith("<"):
        return "text"
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and "<table" not in start.split("<workbook")[0]:
        raise FileRejected("unsupported_format", f"这是 XML 表格（Excel 2003 XML），不能直接读取；{SAVE_AS}")
    return "html" if any(tag in start for tag in ("<table", "<html", "<!doctype html", "<meta")) else "text"
