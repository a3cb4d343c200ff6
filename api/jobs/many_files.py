"""Department files read by several processes at once: reading is most of a load, and one process fills one core."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.records.remembering import Numbers, Remembering
from graph.errors import InputError
from graph.identifiers.pseudonyms import Pseudonyms
from graph.port import Identities
from loaders.county import CountySettings
from loaders.intake import Intake, take_in
from loaders.processes import how_many, pool

WORTH_IT = 3 << 20
"""Bytes of files from which other processes are started: they need more than a second to begin."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file to be read; ``payload`` says how, as in the journal (``forced``, ``kind``, ``headings``, ``read_on``)."""

    sha256: str
    name: str
    data: bytes
    payload: Mapping[str, Any]


def read_file(file: Unread, county: CountySettings, identities: Identities) -> Intake:
    """Reads one file. Once a file was recognised the journal says as what: it never becomes something else later."""
    payload = file.payload
    return take_in(file.data, file.name, settings=county, kind=payload.get("kind") or payload.get("forced"),
                   headings=payload.get("headings"), identities=identities,
                   today=date.fromisoformat(payload["read_on"]))


def several(size: int) -> bool:
    """Whether ``size`` bytes of files are worth other processes on this machine."""
    return size >= WORTH_IT and how_many() > 1


def read_files(files: Iterable[Unread], county: CountySettings,
               pseudonyms: Pseudonyms) -> Iterator[tuple[Unread, Intake, Numbers]]:
    """Every file with what came of it and the numbers behind its keys, in the order given; few wait in memory.

    Raises InputError when the system ends one of the processes.
    """
    with pool(_begin, county, pseudonyms) as processes:
        waiting: deque[tuple[Unread, Future[tuple[Intake, Numbers]]]] = deque()
        for file in files:
            waiting.append((file, processes.submit(_read_here, file)))
            if len(waiting) > 2 * how_many():
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())


def _done(file: Unread, reading: Future[tuple[Intake, Numbers]]) -> tuple[Unread, Intake, Numbers]:
    try:
        return file, *reading.result()
    except BrokenProcessPool as error:
        raise InputError(f"读取 {file.name} 前后，读取文件的进程被系统中止，多半是内存不足；"
                         "已载入的内容没有变化，请关闭其他程序或分批载入") from error


_county: CountySettings
_identities: Remembering


def _begin(county: CountySettings, pseudonyms: Pseudonyms) -> None:
    """In the new process: what holds for all files."""
    global _county, _identities
    _county, _identities = county, Remembering(pseudonyms)


def _read_here(file: Unread) -> tuple[Intake, Numbers]:
    intake = read_file(file, _county, _identities)
    if intake.outcome == "rejected":
        _identities.forget()
    return intake, _identities.take()
