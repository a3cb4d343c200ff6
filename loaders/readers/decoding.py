"""Bytes of a text file -> text, strictly: a byte that does not fit refuses the file."""

from __future__ import annotations

from loaders.readers.cells import FileRejected


def decode(data: bytes) -> tuple[str, str]:
    """Text and the name of its encoding (UTF-8 with or without BOM, UTF-16, GB18030).

    Raises FileRejected ``encoding`` with the offset of the first byte that fits no encoding.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data[3:], "utf-8", 3), "UTF-8（带 BOM）"
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _strict(data, "utf-16", 0), "UTF-16"
    if b"\x00" in data[:4096]:
        little = data[1:4096:2].count(0) >= data[0:4096:2].count(0)
        return _strict(data, "utf-16-le" if little else "utf-16-be", 0), "UTF-16（无 BOM）"
    return _utf8_or_gb18030(data)


def _utf8_or_gb18030(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        utf8 = error.start
    try:
        return data.decode("gb18030"), "GB18030"
    except UnicodeDecodeError as error:
        raise _refused(max(utf8, error.start), " UTF-8 也不是 GB18030", data) from error


def _strict(data: bytes, codec: str, skipped: int) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _refused(error.start + skipped, f"完整的 {codec.upper()}", data) from error


def _refused(offset: int, what: str, data: bytes) -> FileRejected:
    line = data[:offset].count(b"\n") + 1
    return FileRejected(
        "encoding",
        f"第 {offset} 字节（约第 {line} 行）起的文字不是{what}，无法确定内容，整个文件没有读入；"
        "请用“CSV UTF-8”或 .xlsx 重新导出",
    )
