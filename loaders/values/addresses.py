"""Addresses down to the door, for comparison only: the text itself stays in the files."""

from __future__ import annotations

import re
import unicodedata

NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
SHARED = re.compile(r"敬老院|养老院|福利院|光荣院|安置|集体户|宿舍|公寓|学校|医院|工厂|村委会|居委会|社区服务|筒子楼")
"""Homes of many: no single household's door."""
DOOR = re.compile(r"\d+(?:-\d+)*号(?:院)?(?:附?\d+号)?$|(?:号楼|栋|幢|号)(?:\d+单元)?\d+室$")


def door(address: str | None) -> str | None:
    """The part of an address from its village on, if it ends in one exact door; None for anything coarser.

    A village name alone, a building without a room, a home or block of many is no door.
    """
    text = re.sub(r"[\s,，。、()（）#]+", "", unicodedata.normalize("NFKC", address or ""))
    text = re.sub(r"[〇零一二三四五六七八九]+(?=号)", lambda m: m[0].translate(NUMERALS), text)
    text = re.sub(r"^.*?(?:镇|乡|街道)(?=.)", "", text)
    if SHARED.search(text) or not DOOR.search(text):
        return None
    return text
