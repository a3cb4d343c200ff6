"""Keys of organizations: the credit code, else the one code its name bears, else a keyed hash of name and county."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable


def keys_of(pairs: Iterable[tuple[str, str]], made: Callable[[str], str]) -> dict[tuple[str, str], str]:
    """Key for every (code or "", folded name) pair.

    A name without a code belongs to a code only if exactly one code bears that name; ``made`` gives the key of a
    name that no code stands behind. Two codes of one name stay two organizations.
    """
    pairs = sorted(set(pairs))
    codes: dict[str, set[str]] = defaultdict(set)
    for code, name in pairs:
        if code and name:
            codes[name].add(code)
    found: dict[tuple[str, str], str] = {}
    for code, name in pairs:
        if code:
            found[code, name] = code
        elif name:
            (only,) = codes[name] if len(codes[name]) == 1 else (None,)
            found[code, name] = only or made(name)
    return found
