"""Names: a key for comparison, the written form for people."""

import pytest
from zhconv import convert

from graph.identifiers import is_filler_name, person_name, same_name, split_names
from graph.identifiers.folding import FOLDING


@pytest.mark.parametrize("written", ["张三", "张　三", "张 三", "張三", "张\u200b三\t", "\ufeff张三"])
def test_blanks_invisible_characters_and_traditional_forms_do_not_make_another_name(written):
    assert person_name(written).key == "张三"
    assert person_name(written).flags == ()


def test_the_written_form_keeps_its_characters():
    assert person_name("葉　德華").display == "葉德華"
    assert person_name("葉　德華").key == "叶德华"


@pytest.mark.parametrize("dot", ["•", ".", "・", "‧", "．", "·"])
def test_middle_dots_are_one_dot(dot):
    name = person_name(f"阿卜杜{dot}热合曼")
    assert (name.key, name.bare_key, name.display) == ("阿卜杜·热合曼", "阿卜杜热合曼", "阿卜杜·热合曼")
    assert same_name(name.key, "阿卜杜热合曼") == "equal"


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("张三(已故)", "已故"),
        ("张三（大）", "大"),
        ("张三(小)", "小"),
        ("张三A", "A"),
        ("张三Ｂ", "B"),
        ("张三1", "1"),
        ("张三2", "2"),
        ("张三户主", "户主"),
        ("张三同志", "同志"),
        ("张三(户主)", "户主"),
        ("(已故)张三", "已故"),
        ("张三A(已故)", "A、已故"),
    ],
)
def test_suffixes_go_into_the_note(written, note):
    name = person_name(written)
    assert (name.key, name.display, name.note) == ("张三", "张三", note)


@pytest.mark.parametrize("written", ["王龑(yan)", "王龑（yǎn）", "王龑(yan3)"])
def test_pinyin_in_brackets_is_removed_and_is_no_note(written):
    name = person_name(written)
    assert (name.display, name.note) == ("王龑", None)


@pytest.mark.parametrize("pair", ["叶葉", "肖萧", "闫阎", "付傅", "戴代", "蕭肖", "閆閻"])
def test_the_usual_variants_compare_as_equal(pair):
    a, b = person_name(f"{pair[0]}小明").key, person_name(f"{pair[1]}小明").key
    assert same_name(a, b) == "equal"


@pytest.mark.parametrize("rare", ["?", "？", "□", "※", "\ue123", "\ufffd", "⿰石羽", "⿱艹⿰石羽"])
def test_a_character_that_could_not_be_written_is_a_wildcard_for_one(rare):
    name = person_name(f"王{rare}明")
    assert (name.key, name.has_wildcard, name.flags) == ("王□明", True, ("name_rare",))
    assert same_name(name.key, person_name("王䶮明").key) == "rare_character"
    assert same_name(name.key, person_name("王明").key) is None
    assert same_name(name.key, name.key) == "rare_character"


@pytest.mark.parametrize(
    "written", ["李", "张三1985", "一" * 21, "村委会", "书记", "12345", "()", "(大)", "张三、李四"]
)
def test_what_cannot_be_a_persons_name_is_suspect(written):
    assert "name_suspect" in person_name(written).flags


@pytest.mark.parametrize(
    "written",
    [
        "村委会",
        "大浦村委会",
        "惠民某某有限公司",
        "大浦村种植专业合作社",
        "大浦村第二村民小组",
        "某镇人民政府",
        "李庄镇中心敬老院",
    ],
)
def test_organisation_words_make_an_entity(written):
    assert person_name(written).is_entity


@pytest.mark.parametrize("written", ["张新村", "王小学", "李中心", "欧阳小明", "阿卜杜·热合曼", "张三"])
def test_persons_are_no_entities(written):
    name = person_name(written)
    assert not name.is_entity
    assert name.flags == ()


def test_a_masked_name_says_so():
    assert person_name("王*明").flags == ("name_masked", "name_rare")


@pytest.mark.parametrize("written", ["", "　", "无"])
def test_a_blank_name_is_missing(written):
    name = person_name(written)
    assert (name.key, name.flags) == ("", ("name_missing",))
    assert same_name(name.key, name.key) is None


def test_a_cut_minority_name_is_accepted_from_four_characters():
    full = "阿卜杜热合曼·买买提"
    assert same_name("阿卜杜热", full) == "truncated"
    assert same_name(full, "阿卜杜热合曼·买") == "truncated"
    assert same_name("阿卜杜", full) is None
    assert same_name("欧阳小明", "欧阳小明华") is None


def test_different_names_are_different():
    assert same_name("张三", "张四") is None
    assert same_name("张三", "张三丰") is None


def test_latin_names_keep_their_blanks_for_people_only():
    assert (person_name("John  Smith").display, person_name("John  Smith").key) == ("John Smith", "JohnSmith")


@pytest.mark.parametrize(
    ("key", "filler"), [("测试", True), ("测试1", True), ("张三", True), ("某某", True), ("王小明", False)]
)
def test_filler_names_are_known(key, filler):
    assert is_filler_name(key) is filler


# The library leaves its dictionary file for the collector to close.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_folding_table_agrees_with_a_conversion_library_except_for_variants():
    merged = set("阎傅戴肖钟柏") | set("峯淸靑囯呉黒徳恵栄曽亜広竜郞产")
    pairs = [(chr(old), str(new)) for old, new in FOLDING.items()]
    odd = [old for old, new in pairs if convert(old, "zh-cn") != new and not {old, new} & merged]
    assert odd == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三、李四", ["张三", "李四"]),
        ("张三,李四；王五\n", ["张三", "李四", "王五"]),
        ("张 三", ["张 三"]),
        (" ", []),
    ],
)
def test_names_in_a_cell_split_at_separators_and_not_at_blanks(text, names):
    assert split_names(text) == names
