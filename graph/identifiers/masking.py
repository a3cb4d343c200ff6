"""What working screens show of identifiers by default; everything is masked before it leaves the server."""

from __future__ import annotations


def mask_name(name: str, *, relative: bool = False) -> str:
    """张三丰 → 张*丰, 张三 → 张*; a relative who is in no warning → 张**. Organisations are not masked."""
    if relative:
        return name[:1] + "**" if len(name) > 1 else "***"
    if len(name) <= 1:
        return "*" * len(name)
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_citizen_number(number: str) -> str:
    """First 6 and last 4 characters (last 3 of a 15-digit number), the birth date hidden.

    Other documents and damaged texts keep at most the last 2 characters, and none when they are short.
    """
    if len(number) == 18:
        return number[:6] + "*" * 8 + number[14:]
    if len(number) == 15 and number.isdigit():
        return number[:6] + "*" * 6 + number[12:]
    return _tail(number, 2)


def mask_account(number: str) -> str:
    """The last 4 digits; the length is not shown."""
    return "****" + number[-4:] if len(number) > 8 else "****"


def mask_mobile(number: str) -> str:
    """138****1234; landlines and short numbers keep the last 2 digits."""
    if len(number) == 11 and number.startswith("1"):
        return number[:3] + "****" + number[7:]
    return _tail(number, 2)


def _tail(text: str, shown: int) -> str:
    """Everything hidden but the last ``shown`` characters, and those too when the text is short."""
    if len(text) < 3 * shown:
        return "*" * len(text)
    return "*" * (len(text) - shown) + text[-shown:]
