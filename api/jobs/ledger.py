"""The journal folded: which files stand, which are held, what was decided about persons."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from api.records.journal import COLUMNS, DECISION_KINDS, Entry

COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Standing:
    """A file that stands: as the journal's entry ``seq`` let it in. ``payload`` is that of its load or hold."""

    seq: int
    sha256: str
    payload: dict[str, Any]
    released_as: str | None = None

    @property
    def kind(self) -> str:
        """Kind of the file."""
        return str(self.payload["kind"])


@dataclass(slots=True)
class State:
    """What the journal says now. ``decisions`` are those not undone, in order.

    ``columns``: what people said of headings that no declaration knows, kind → (heading → field).
    """

    loaded: dict[str, Standing] = field(default_factory=dict)
    held: dict[str, Standing] = field(default_factory=dict)
    decisions: list[Entry] = field(default_factory=list)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def county(self) -> Standing | None:
        """The county's parameters in force: those loaded last."""
        counties = [s for s in self.loaded.values() if s.kind == COUNTY]
        return max(counties, key=lambda s: s.seq, default=None)

    @property
    def department_files(self) -> list[Standing]:
        """All other files that stand, in the order of the journal."""
        return sorted((s for s in self.loaded.values() if s.kind != COUNTY), key=lambda s: s.seq)

    def version(self, seq: int) -> str:
        """Data version after entry ``seq``: its number and a short hash of all that shapes the graph."""
        county = self.county
        shape = [
            [[s.sha256, s.kind, s.released_as, s.payload.get("headings")] for s in self.department_files],
            county.sha256 if county else None,
            [[d.kind, d.payload] for d in self.decisions],
        ]
        digest = hashlib.sha256(json.dumps(shape, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        return f"{seq:08d}-{digest[:8]}"


def fold(entries: Iterable[Entry]) -> State:
    """The state after ``entries`` (done ones, in order; pending ones may be appended to look ahead)."""
    state = State()
    for entry in entries:
        if entry.kind in DECISION_KINDS:
            _decide(state, entry)
        elif entry.kind == COLUMNS:
            _columns(state, entry.payload)
        elif entry.sha256 is not None:
            _file(state, entry, entry.sha256)
    return state


def _file(state: State, entry: Entry, sha256: str) -> None:
    if entry.kind == "load":
        state.held.pop(sha256, None)
        earlier = state.loaded.get(sha256)  # read again, with columns that were unknown before: it keeps its place
        state.loaded[sha256] = Standing(earlier.seq if earlier else entry.seq, sha256, entry.payload,
                                        earlier.released_as if earlier else None)
    elif entry.kind == "hold":
        state.held[sha256] = Standing(entry.seq, sha256, entry.payload)
    elif entry.kind == "release" and sha256 in state.held:
        held = state.held.pop(sha256)
        state.loaded[sha256] = Standing(entry.seq, sha256, held.payload, released_as=entry.payload["as"])
    elif entry.kind == "retract":
        state.loaded.pop(sha256, None)
        state.held.pop(sha256, None)


def _columns(state: State, payload: dict[str, Any]) -> None:
    """A heading without a field is forgotten."""
    known = state.columns.setdefault(payload["kind"], {})
    for heading, name in payload["columns"].items():
        known.pop(heading, None)
        if name:
            known[heading] = name


def _decide(state: State, entry: Entry) -> None:
    if entry.kind == "undo":
        state.decisions = [d for d in state.decisions if d.seq != entry.payload["undoes"]]
    else:
        state.decisions.append(entry)
