"""Days and months as people type them on a command line."""

from __future__ import annotations

from datetime import date, datetime

from graph.errors import InputError


def read_day(option: str, text: str | None) -> date | None:
    """A day like 2025-06-30. Raises InputError that names the option."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=None).date()
    except ValueError:
        raise InputError(f"{option} 应写成 2025-06-30 这样的日期，收到“{text}”") from None


def read_month(text: str) -> date:
    """The first day of a month like 2026-03. Raises InputError."""
    try:
        return datetime.strptime(text, "%Y-%m").replace(tzinfo=None).date()
    except ValueError:
        raise InputError(f"月份应写成 2026-03 这样，收到“{text}”") from None
