"""A chain in Chinese: the composed phrase, the customary term, the legal class."""

from __future__ import annotations

from graph.kinship.classes import KinClass, RecusalClass
from graph.kinship.letters import letters, parse

_LETTER_WORD = {
    "F": "父亲",
    "M": "母亲",
    "S": "儿子",
    "D": "女儿",
    "B": "兄弟",
    "Z": "姐妹",
    "H": "丈夫",
    "W": "妻子",
    "P": "父母",
    "C": "子女",
    "X": "配偶",
}
_SIBLING_MARK, _SIBLING_WORD = "&", "兄弟姐妹"

RECUSAL_TITLE: dict[RecusalClass, str] = {
    "spouse": "夫妻关系",
    "lineal": "直系血亲",
    "collateral3": "三代以内旁系血亲",
    "near_affine": "近姻亲",
    "lineal_beyond_list": "直系血亲（超出列举范围）",
    "none": "不在公务员回避列举之内",
}
CLASS_TITLE: dict[KinClass, str] = {
    "spouse": "配偶",
    "lineal": "直系亲属",
    "collateral": "旁系血亲",
    "affinity": "姻亲",
    "none": "没有登记的亲属关系",
}


_BASIS_WORD = {"adoption": "收养", "step": "继亲", "foster": "监护或寄养", "sworn": "干亲"}


def words_for(chain: str, basis: str | None = None) -> str:
    """The chain as a phrase, left to right: WB is 妻子的兄弟; a tie not of blood or marriage says so."""
    canonical = letters(parse(chain)).replace("PC", _SIBLING_MARK)
    phrase = "的".join(_SIBLING_WORD if letter == _SIBLING_MARK else _LETTER_WORD[letter] for letter in canonical)
    return f"{phrase}（{_BASIS_WORD[basis]}）" if basis in _BASIS_WORD else phrase
