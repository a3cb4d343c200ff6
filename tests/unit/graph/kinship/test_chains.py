"""Chains: letters, canonical form, inverse, classes, step ties and words."""

import pytest

from graph.kinship.chains import canonical, inverse, read_chain
from graph.kinship.letters import KinError
from graph.kinship.scopes import default_scopes


def test_a_parent_then_a_child_is_a_sibling() -> None:
    assert canonical("FS") == "B"
    assert canonical("FFSS") == "FBS"
    assert canonical("PPCC") == "PPCC"
    assert canonical("fbs") == "FBS"


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ("WB", {"ZH"}),
        ("FB", {"BS", "BD"}),
        ("H", {"W"}),
        ("FBW", {"HBS", "HBD"}),
        ("PPCX", {"XPCC"}),
        ("SW", {"HF", "HM"}),
        ("B", {"B", "Z"}),
        ("FFBS", {"FBSS", "FBSD"}),
    ],
)
def test_the_inverse_is_the_reversed_chain_for_both_sexes_of_an_open_ego(chain: str, expected: set[str]) -> None:
    assert set(inverse(chain)) == expected


def test_a_known_sex_leaves_one_inverse() -> None:
    assert inverse("FB", ego_sex="M") == ("BS",)


def test_scopes_are_not_symmetric() -> None:
    assert "RECUSAL" in read_chain("FBW").scopes
    assert all("RECUSAL" not in read_chain(back).scopes for back in inverse("FBW"))


@pytest.mark.parametrize("chain", ["SM", "CP", "HW", "XX", "BF", "SB"])
def test_co_parents_and_a_spouses_spouse_are_not_kin_by_this(chain: str) -> None:
    reading = read_chain(chain)
    assert (reading.class_, reading.recusal_class, reading.scopes) == ("none", "none", ())


@pytest.mark.parametrize("chain", ["", "WBQ", "父亲", "W B"])
def test_an_unreadable_chain_is_refused_in_chinese(chain: str) -> None:
    with pytest.raises(KinError, match="关系链"):
        read_chain(chain)


def test_step_kin_counts_as_blood_only_when_raised() -> None:
    assert read_chain("WS").recusal_class == "none"
    assert read_chain("WS", basis="step", raised="unknown").recusal_class == "none"
    raised = read_chain("WS", basis="step", raised="yes")
    assert (raised.class_, raised.recusal_class) == ("affinity", "lineal")
    assert {"NEAR", "RECUSAL"} <= set(raised.scopes)
    assert read_chain("FWS", basis="step", raised="yes").recusal_class == "collateral3"
    assert read_chain("F", basis="step", raised="no").recusal_class == "none"
    assert "NEAR" in read_chain("F", basis="step", raised="yes").scopes
    assert "NEAR" in read_chain("F", basis="adoption").scopes


def test_hainan_counts_every_step_tie_and_guardians() -> None:
    assert "DIBAO_LOCAL.hainan" in read_chain("WS").scopes
    guardian = read_chain("P", basis="foster")
    assert guardian.scopes == ("DIBAO_LOCAL.hainan", "DISCIPLINE")
    assert guardian.class_ == "none"


def test_guyuan_has_the_spouses_uncles_and_lacks_cousins_and_siblings_spouses() -> None:
    assert "DIBAO_LOCAL.guyuan" in read_chain("WFB").scopes
    for chain in ("FBS", "BS", "BW", "WBW"):
        assert "DIBAO_LOCAL.guyuan" not in read_chain(chain).scopes


def test_family_takes_other_near_kin_only_when_living_together() -> None:
    assert "FAMILY" in read_chain("S").scopes
    assert "FAMILY" not in read_chain("FF").scopes
    assert "FAMILY" in read_chain("FF", cohabiting=True).scopes


def test_discipline_reaches_six_steps() -> None:
    assert "DISCIPLINE" in read_chain("FFBSS").scopes
    assert "DISCIPLINE" not in read_chain("FFFBSS").scopes


def test_a_chain_is_put_in_words_with_the_customary_term() -> None:
    reading = read_chain("WB")
    assert (reading.words, reading.customary) == ("妻子的兄弟", "舅子")
    assert read_chain("PPC").words == "父母的兄弟姐妹"
    assert read_chain("F", basis="sworn").words == "父亲（干亲）"


def test_the_reading_is_given_out_under_the_fixed_names() -> None:
    told = read_chain("FBS").as_json()
    assert told["class"] == "collateral"
    assert (told["generations"], told["degree"], told["basis"]) == (3, 4, "blood")


def test_an_unknown_scope_names_the_known_ones() -> None:
    with pytest.raises(KinError, match="RECUSAL"):
        default_scopes().get("NOSUCH")
