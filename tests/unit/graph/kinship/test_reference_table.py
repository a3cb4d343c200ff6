"""The reference table of kin terms: 84 rows, each recomputed and each word read back."""

import csv
from importlib.resources import files

import pytest

from graph.kinship.chains import read_chain
from graph.kinship.lexicon import split_words
from graph.kinship.scopes import load_scopes
from graph.kinship.terms import read_term

TABLE = files("graph.kinship").joinpath("kin_terms.tsv").read_text(encoding="utf-8").splitlines()
ROWS = list(csv.DictReader(TABLE, delimiter="\t"))


def test_the_table_has_84_rows() -> None:
    assert len(ROWS) == 84


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['chain']}-{row['term']}")
def test_every_row_is_recomputed_from_its_chain(row: dict[str, str]) -> None:
    reading = read_chain(row["chain"])
    assert reading.pattern == row["steps"]
    assert str(reading.generations or "") == row["generations"]
    assert str(reading.degree or "") == row["degree"]
    assert reading.recusal_class == row["recusal_class"]
    assert ("NEAR" in reading.scopes) == (row["near"] == "true")
    assert ("DIBAO_LOCAL.guyuan" in reading.scopes) == (row["dibao_guyuan"] == "true")
    listed = row["recusal_class"] in ("spouse", "lineal", "collateral3", "near_affine")
    assert ("RECUSAL" in reading.scopes) == listed


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['chain']}-{row['term']}")
def test_every_word_reads_back_to_its_chain(row: dict[str, str]) -> None:
    for word in split_words(row["term"]):
        assert row["chain"] in [reading.chain for reading in read_term(word).readings], word


def test_the_classes_of_the_table_are_counted() -> None:
    counts: dict[str, int] = {}
    for row in ROWS:
        place = read_chain(row["chain"]).recusal_class
        counts[place] = counts.get(place, 0) + 1
    assert counts == {
        "spouse": 2,
        "lineal": 12,
        "lineal_beyond_list": 2,
        "collateral3": 17,
        "near_affine": 29,
        "none": 22,
    }


@pytest.mark.parametrize(
    ("chain", "expected"),
    [("FFF", "lineal"), ("FFBS", "collateral"), ("WBS", "affinity"), ("W", "spouse"), ("SM", "none")],
)
def test_class_names_the_kind_of_kin_at_any_distance(chain: str, expected: str) -> None:
    assert read_chain(chain).class_ == expected


def test_great_grandparents_enter_recusal_only_by_the_switch() -> None:
    assert "RECUSAL" not in read_chain("FFF").scopes
    assert "RECUSAL" in read_chain("FFF", scopes=load_scopes(recusal_beyond_list=True)).scopes
    assert "RECUSAL" not in read_chain("FFBS", scopes=load_scopes(recusal_beyond_list=True)).scopes


def test_the_county_sets_the_yunnan_list() -> None:
    assert not load_scopes().configured("YUNNAN")
    own = load_scopes(yunnan=["X", "P"])
    assert own.configured("YUNNAN")
    assert "YUNNAN" in read_chain("F", scopes=own).scopes
    assert "YUNNAN" not in read_chain("S", scopes=own).scopes
    with pytest.raises(ValueError, match="Q"):
        load_scopes(yunnan=["Q"])
