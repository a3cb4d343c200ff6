import pyarrow as pa

from graph.engines.tables import batches, filled_columns, last_by_key, split_by_key


def test_the_last_row_of_a_key_stays_and_the_order_too() -> None:
    rows = pa.table({"key": ["a", "b", "a", "c"], "row": [1, 2, 3, 4]})
    assert last_by_key(rows)["row"].to_pylist() == [2, 3, 4]
    assert last_by_key(rows.slice(1))["row"].to_pylist() == [2, 3, 4]


def test_rows_are_parted_into_new_and_known() -> None:
    rows = pa.table({"key": ["a", "b", "c"]})
    new, known = split_by_key(rows, pa.chunked_array([["b", "z"]]))
    assert (new["key"].to_pylist(), known["key"].to_pylist()) == (["a", "c"], ["b"])


def test_batches_cover_all_rows_once() -> None:
    rows = pa.table({"key": [str(n) for n in range(7)]})
    assert [b.num_rows for b in batches(rows, 3)] == [3, 3, 1]
    assert pa.concat_tables(batches(rows, 3)).equals(rows)
    assert list(batches(rows.slice(0, 0), 3)) == []


def test_columns_of_nothing_but_nulls_are_not_filled() -> None:
    assert filled_columns(pa.table({"a": [None, 1], "b": pa.nulls(2), "c": [[], None]})) == ["a", "c"]
