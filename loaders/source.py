"""Declared mappings: one TOML file per kind of department file says which columns it has and what they mean.

A kind has one or more *forms* (a sheet of organizations and a sheet of shareholders); a form has fields. The
model is closed: an unknown key is an error, so a typing mistake in a mapping cannot pass.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from graph.errors import InputError, NotFound

FieldType = Literal[
    "id",
    "name",
    "date",
    "moment",
    "clock",
    "month",
    "period",
    "money",
    "area",
    "number",
    "int",
    "code",
    "village",
    "phone",
    "acct",
    "uscc",
    "rel",
    "text",
    "flag",
    "list",
]
Mode = Literal["snapshot", "batch", "append"]
Fact = Literal["programme", "period", "town", "village", "batch", "month", "sheet"]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Field(_Closed):
    """One column of a form.

    ``required`` the column must be there; ``group`` at least one column of the group must; ``blank`` what an
    empty cell means for the row; ``fill`` an empty cell under a filled one means the same (never for numbers
    of persons, accounts, amounts, recipients); ``fill_with`` filled down only together with another blank field;
    ``of`` the field of the person a number belongs to; ``fact`` the title may stand in for the column; ``entity`` the
    name may be an organization; ``total`` money proved against the file's own totals; ``future`` a day that may lie
    years ahead; ``template`` false
    leaves an alternative column out of the empty form.
    """

    type: FieldType
    headings: tuple[str, ...] = ()
    required: bool = False
    group: str | None = None
    blank: Literal["reject", "flag", "keep"] | None = None
    fill: bool = False
    fill_with: str | None = None
    of: str | None = None
    fact: Fact | None = None
    entity: bool = False
    total: bool = False
    future: bool = False
    template: bool = True
    example: tuple[str, ...] = ()
    rule: str = ""

    @property
    def when_blank(self) -> str:
        """``reject``, ``flag`` or ``keep``."""
        return self.blank or ("reject" if self.required else "keep")

    @model_validator(mode="after")
    def _never_filled_down(self) -> Field:
        if self.fill and self.type in {"money", "phone", "id", "acct"}:
            raise ValueError("金额、号码和账号不允许单独向下填充")
        return self


class Form(_Closed):
    """One layout of a kind: its columns in the order of the empty form.

    ``apart``: a list of its own (wages beside posts), which in a file without the kind's first form replaces only
    files like itself; else another layout of the same list.
    """

    title: str
    fields: dict[str, Field]
    words: tuple[str, ...] = ()
    apart: bool = False

    @property
    def required(self) -> list[str]:
        """Fields whose column must be there."""
        return [name for name, field in self.fields.items() if field.required]

    @property
    def groups(self) -> dict[str, list[str]]:
        """Groups of fields of which at least one column must be there."""
        found: dict[str, list[str]] = {}
        for name, field in self.fields.items():
            if field.group:
                found.setdefault(field.group, []).append(name)
        return found


class Source(_Closed):
    """A kind of file: who hands it over, how a further file relates to an earlier one, its forms."""

    kind: str
    title: str
    department: str
    mode: Mode
    slot: tuple[str, ...] = ()
    forms: dict[str, Form]


def parse_source(text: str, origin: str) -> Source:
    """A source from TOML text; raises InputError naming ``origin`` and the key that is wrong."""
    try:
        return Source.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise InputError(f"{origin} 的列定义有误：{error}") from error


@cache
def all_sources() -> dict[str, Source]:
    """Every declared kind by its name."""
    folder = resources.files("loaders") / "sources"
    found = [
        parse_source(item.read_text("utf-8"), item.name) for item in folder.iterdir() if item.name.endswith(".toml")
    ]
    return {source.kind: source for source in sorted(found, key=lambda source: source.kind)}


def get_source(kind: str) -> Source:
    """The source of a kind; raises NotFound that lists the known kinds."""
    try:
        return all_sources()[kind]
    except KeyError:
        raise NotFound(f"没有 {kind} 这种文件，可用的种类：{'、'.join(all_sources())}") from None
