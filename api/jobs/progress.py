"""What a long job tells whoever watches it; a terminal draws bars, a pipe hears nothing."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a stage in Chinese, what is done and the total of the stage (0 when not known)."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""
