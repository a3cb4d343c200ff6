"""Names of persons as they are compared. The written form is what people see; equal keys identify nobody."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from graph.identifiers import cells
from graph.identifiers.folding import FOLDING

WILDCARD = "□"
"""Stands in a key for one character that could not be written."""
MAX_LENGTH = 20
MIN_CUT = 4
"""A bank's cut name needs this many characters to be accepted as a prefix."""

_PLAIN = re.compile("[\u4e00-\u9fff]{2,4}").fullmatch
_HAN = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\ue000-\uf8ff\U00020000-\U0010ffff□?※]")
_DOTS = re.compile("[•.・‧·∙⋅●▪]+")
_WILD = re.compile("[?□■▢◻※〓*\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_PINYIN = re.compile("(?<=.)\\([A-Za-z\u00c0-\u01dc']{2,}[1-5]?\\)")
_SEPARATOR = re.compile("[、,，;；/／|\n\r]+")
_NO_NAME = re.compile(r"[0-9()\[\],、;:/|@#=+\\]")
_BRACKETS = re.compile(r"[(\[{【〔<《]([^()\[\]{}【】〔〕<>《》]*)[)\]}】〕>》]")
_SUFFIX = re.compile(r"(?<=..)(户主|同志|已故|(?<![A-Za-z])[A-Za-z]|(?<![0-9])[0-9]{1,2})$")
_ORGANISATION = re.compile(
    "公司|合作社|联合社|经济社|委员会|村委|居委|村两委|社区|小学|中学|学校|幼儿园|卫生院|卫生室|医院|政府|"
    "银行|信用社|协会|商会|集团|商行|超市|农场|工程队|服务部|服务站|经营部|门市部|"
    "敬老院|养老院|福利院|村民小组|基金会|党支部|党总支|办事处|财政所|合作联社|个体工商户|事务所|管理局|管理站|水管站|加工厂|有限|股份"
)
_UNIT_SUFFIX = re.compile(".{4,}(?:厂|店|站|所|局|院|部|场|社|队|行|中心|组|村)$")
# Up to three characters may be a person (王小学), but for these.
_BARE_ORGANS = frozenset({
    "村委会", "居委会", "委员会", "村委", "居委", "社区", "合作社", "信用社", "公司", "党支部", "村集体",
    "幼儿园", "敬老院", "卫生院", "村民委员会", "居民委员会", "村两委",
})
_TITLES = frozenset({
    "书记", "支书", "村支书", "主任", "村主任", "村长", "副书记", "副主任", "会计", "出纳", "文书", "组长", "队长",
    "户主", "本人", "村民", "农户", "监委会主任", "村干部", "负责人", "经办人", "代表",
    "合计", "小计", "总计", "姓名",
})
_REMARK_ENDS = ("户主", "同志", "已故")
_FILLERS = frozenset({
    "测试", "张三", "李四", "王五", "某某", "某某某", "无名", "无名氏", "未知", "test", "xxx", "aaa",
})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its two forms.

    display: as written, without brackets, suffixes and stray blanks. key: for comparison (NFKC, no spaces,
    traditional and variant characters folded, dots as ``·``, unwritable characters as ``□``). bare_key: the key
    without dots. note: what was taken off (已故, 大, A ...), joined by 、.
    flags: ``name_missing`` ``name_suspect`` ``name_rare`` ``name_masked``. has_wildcard: the key holds ``□``,
    so it may be matched only with the same number or account. is_entity: organisation words.
    """

    display: str
    key: str
    bare_key: str
    note: str | None
    flags: tuple[str, ...]
    has_wildcard: bool
    is_entity: bool


@lru_cache(maxsize=1 << 16)  # a town's names stand in most columns and files
def person_name(text: str) -> PersonName:
    """Read the name in one cell; nothing is guessed."""
    if _PLAIN(text) and not (_is_entity(text) or text in _TITLES or text.endswith(_REMARK_ENDS)):
        key = text.translate(FOLDING)
        return PersonName(text, key, key, None, (), has_wildcard=False, is_entity=False)
    written = _without_blanks(text)
    if cells.is_missing(written.upper()):
        return PersonName("", "", "", None, ("name_missing",), has_wildcard=False, is_entity=False)
    is_entity = _is_entity(written)
    display, note = (written, None) if is_entity else _without_suffixes(written)
    if not is_entity:
        display = _DOTS.sub("·", display).strip("·")
    key = _key(display)
    bare_key = key.replace("·", "")
    flags = _flags(display, bare_key, is_entity=is_entity)
    return PersonName(display, key, bare_key, note, flags, WILDCARD in key, is_entity)


def split_names(text: str) -> list[str]:
    """The names of a cell between separators, in order; blanks stand inside names and separate nothing."""
    return [piece.strip() for piece in _SEPARATOR.split(text) if cells.visible(piece)]


def same_name(a_key: str, b_key: str) -> str | None:
    """How two keys agree: ``equal``, ``rare_character``, ``truncated`` or None.

    ``rare_character``: equal but for one-character wildcards, to be accepted only with the same number or
    account. ``truncated``: one is the beginning (at least 4 characters) of the other, which has a dot, as banks
    cut minority names. Dots do not count.
    """
    a, b = a_key.replace("·", ""), b_key.replace("·", "")
    if not a or not b:
        return None
    if WILDCARD in a or WILDCARD in b:
        same = len(a) == len(b) and all(x == y or WILDCARD in (x, y) for x, y in zip(a, b, strict=True))
        return "rare_character" if same else None
    if a == b:
        return "equal"
    if len(a) > len(b):
        a, b, b_key = b, a, a_key
    return "truncated" if len(a) >= MIN_CUT and "·" in b_key and b.startswith(a) else None


def is_filler_name(key: str) -> bool:
    """Whether a name is what people type to try a form (测试, 张三); it counts only beside a filler number."""
    lowered = key.lower()
    return lowered in _FILLERS or "测试" in lowered or (len(lowered) > 1 and lowered[1:] == lowered[:-1] == "某")


def _is_entity(written: str) -> bool:
    if len(written) <= 3 or written in _BARE_ORGANS:
        return written in _BARE_ORGANS
    return bool(_ORGANISATION.search(written) or (_UNIT_SUFFIX.match(written) and not _DOTS.search(written)))


def _without_blanks(text: str) -> str:
    """NFKC without invisible characters; Latin names keep single spaces."""
    if _HAN.search(text):
        return cells.visible(text)
    words = unicodedata.normalize("NFKC", text).split()
    return " ".join(filter(None, map(cells.visible, words)))


def _without_suffixes(written: str) -> tuple[str, str | None]:
    """Take off pinyin, bracketed remarks and homonym marks; the remarks become the note."""
    rest = _PINYIN.sub("", written)
    notes = [remark for remark in _BRACKETS.findall(rest) if remark]
    rest = _BRACKETS.sub("", rest) or rest
    while _HAN.match(rest) and (suffix := _SUFFIX.search(rest)):
        notes.insert(0, suffix[1])
        rest = rest[: suffix.start()]
    return rest, "、".join(notes) or None


def _key(display: str) -> str:
    text = _fold_descriptions(display.replace(" ", "")).translate(FOLDING)
    return _WILD.sub(WILDCARD, text)


def _fold_descriptions(text: str) -> str:
    """Ideographic description sequences (⿰石羽) describe one character: one wildcard each."""
    if not any("\u2ff0" <= c <= "\u2fff" for c in text):
        return text
    out: list[str] = []
    position = 0
    while position < len(text):
        end = _description_end(text, position)
        out.append(WILDCARD if end > position + 1 or _arity(text[position]) else text[position])
        position = end
    return "".join(out)


def _arity(character: str) -> int:
    """Operands of an ideographic description character, 0 for all others."""
    if character in "\u2ff2\u2ff3":
        return 3
    if character in "\u2ffe\u2fff":
        return 1
    return 2 if "\u2ff0" <= character <= "\u2ffd" else 0


def _description_end(text: str, start: int) -> int:
    """Position after the description, or the single character, that begins at ``start``."""
    open_operands, position = 1, start
    while open_operands and position < len(text):
        open_operands += _arity(text[position]) - 1
        position += 1
    return position


def _flags(display: str, bare_key: str, *, is_entity: bool) -> tuple[str, ...]:
    flags: list[str] = []
    odd = len(bare_key) < 2 or len(bare_key) > MAX_LENGTH or bool(_NO_NAME.search(bare_key))
    if (odd and not is_entity) or display in _TITLES or display in _BARE_ORGANS:
        flags.append("name_suspect")
    if "*" in display:
        flags.append("name_masked")
    if WILDCARD in bare_key:
        flags.append("name_rare")
    return tuple(flags)
