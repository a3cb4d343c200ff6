"""The made-up county: the same seed gives the same files, and its answers are complete."""

import ast
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loaders import synthetic
from loaders.synthetic import write_county
from loaders.synthetic.identity import citizen_check

RULES = [
    "R01",
    "R02",
    "R04",
    "R05",
    "R07",
    "R08",
    "R09",
    "R10",
    "R11",
    "R12",
    "R13",
    "R14",
    "R15",
    "R17",
    "R19",
    "R20",
    "R22",
    "R23",
    "R24",
    "R26",
    "R29",
    "R30",
    "R31",
    "R32",
    "R34",
    "R35",
    "R36",
    "R37",
    "R38",
    "R39",
    "R41",
    "R42",
    "R43",
    "R44",
    "R47",
    "R52",
    "R53",
    "R54",
]
IN_TOWNS = [
    *("R03", "R06", "R16", "R18", "R21", "R25", "R27", "R28", "R33", "R40", "R45", "R46", "R49", "R50", "R51"),
    "R55",
]
"""A lone village has no people to compare with, and no room for everything."""
LIMBS = [
    "R02a",
    "R02b",
    "R05a",
    "R05b",
    *(f"{r}{x}" for r in ("R12", "R13", "R14", "R39") for x in "ab"),
    "R05c",
    "R26a",
    "R26b",
    *(f"R33{x}" for x in "abcd"),
    *(f"R37{x}" for x in "abcde"),
    "R42a",
    "R42b",
    "R42c",
    "R30a",
    *(f"R29{x}" for x in "abcdef"),
    "R17a",
    "R17b",
    *(f"R23{x}" for x in "abcde"),
    "R43a",
    "R43b",
    *(f"R53{x}" for x in "abc"),
]
FALSE_POSITIVES = {
    "R01": {"F02", "F03", "F04", "F08", "divorced"},
    "R02": {"F02", "F04", "grace", "name-only", "scope"},
    "R04": {"F08", "recusal", "clerk", "scope"},
    "R05": {"F01", "F02", "certificate", "no-attendance", "post-type"},
    "R06": {"released", "school"},
    "R07": {"F02", "F03", "re-certified", "disaster"},
    "R08": {"F01", "F05", "F09", "corporate", "heir", "typing"},
    "R09": {"F01", "F02", "F05"},
    "R10": {"F10", "F13", "marks", "replaced"},
    "R11": {"F01", "F05", "rare", "variant", "cut"},
    "R12": {"F10", "replaced"},
    "R13": {"F12", "shop", "agent-point"},
    "R14": {"campaign", "family"},
    "R26": {"transfer", "grown-within"},
    "R27": {"rented"},
    "R28": {"divided"},
    "R42": {"heirs", "tenant", "instalments", "other-name", "advance", "all-to-households", "just-approved"},
    "R49": {"landline"},
    "R50": {"courtyard"},
    "R51": {"upload"},
    "R29": {"invoice-row"},
    "R30": {"F13"},
    "R39": {"account-code", "hub", "refund"},
    "R15": {"F08", "funeral", "tolerance", "arrears"},
    "R16": {"acquitted", "community", "recalculated"},
    "R17": {"F02", "F03", "post-type", "limb-b"},
    "R18": {"F06", "F07", "role", "stall"},
    "R19": {"F07", "household", "unfit", "vehicle-type"},
    "R20": {"F07", "resettlement", "share", "split"},
    "R21": {"F13", "changeover"},
    "R22": {"F11", "F13", "F14"},
    "R23": {"F09", "region", "newborn", "minority-name"},
    "R24": {"archive", "renewal"},
    "R25": {"separate"},
    "R31": {"F02", "F06", "de-minimis", "account-code", "min-share", "tendered", "divorced"},
    "R32": {"utilities", "wages", "instalments", "window"},
    "R35": {"grace", "emergency", "year-typed-wrong", "below-limit"},
    "R43": {"F02", "F08", "divorced", "adoption", "scope", "unit"},
    "R44": {"F02", "post", "scope", "entrusted"},
    "R52": {"F14", "instalments", "arrears"},
    "R53": {"reissued", "died", "stopped", "moved"},
    "R54": {"arrears", "payee-unit"},
}
Answers = dict[str, Any]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answers]:
    folder = tmp_path_factory.mktemp("county") / "town"
    return folder, write_county(folder, preset="town", seed=1, mess="normal")


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_county(tmp_path / name, preset="village", seed=3, mess="normal")
    one = {p.relative_to(tmp_path / "one"): p.read_bytes() for p in (tmp_path / "one").rglob("*") if p.is_file()}
    two = {p.relative_to(tmp_path / "two"): p.read_bytes() for p in (tmp_path / "two").rglob("*") if p.is_file()}
    assert one == two


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    first = write_county(tmp_path / "one", preset="village", seed=3, mess="none")
    second = write_county(tmp_path / "two", preset="village", seed=4, mess="none")
    ids = [{p["citizen_id"] for case in r["planted"] for p in case["persons"]} for r in (first, second)]
    assert ids[0] != ids[1]


def test_the_mess_of_files_does_not_change_the_facts(tmp_path: Path) -> None:
    plain = write_county(tmp_path / "plain", preset="village", seed=5, mess="none")
    heavy = write_county(tmp_path / "heavy", preset="village", seed=5, mess="heavy")
    keys = ("planted", "innocent", "base_rate")
    assert [plain[k] for k in keys] == [heavy[k] for k in keys]


def test_a_town_has_the_people_and_rows_its_preset_says(town: tuple[Path, Answers]) -> None:
    totals = town[1]["totals"]
    wanted = {"persons": 9000, "cadres": 150, "relatives": 1140, "payments": 16_300, "ledger_rows": 11_500}
    # Planted cases come on top: a council's seats, a family's payments.
    assert all(wanted[k] <= totals[k] <= wanted[k] * 1.06 for k in wanted), totals
    assert (totals["villages"], totals["companies"]) == (20, 305)


def test_every_rule_and_limb_is_planted_in_a_town(town: tuple[Path, Answers]) -> None:
    planted = Counter(case["rule"] for case in town[1]["planted"])
    limbs = {case["rule"] + (case["limb"] or "") for case in town[1]["planted"]}
    assert set(planted) == {*RULES, *IN_TOWNS}
    assert set(LIMBS) <= limbs
    assert town[1]["skipped"] == []


def test_every_false_positive_has_its_look_alike_in_a_town(town: tuple[Path, Answers]) -> None:
    found: dict[str, set[str]] = {}
    for case in town[1]["innocent"]:
        found.setdefault(case["rule"], set()).add(case["filter"])
    missing = {(rule, c) for rule, causes in FALSE_POSITIVES.items() for c in causes - found.get(rule, set())}
    assert not missing


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_every_rule_is_planted_even_in_a_single_village(tmp_path: Path, seed: int) -> None:
    answers = write_county(tmp_path / "village", preset="village", seed=seed, mess="none")
    assert {case["rule"] for case in answers["planted"]} == set(RULES)
    assert answers["innocent"]


def test_case_names_are_unique_and_name_somebody_or_something(town: tuple[Path, Answers]) -> None:
    cases = town[1]["planted"] + town[1]["innocent"]
    assert len({case["id"] for case in cases}) == len(cases)
    for case in cases:
        whole_village = case["rule"] == "R37"  # labour pay of a year is about the village itself
        what = {"contract", "organization", "payee", "program", "voucher", "project"} & set(case)
        assert case["persons"] or whole_village or what


def test_numbers_of_planted_people_are_valid_unless_that_is_the_case(town: tuple[Path, Answers]) -> None:
    for case in town[1]["planted"] + town[1]["innocent"]:
        if case["rule"] == "R23" and case.get("limb") == "a":
            continue
        for person in case["persons"]:
            number = person["citizen_id"]
            assert citizen_check(number[:17]) == number[17], case["id"]
            assert date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")


def test_no_number_carries_an_assigned_county_code(town: tuple[Path, Answers]) -> None:
    codes = {p["citizen_id"][:6] for case in town[1]["planted"] for p in case["persons"]}
    assert all(code[4:] in {"99", "98", "97"} for code in codes)


def test_every_file_in_the_answers_exists_and_every_kind_is_there(town: tuple[Path, Answers]) -> None:
    folder, answers = town
    assert all((folder / f["path"]).is_file() for f in answers["files"])
    kinds = {f["kind"] for f in answers["files"]}
    assert kinds == {
        "account_statements",
        "births",
        "certificates",
        "custody",
        "houses",
        "insurance",
        "post_wages",
        "posts",
        "tax",
        "vehicles",
        "bids",
        "invoices",
        "labour",
        "cadres",
        "relatives",
        "register",
        "marriages",
        "programs",
        "rosters",
        "bank_returns",
        "account_changes",
        "account_aliases",
        "account_flows",
        "livestock",
        "machinery",
        "parcels",
        "guardians",
        "institutions",
        "ledger",
        "organizations",
        "approvals",
        "deaths",
        "payroll",
        "filings",
        "low_income",
        "contracts",
        "compensation",
        "regions",
    }
    on_disk = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert on_disk - {f["path"] for f in answers["files"]} == {"county.toml", "answers.json"}


def test_the_answers_returned_are_the_answers_written(town: tuple[Path, Answers]) -> None:
    folder, answers = town
    assert json.loads((folder / "answers.json").read_text(encoding="utf-8")) == answers


def test_heavy_mess_names_the_outcome_of_each_bad_file(tmp_path: Path) -> None:
    answers = write_county(tmp_path / "village", preset="village", seed=1, mess="heavy")
    bad = [f for f in answers["files"] if f["path"].startswith("问题文件/")]
    assert {f["outcome"] for f in bad} == {"rejected", "held"}
    assert {"empty", "unknown_programme", "encoding", "corrupt", "protected"} <= {f["reason"] for f in bad}


def test_a_folder_with_files_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("旧", encoding="utf-8")
    with pytest.raises(FileExistsError, match="不是空的"):
        write_county(tmp_path, preset="village")


def test_an_unknown_preset_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="village、town、county、city"):
        write_county(tmp_path / "x", preset="province")


def test_the_made_up_county_shares_nothing_with_the_program_it_tests() -> None:
    sources = Path(synthetic.__file__).parent.rglob("*.py")
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.split(".")[0]
                assert top not in {"graph", "cypher", "api", "viz"}
                assert top != "loaders" or name.startswith("loaders.synthetic")


def test_progress_is_told_town_by_town(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    write_county(tmp_path / "v", preset="village", progress=lambda *step: told.append(step))
    assert [(done, total) for done, total, _ in told] == [(1, 1)]
