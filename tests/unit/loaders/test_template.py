"""The empty form of a kind, filled, is recognised and loads as that kind."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from graph.errors import NotFound
from loaders.source import all_sources
from loaders.template import RULES_SHEET, write_template
from tests.unit.loaders.conftest import codes, take

KINDS = sorted(all_sources())


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_form_loads_as_its_kind(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"{kind}.xlsx"
    write_template(kind, path)
    result = take(path.read_bytes(), path.name)
    assert (result.kind, result.outcome, result.rejected) == (kind, "loaded", 0), result.reason
    assert all(sheet.loaded == 2 for sheet in result.sheets if sheet.form)
    assert not result.unmapped_columns
    assert codes(result) <= {"uscc_missing", "amount_unit"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_tells_the_rule_of_every_column_and_keeps_numbers_as_text(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_template(kind, path)
    book = openpyxl.load_workbook(path)
    rules = {(row[0].value, row[1].value): row[4].value for row in book[RULES_SHEET].iter_rows(min_row=3)}
    for sheet in book.worksheets[:-1]:
        headings = [cell.value for cell in sheet[1]]
        assert all(rules[sheet.title, heading] for heading in headings)
        assert all(cell.data_type == "s" for row in sheet.iter_rows(min_row=2) for cell in row if cell.value)


def test_an_unknown_kind_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="rosters"):
        write_template("nothing", tmp_path / "a.xlsx")
