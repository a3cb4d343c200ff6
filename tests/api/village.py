"""A made-up village with heavily messed files, loaded and swept once; each test asks the command line."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.cli import context
from api.cli.main import run


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said: its exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Village:
    """The files, the workspace, the answers that came with the files, what ``load`` and ``sweep`` said."""

    files: Path
    home: Path
    answers: dict[str, Any]
    loaded: Said
    swept: Said


def ask(home: Path, *arguments: str | Path) -> Said:
    """Runs one command on the workspace ``home``."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["--home", str(home), *map(str, arguments)])
    context.choose(None, None)
    return Said(code, out.getvalue(), err.getvalue())
