"""One spelling for a kin word: width, traditional characters, remarks in brackets, lead-in words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TRADITIONAL = str.maketrans(
    "親爺媽孫兒嬸繼養連聯壻姪嶽婦長義離與關係擔橋喬內個們對愛現後團閨從隨師來頭屬遠無獨雙沒歲舊還錶戶請監護領過嬰殘亞條僑單結髮亾貳參乾偶爲為孃閏歿么",
    "亲爷妈孙儿婶继养连联婿侄岳妇长义离与关系担桥乔内个们对爱现后团闺从随师来头属远无独双没岁旧还表户请监护领过婴残亚条侨单结发亡贰参干偶为为孃闰殁幺",
)
_REMARK = re.compile(r"[(\[【〔{]([^)\]】〕}]*)[)\]】〕}]")
_LEAD_IN = re.compile(r"^(?:本人|我|俺|咱|其|他|她)(?:的|之)?(?=.)")
_SPACE = re.compile(r"[\s·•,，。.、;；:：]+$|^[\s·•,，。.、;；:：]+|\s+")
_RELATION = re.compile(r"(?<=.)关系$")


@dataclass(frozen=True, slots=True)
class Spelling:
    """The word in one spelling and the remarks that stood in brackets beside it."""

    word: str
    remarks: tuple[str, ...]


def fold(text: str) -> Spelling:
    """Half width, simplified characters, no spaces; bracketed remarks and 关系 at the end taken off."""
    plain = unicodedata.normalize("NFKC", text).translate(_TRADITIONAL)
    remarks = tuple(remark.strip() for remark in _REMARK.findall(plain) if remark.strip())
    word = _SPACE.sub("", _REMARK.sub("", plain))
    return Spelling(_RELATION.sub("", word), remarks)


def without_lead_in(word: str) -> str:
    """我的父亲, 其父, 本人之妻: the word without whose kin it is."""
    return _LEAD_IN.sub("", word, count=1)
