"""Parts every shape is made of: texts that can be stored and shown, lists in pages, errors."""

from __future__ import annotations

import re
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

T = TypeVar("T")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def _clean(text: str) -> str:
    """Refuses control and direction characters: no database and no reader wants them."""
    if _CONTROL.search(text):
        raise ValueError("control character")
    return text.strip()


Line = Annotated[str, Field(max_length=200), AfterValidator(_clean)]
Text = Annotated[str, Field(max_length=4000), AfterValidator(_clean)]
Reason = Annotated[str, Field(min_length=2, max_length=1000), AfterValidator(_clean)]
Key = Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z0-9._:-]+$")]
Secret = Annotated[str, Field(min_length=1, max_length=200)]


class Wire(BaseModel):
    """A request: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """An answer: more fields may come with time."""

    model_config = ConfigDict(extra="allow")


class Pagination(BaseModel):
    """``next``: what to send as ``after`` for the next page."""

    next: str | None = None
    has_more: bool = False


class Page(BaseModel, Generic[T]):
    """A list answer."""

    data: list[T]
    pagination: Pagination = Pagination()
    metadata: dict[str, Any] = Field(default_factory=dict)


class Fault(BaseModel):
    """What went wrong; ``message`` is Chinese and for people, ``code`` for programs."""

    code: str
    message: str
    detail: Any = None


class Failure(BaseModel):
    """The answer of every refusal."""

    error: Fault
