"""The declared mappings are closed and consistent."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest

from graph.errors import InputError
from graph.identifiers import account_number, citizen_number
from loaders.source import Field, Form, all_sources, parse_source
from loaders.vocabulary import normalise

FORMS = [(source.kind, name, form) for source in all_sources().values() for name, form in source.forms.items()]
FIELDS = [(kind, name, field) for kind, _, form in FORMS for name, field in form.fields.items()]


def test_a_kind_is_declared_in_the_file_of_its_name() -> None:
    folder = resources.files("loaders") / "sources"
    files = {item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")}
    assert set(all_sources()) == files
    assert {"account_flows", "cadres", "ledger", "register", "rosters"} <= files


def test_an_unknown_key_in_a_mapping_is_an_error() -> None:
    with pytest.raises(InputError, match=r"x\.toml"):
        parse_source('kind = "a"\ntitle = "b"\ndepartment = "c"\nmode = "append"\nnonsense = 1\n[forms]\n', "x.toml")


@pytest.mark.parametrize(("kind", "name", "form"), FORMS, ids=[name for _, name, _ in FORMS])
def test_references_between_fields_hold(kind: str, name: str, form: Form) -> None:
    for field in form.fields.values():
        assert field.of is None or field.of in form.fields
        assert field.fill_with is None or field.fill_with in form.fields


@pytest.mark.parametrize(("kind", "name", "field"), FIELDS, ids=[f"{kind}.{name}" for kind, name, _ in FIELDS])
def test_every_column_of_a_form_has_a_rule_and_good_examples(kind: str, name: str, field: Field) -> None:
    assert field.rule
    if field.template and field.headings:
        assert len(field.example) == 2
    for example in filter(None, field.example):
        if field.type == "id":
            assert citizen_number(example, today=date(2024, 6, 1)).quality == "id18"
        if field.type == "acct":
            assert account_number(example).value


@pytest.mark.parametrize(("kind", "name", "form"), FORMS, ids=[name for _, name, _ in FORMS])
def test_first_headings_of_a_form_are_all_different(kind: str, name: str, form: Form) -> None:
    first = [normalise(field.headings[0]) for field in form.fields.values() if field.template and field.headings]
    assert len(first) == len(set(first))
