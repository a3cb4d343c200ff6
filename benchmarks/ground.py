"""What is measured: a made-up place, a workspace loaded from it, and the same data as a reference reads it."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from api.settings import resolve
from api.wiring import open_workspace
from benchmarks.measuring import Cost, fresh, say
from cypher.reference import flat_tables
from loaders.processes import pool
from loaders.synthetic import write_county

SEED = 1
_FINDINGS = 1  # the command line's exit code for rows that were rejected: the made-up mess holds some


@dataclass(frozen=True, slots=True)
class Ground:
    """A folder of department files and the folder where everything made from them is kept."""

    preset: str
    files: Path
    folder: Path

    @property
    def answers(self) -> dict[str, Any]:
        """What the made-up place says about itself."""
        found: dict[str, Any] = json.loads((self.files / "answers.json").read_text(encoding="utf-8"))
        return found

    @property
    def as_of(self) -> date:
        """The day the sweeps are for."""
        return date.fromisoformat(self.answers["as_of"])

    @property
    def home(self) -> Path:
        """The loaded workspace."""
        return self.folder / "home"

    @property
    def csv(self) -> Path:
        """The clean rows as CSV, one file a form."""
        return self.folder / "csv"

    @property
    def flat(self) -> Path:
        """The loaded graph as flat tables in a DuckDB database."""
        return self.folder / "flat.duckdb"

    def digest(self) -> str:
        """One hash of all department files, names included."""
        digest = hashlib.sha256()
        for path in sorted(p for p in self.files.rglob("*") if p.is_file()):
            digest.update(f"{path.relative_to(self.files)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()


def prepare(preset: str, mess: str, folder: Path, files: Path | None) -> Ground:
    """The ground, with the files made where they are not there yet."""
    ground = Ground(preset, files or folder / "files", folder)
    folder.mkdir(parents=True, exist_ok=True)
    if not (ground.files / "answers.json").exists():
        say(f"making the {preset} in {ground.files}")
        with pool() as processes:
            write_county(ground.files, preset=preset, seed=SEED, mess=mess, pool=processes)
    return ground


def load(ground: Ground, home: Path) -> Cost:
    """``qinqing load`` of all files into a fresh workspace, in a process of its own."""
    shutil.rmtree(home, ignore_errors=True)
    return fresh(["-m", "api.cli", "--home", home, "load", ground.files], allowed=(0, _FINDINGS))


def sweep(ground: Ground, home: Path) -> Cost:
    """``qinqing sweep`` of that workspace, in a process of its own."""
    return fresh(["-m", "api.cli", "--home", home, "sweep", "--as-of", ground.as_of.isoformat()])


def write_flat(ground: Ground) -> None:
    """Writes the loaded graph as flat tables."""
    ground.flat.unlink(missing_ok=True)
    with open_workspace(resolve(ground.home, environment={})) as workspace, workspace.store.reader() as reader, \
            duckdb.connect(str(ground.flat)) as connection:
        flat_tables(reader, connection)


def write_csv(ground: Ground) -> dict[str, int]:
    """Writes the clean rows of the workspace, without columns that no row fills; form -> number of rows."""
    shutil.rmtree(ground.csv, ignore_errors=True)
    ground.csv.mkdir()
    forms = sorted({path.stem for path in (ground.home / "clean").glob("*/*.parquet")})
    return {form: _write_form(ground, form) for form in forms}


def _write_form(ground: Ground, form: str) -> int:
    target = ground.csv / f"{form}.csv"
    source = f"read_parquet('{ground.home}/clean/*/{form}.parquet', union_by_name := true)"
    with duckdb.connect() as connection:
        kinds = {row[0]: row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
        counted = ", ".join(f'count("{name}")' for name in kinds)
        filled = connection.execute(f"SELECT {counted}, count(*) FROM {source}").fetchall()[0]
        columns = {name: _plain(kind) for (name, kind), count in zip(kinds.items(), filled, strict=False) if count}
        chosen = ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in columns.items())
        connection.execute(f"COPY (SELECT {chosen} FROM {source}) TO '{target}' (HEADER)")
    target.with_suffix(".json").write_text(json.dumps(columns), encoding="utf-8")
    return int(filled[-1])


def _plain(kind: str) -> str:
    """Lists travel through CSV as text."""
    return "VARCHAR" if kind.endswith("[]") else kind
