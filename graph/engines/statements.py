"""What a read-only statement may be, whatever the engine: judged on the text before it is sent.

A read-only session does not refuse everything that must be refused (files can be written and read, extensions
fetched), and engines disagree on missing parameters and on two statements in one text. So these are settled here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum

from graph.errors import QueryInvalid

_QUOTED = re.compile(
    r"""//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|(?P<parameter>\$`[^`]*`)|`[^`]*`""", re.DOTALL
)
_FORBIDDEN = re.compile(
    r"(?<![\w.:$])(ALTER|ANALYZE|ATTACH|BEGIN|CALL|CHECKPOINT|COMMENT|COMMIT|COPY|CREATE|DELETE|DETACH|DROP|EXPORT"
    r"|FORCE|FOREACH|GRANT|IMPORT|INSTALL|LOAD|MERGE|PROJECT_GRAPH|REMOVE|REVOKE|ROLLBACK|SET|TERMINATE|UNINSTALL"
    r"|UPDATE|USE)(?!\w)",
    re.IGNORECASE,
)
_PARAMETER = re.compile(r"\$(?:`(?P<quoted>[^`]*)`|(?P<plain>\w+))")


def bare(text: str) -> str:
    """The text with comments and quoted parts blanked out; quoted parameter names stay."""
    return _QUOTED.sub(lambda m: m.group() if m.group("parameter") else " ", text)


def check_read(text: str, parameters: Mapping[str, object] | None) -> dict[str, object]:
    """The parameters the statement names, ready for a driver.

    Raises QueryInvalid for an empty text, a second statement, a word that writes or leaves the database, a
    parameter that is named but not given, and a value that no engine takes.
    """
    plain = bare(text).rstrip().removesuffix(";")
    if not plain.strip():
        raise QueryInvalid("查询语句是空的")
    if ";" in plain:
        raise QueryInvalid("一次只能执行一条查询语句，分号只能写在末尾")
    if found := _FORBIDDEN.search(plain):
        raise QueryInvalid(f"只读查询里不能用 {found.group(1).upper()}")
    named = {m["quoted"] or m["plain"] for m in _PARAMETER.finditer(plain)}
    given = parameters or {}
    if missing := sorted(named - given.keys()):
        raise QueryInvalid("查询语句缺少参数：" + "、".join(f"${name}" for name in missing))
    return {name: _plain(name, given[name]) for name in sorted(named)}


def _plain(name: str, value: object) -> object:
    """The value as every driver takes it: scalars and lists of them."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(name, item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if value is None or isinstance(value, (str, bool, float)):
        return value
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    allowed = "文本、64 位整数、小数、是否、日期和它们的列表"
    raise QueryInvalid(f"参数 ${name} 的值不能用于查询（类型 {type(value).__name__}）；可用的是{allowed}")
