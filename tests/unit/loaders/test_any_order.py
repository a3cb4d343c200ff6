"""Columns and rows in any order give the same facts."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.loaders.conftest import ROSTER_HEADINGS, person_row, take

ROWS = [person_row(i) for i in range(6)] + [
    person_row(6, **{"金额(元)": "壹佰元整"}),
    person_row(7, 银行卡号=""),
    person_row(8, 身份证号="无"),
    person_row(0, 姓名="王另名"),
]
TITLE = ["大浦镇2023年耕地地力保护补贴发放表"]


def facts(rows: list[list[object]]) -> set[str]:
    table = take([TITLE, *rows]).tables["rosters"]
    return {str(record) for record in table.drop_columns(["row", "sheet"]).to_pylist()}


EXPECTED = facts([ROSTER_HEADINGS, *ROWS])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(len(ROSTER_HEADINGS))), st.permutations(range(len(ROWS))), st.integers(0, 3))
def test_any_permutation_of_columns_and_rows_gives_the_same_facts(
    columns: list[int], order: list[int], blanks: int
) -> None:
    rows = [[row[i] for i in columns] for row in [ROSTER_HEADINGS, *(ROWS[i] for i in order)]]
    for _ in range(blanks):
        rows.insert(1 + blanks * 3 % len(rows), [""] * len(columns))
    assert facts(rows) == EXPECTED
