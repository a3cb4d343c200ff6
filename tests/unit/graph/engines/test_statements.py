import pytest

from graph.engines.statements import check_read
from graph.errors import QueryInvalid
from graph.model import Role


def test_only_the_named_parameters_are_passed_on_in_plain_values() -> None:
    given = {"role": Role.HEAD, "roles": {Role.HEAD, Role.CLERK}, "unused": object()}
    assert check_read("RETURN $role AS a, $`roles` AS b", given) == {"role": "head", "roles": ["clerk", "head"]}


@pytest.mark.parametrize("text", [
    "MATCH (k:Kin) WHERE k.set = 1 RETURN k.create AS created",
    "MATCH (p:Payment) RETURN p.settled AS reset, p.`delete` AS offset",
    "RETURN 'CREATE (a)' AS a, \"DROP\" AS b, 'it\\'s; SET' AS c",
    "// DELETE\nRETURN 1 AS x /* ; MERGE */ ;  \n",
    "RETURN $set AS x",
])
def test_words_that_only_look_like_writing_may_be_used(text: str) -> None:
    check_read(text, {"set": 1})


@pytest.mark.parametrize("text", [
    "RETURN 'a' AS a//'\nSET", "RETURN `a`SET", "RETURN 1 AS x;;", "RETURN \"'\" AS a CREATE '", "sEt x = 1",
])
def test_writing_cannot_hide_behind_quotes_and_comments(text: str) -> None:
    with pytest.raises(QueryInvalid):
        check_read(text, {})
