"""LadybugDB's errors as the few errors of this project.

The driver raises RuntimeError only; what happened is in the leading words of its message. The message itself
may quote data, so it travels as ``__cause__`` and never in the sentence for people.
"""

from __future__ import annotations

import errno
import re

from graph.errors import (
    ConstraintViolated,
    QueryInvalid,
    QueryTimeout,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreUnavailable,
)

_NO_ROOM = ("No space left", "Disk quota exceeded", "File too large", "post-commit checkpoint failed")
_WRITTEN_IN_PART = re.compile(r"Cannot write to file.* numBytesWritten: \d")
"""The system took fewer bytes than it was given: the room ended there. What it says of the reason is stale then."""
_FULL = "磁盘空间不足，图库没有写成；原有的图库没有变化。请腾出空间后重试"
_TABLE: tuple[tuple[str, type[StoreError], str], ...] = (
    ("Interrupted", QueryTimeout, "查询超过了允许的时间，已中断"),
    ("Timeout", QueryTimeout, "查询超过了允许的时间，已中断"),
    ("Runtime exception: Found duplicated primary key", ConstraintViolated, "要写入的节点里有重复的编号"),
    ("Copy exception: Found duplicated primary key", ConstraintViolated, "要写入的节点里有重复的编号"),
    ("Copy exception: Unable to find primary key", ConstraintViolated, "关系的一端在图谱里不存在"),
    ("Runtime exception: Cannot read checkpoint", StoreDamaged, "图库文件已损坏，读不出检查点"),
    ("Runtime exception: Unable to open database", StoreDamaged, "图库文件已损坏，不是有效的图库"),
    ("Storage exception", StoreDamaged, "图库文件已损坏"),
    ("IO exception", StoreUnavailable, "图库文件打不开或读不了，请检查文件权限和磁盘"),
    ("Buffer manager exception", StoreError, "内存不足，查询或装载没有完成；请缩小范围，或在内存更大的机器上运行"),
    ("Parser exception", QueryInvalid, "查询语句有语法错误"),
    ("Catalog exception", QueryInvalid, "查询语句用了不存在的函数或名称"),
    ("Binder exception", QueryInvalid, "查询语句用了未登记的标签、关系或属性，或类型不符"),
    ("Conversion exception", QueryInvalid, "查询语句里的值不能转换为需要的类型"),
    ("Overflow exception", QueryInvalid, "查询语句的计算超出了整数范围"),
    ("Runtime exception", QueryInvalid, "查询语句执行时出错"),
)


def translate(error: Exception) -> StoreError:
    """The error to raise ``from`` the driver's one."""
    text = str(error)
    if is_full(error) or any(words in text for words in _NO_ROOM) or _WRITTEN_IN_PART.search(text):
        return StoreFull(_FULL)
    if "not a valid Lbug database file" in text:
        return StoreDamaged("图库文件已损坏，不是有效的图库")
    for leading, kind, sentence in _TABLE:
        if text.startswith(leading):
            return kind(sentence)
    return StoreError("图库引擎报告了未归类的错误")


def is_full(error: Exception) -> bool:
    """Whether the operating system said that the disk, the quota or the size allowed for a file is used up."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def translate_os(error: OSError) -> StoreError:
    """The error for a file of the store that could not be written, moved or read."""
    if is_full(error):
        return StoreFull(_FULL)
    return StoreUnavailable(f"图库文件夹读写失败：{error.strerror or error}（{error.filename or ''}）")
