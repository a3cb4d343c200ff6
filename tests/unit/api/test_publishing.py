from datetime import date

from api.casework.publishing import payments


class Counted:
    """A graph that knows one year and cells of four and five persons."""

    def read(self, text, parameters=None):
        if "min(" in text:
            return [{"first": date(2024, 1, 1), "last": date(2024, 12, 31)}]
        if parameters is None:
            return []
        return [{"town": "t", "program": "p", "persons": n, "amount_fen": 100_00} for n in (4, 5)]


def test_a_cell_of_four_persons_is_suppressed_with_its_amount_and_one_of_five_is_not():
    table = payments(Counted())
    assert [row[3:] for row in table.rows] == [("少于5", "—"), ("5", "100.00")]
    assert table.suppressed == 1
