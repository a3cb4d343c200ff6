"""What every command shares: the workspace named by the options, results on stdout, bars on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from api.errors import say
from api.jobs.progress import Progress, silent
from api.settings import Settings, resolve
from graph.errors import InputError

if TYPE_CHECKING:  # opening a workspace loads SQL and ciphers; many commands need none
    from api.wiring import Workspace


class _Chosen:
    """Options given before or after the command."""

    home: Path | None = None
    store: str | None = None


def choose(home: Path | None, store: str | None) -> None:
    """Remembers ``--home`` and ``--store`` of this process."""
    _Chosen.home, _Chosen.store = home, store


def settings() -> Settings:
    """Settings of this command. Raises InputError for a wrong ``config.toml``."""
    return resolve(_Chosen.home, _Chosen.store)


@contextmanager
def workspace(*, create: bool = False) -> Iterator[Workspace]:
    """The opened workspace, mended when a killed command left something behind.

    Raises WorkspaceMissing and what opening a database or a store raises.
    """
    from api.wiring import open_workspace  # noqa: PLC0415

    with open_workspace(settings(), create=create) as opened:
        if opened.journal.entries(state="pending"):
            _mend(opened)
        yield opened


def _mend(opened: Workspace) -> None:
    from api.jobs.versions import mend  # noqa: PLC0415 - loads the loaders; rarely needed

    with ExitStack() as stack:
        try:
            stack.enter_context(opened.lock())
        except InputError:
            return  # a loader is at work: what is pending is its own
        for line in mend(opened):
            say(line)


def put(text: str) -> None:
    """A line of the result, on stdout."""
    sys.stdout.write(text + "\n")


def put_json(document: object) -> None:
    """The one JSON document of a command, on stdout."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, default=str) + "\n")


@contextmanager
def progress() -> Iterator[Progress]:
    """Bars on stderr when it is a terminal, silence in a pipe."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console  # noqa: PLC0415 - only where someone watches
    from rich.progress import Progress as Bars  # noqa: PLC0415

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("准备", total=None)
        yield lambda stage, done, total: bars.update(task, description=stage, completed=done, total=total or None)


def why(unmasked: bool, reason: str | None) -> str | None:
    """The reason of an unmasked answer, None for a masked one. Raises InputError for a reason that unmasks nothing."""
    if reason is not None and not unmasked:
        raise InputError("--reason 只与 --unmasked 一起用")
    return (reason or "") if unmasked else None
