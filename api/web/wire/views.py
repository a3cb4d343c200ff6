"""Kept views on the wire: the query of a list, or what a picture shows, by pseudonymous keys alone."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, model_validator

from api.web.wire.parts import Key, Line, Wire

_NUMBER = re.compile(r"\d{6}")


def _nameable(text: str) -> str:
    """Numbers of people and accounts do not belong into a name."""
    if _NUMBER.search(text):
        raise ValueError("number")
    return text


ViewName = Annotated[Line, Field(min_length=1, max_length=40), AfterValidator(_nameable)]
Code = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9_,.-]*$")]
Keys = Annotated[list[Key], Field(max_length=3000)]


class KeptQuery(Wire):
    """Filters and order of the list as its address has them; search text may hold names and is not kept."""

    status: Code = ""
    tier: Code = ""
    rule: Code = ""
    town: Code = ""
    due: Code = ""
    min: Code = ""
    view: Code = ""
    sort: Code = ""


class KeptPicture(Wire):
    """What a picture shows: ``open`` with how many neighbours were asked for, ``places`` as key, x, y in px."""

    day: date | None = None
    kinds: Annotated[list[Code], Field(max_length=30)] = Field(default_factory=list)
    open: Annotated[list[tuple[Key, Annotated[int, Field(ge=1, le=300)]]], Field(max_length=300)] = Field(
        default_factory=list)
    folds: Keys = Field(default_factory=list)
    hidden: Keys = Field(default_factory=list)
    pinned: Keys = Field(default_factory=list)
    places: Annotated[list[tuple[Key, int, int]], Field(max_length=3000)] = Field(default_factory=list)

    def without(self, hidden: frozenset[str]) -> KeptPicture:
        """The same without these keys: who has become the reader's own kin is not named to him."""
        return self.model_copy(update={
            "open": [one for one in self.open if one[0] not in hidden],
            "hidden": [key for key in self.hidden if key not in hidden],
            "pinned": [key for key in self.pinned if key not in hidden],
            "places": [one for one in self.places if one[0] not in hidden]})


class ViewContent(Wire):
    """A query of the list, or a picture: one of the two."""

    query: KeptQuery | None = None
    picture: KeptPicture | None = None

    @model_validator(mode="after")
    def _one(self) -> ViewContent:
        if (self.query is None) == (self.picture is None):
            raise ValueError("query or picture")
        return self


class ViewWanted(ViewContent):
    """A view to be kept; a picture's ``subject`` is the warning or the object it was opened from."""

    name: ViewName
    subject: Key | None = None

    @model_validator(mode="after")
    def _fits(self) -> ViewWanted:
        if (self.subject is None) == (self.picture is not None):
            raise ValueError("subject")
        return self


class ViewTold(BaseModel):
    """A kept view; ``etag`` goes into ``If-Match`` to change or delete it."""

    id: int
    name: str
    subject: str | None
    query: KeptQuery | None
    picture: KeptPicture | None
    changed_at: datetime
    etag: str
