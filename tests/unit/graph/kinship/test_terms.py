"""Kin words: vocabulary, prefixes, phrases, ambiguity, and the refusal of what is unknown."""

import pytest

from graph.kinship.letters import KinError
from graph.kinship.lexicon import vocabulary
from graph.kinship.terms import read_term


def chains(term: str, **options: object) -> set[str]:
    return {reading.chain for reading in read_term(term, **options).readings}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("媳妇", {"W", "SW"}),
        ("爱人", {"H", "W"}),
        ("老伴", {"H", "W"}),
        ("亲家", {"SWF", "DHF", "SWM", "DHM"}),
        ("亲家母", {"SWM", "DHM", "ZHM", "BWM"}),
        ("婶子", {"FBW", "HBW"}),
        ("妗子", {"MBW", "WBW"}),
        ("大爷", {"FB", "FFB"}),
        ("姨夫", {"MZH", "WZH"}),
        ("姑夫", {"FZH", "HZH"}),
        ("表哥", {"FZS", "MBS", "MZS"}),
        ("外甥", {"ZS", "ZD", "DS"}),
        ("外孙", {"DS", "DD"}),
        ("侄子", {"BS", "HBS"}),
        ("妻侄", {"WBS", "WBD"}),
        ("外侄", {"ZS", "WBS"}),
        ("小舅子", {"WB"}),
        ("一担挑", {"WZH"}),
        ("妯娌", {"HBW"}),
        ("姨姐夫", {"MZDH", "WZH"}),
    ],
)
def test_ambiguous_words_keep_the_set_of_their_chains(term: str, expected: set[str]) -> None:
    reading = read_term(term)
    assert {r.chain for r in reading.readings} == expected
    assert reading.ambiguous == (len(expected) > 1)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("二舅妈", {"MBW"}),
        ("三姨夫", {"MZH", "WZH"}),
        ("四哥", {"B"}),
        ("十七弟", {"B"}),
        ("二女儿", {"D"}),
        ("老二媳妇儿", {"SW"}),
        ("姐姐的婆婆", {"ZHM"}),
        ("前妻的弟弟", {"WB"}),
        ("弟媳的父亲", {"BWF"}),
        ("堂兄的儿子", {"FBSS"}),
        ("外甥媳妇的父亲", {"ZSWF"}),
        ("弟之妻", {"BW"}),
        ("父亲的儿子", {"B"}),
        ("二哥媳妇", {"BW"}),
        ("侄孙媳", {"BSSW"}),
        ("妻弟媳", {"WBW"}),
        ("夫家姑姑", {"HFZ"}),
        ("娘家哥", {"B"}),
        ("孩子他舅", {"WB", "B"}),
        ("孩子的奶奶", {"HM", "M"}),
        ("二爷爷", {"FFB"}),
        ("三爸", {"FB"}),
        ("長子", {"S"}),
        ("兒媳", {"SW"}),
        ("　岳　父 ", {"WF"}),
        ("我的舅舅", {"MB"}),
        ("其父", {"F"}),
        ("夫妻关系", {"H", "W"}),
        ("老丈人", {"WF"}),
        ("公爹", {"HF"}),
        ("小叔子", {"HB"}),
    ],
)
def test_composed_and_prefixed_words_are_read(term: str, expected: set[str]) -> None:
    assert chains(term) == expected


@pytest.mark.parametrize(
    "term",
    [
        "隔壁老王",
        "甲乙丙",
        "老三",
        "",
        "的",
        "舅舅的",
        "小妈",
        "大老婆",
        "妻女",
        "第二任舅舅",
        "前舅舅",
        "父/母",
        "abc",
    ],
)
def test_unknown_words_are_refused_and_never_guessed(term: str) -> None:
    with pytest.raises(KinError, match="无法识别"):
        read_term(term)


def test_the_sex_of_the_speaker_resolves_what_depends_on_it() -> None:
    assert chains("爱人", sex="F") == {"H"}
    assert chains("媳妇", sex="F") == {"SW"}
    assert chains("侄子", sex="M") == {"BS"}
    assert chains("孩子他舅", sex="F") == {"B"}


def test_the_sex_of_the_relative_resolves_an_open_word() -> None:
    assert chains("外孙", relative_sex="F") == {"DD"}


def test_a_sex_against_the_word_is_flagged_and_nothing_is_dropped() -> None:
    reading = read_term("妻子", sex="F")
    assert reading.contradiction
    assert [r.chain for r in reading.readings] == ["W"]


def test_step_and_adoptive_words_carry_their_basis() -> None:
    assert [(r.chain, r.basis) for r in read_term("继母").readings] == [("M", "step")]
    assert [(r.chain, r.basis) for r in read_term("养父").readings] == [("F", "adoption")]
    assert read_term("后爸").basis == "step"
    assert read_term("抱养的女儿").basis == "adoption"


@pytest.mark.parametrize("term", ["干爹", "义子", "乾爹", "干妈", "义兄", "干妹妹", "干爷爷"])
def test_sworn_kin_is_no_kin_in_law(term: str) -> None:
    reading = read_term(term)
    assert {(r.class_, r.scopes) for r in reading.readings} == {("none", ("DISCIPLINE",))}
    assert reading.tie == "sworn"


@pytest.mark.parametrize("term", ["干爹的儿子", "干哥哥儿子", "干弟弟媳妇", "妻子干爹", "儿子的干爹"])
def test_nothing_is_composed_through_sworn_kin(term: str) -> None:
    with pytest.raises(KinError):
        read_term(term)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("儿子的媳妇", {"SW"}),
        ("姐姐的女婿", {"ZDH"}),
        ("配偶父亲", {"HF", "WF"}),
        ("姐姐儿子", {"ZS"}),
        ("妻子的弟弟的媳妇", {"WBW"}),
        ("双胞胎弟弟", {"B"}),
    ],
)
def test_forms_leave_out_the_de_and_are_read_all_the_same(term: str, expected: set[str]) -> None:
    assert chains(term) == expected


@pytest.mark.parametrize("term", ["本家", "同宗", "族叔", "亲戚", "朋友", "户主"])
def test_words_of_unknown_distance_have_no_reading_but_a_reason(term: str) -> None:
    reading = read_term(term)
    assert reading.readings == ()
    assert reading.note


def test_order_end_and_death_are_kept_as_attributes() -> None:
    assert read_term("二舅妈").birth_order == 2
    assert read_term("小舅").ambiguous
    assert read_term("第一任妻子").marriage_order == 1
    assert read_term("前儿媳").ended == "divorce"
    assert read_term("亡妻").deceased
    assert read_term("父亲(已故)").deceased
    assert read_term("父亲（再婚）").remarks == ("再婚",)
    assert read_term("同父异母的弟弟").half


@pytest.mark.parametrize(
    ("term", "expected"),
    [("父子", {"F", "S"}), ("婆媳", {"HM", "SW"}), ("叔侄", {"FB", "BS"}), ("翁婿", {"WF", "DH"})],
)
def test_pair_words_leave_the_direction_open(term: str, expected: set[str]) -> None:
    reading = read_term(term)
    assert reading.pair
    assert {r.chain for r in reading.readings} == expected


def test_a_column_that_names_the_cadre_is_inverted() -> None:
    assert chains("叔叔", column="cadre") == {"BS", "BD"}
    assert chains("岳父", column="cadre") == {"DH"}
    assert chains("叔叔", column="cadre", sex="M") == {"FB"} - {"FB"} | {"BS", "BD"}


def test_a_county_can_override_single_words() -> None:
    assert chains("外甥", dialect={"外甥": ("ZS",)}) == {"ZS"}
    assert chains("二大大的儿子", dialect={"大大": ("FB",)}) == {"FBS"}
    assert chains("阿达西", dialect={"阿达西": ("FZ",)}) == {"FZ"}


def test_every_word_of_the_vocabulary_reads() -> None:
    words = vocabulary()
    assert len(words) > 1200
    for word in words:
        assert read_term(word).readings or read_term(word).tie, word
