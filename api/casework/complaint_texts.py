"""What may stand in a text for the public: no number of a person, an account or a telephone."""

from __future__ import annotations

import re

from graph.errors import InputError

_FORBIDDEN = {
    "身份证号": re.compile(r"(?<!\d)\d{6}(?:\d{8}|\*{8})[\dX*]{3,4}(?![\dX])|(?<!\d)\d{15}(?!\d)", re.IGNORECASE),
    "银行账号": re.compile(r"(?<!\d)\d(?:[ -]?\d){15,18}(?!\d)"),
    "电话号码": re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"),
}


def check_publishable(text: str) -> None:
    """Raises InputError for an empty text and for one that holds numbers of people."""
    if not text.strip():
        raise InputError("拟公布的结果是空的")
    for what, pattern in _FORBIDDEN.items():
        if pattern.search(text):
            raise InputError(f"拟公布的结果中有{what}；公开的文字不能含个人信息，请删去后重写")
