"""While the service runs: whenever the graph has a new version, open cases are taken from new-found kin."""

from __future__ import annotations

from threading import Event, Thread

import structlog

from api.casework.actors import command_line
from api.casework.deadlines import terms_of
from api.casework.recusing import recuse
from api.web.service import Service
from graph.errors import QinqingError

_POLL = 5.0


class Recusals:
    """Looks at the pointer of the graph, and at the cases once for each version."""

    def __init__(self, service: Service) -> None:
        """Nothing runs before ``start``."""
        self._service = service
        self._seen: str | None = None
        self._stop = Event()
        self._thread = Thread(target=self._run, name="recusals", daemon=True)

    def start(self) -> None:
        """Looks now and then on."""
        self._thread.start()

    def stop(self) -> None:
        """Lets a look at hand finish."""
        self._stop.set()
        self._thread.join(timeout=60)

    def look(self) -> list[str]:
        """Cases taken from their handlers because the version is a new one. Raises StoreError, Stale."""
        version = self._service.workspace.store.current()
        if version is None or version == self._seen:
            return []
        ground = self._service.ground.now()  # loaded before the transaction begins
        with self._service.writing() as connection:
            taken = recuse(connection, command_line("service"), ground.near, terms_of(self._service.workspace.settings))
        self._seen = version
        return taken

    def _run(self) -> None:
        while not self._stop.wait(_POLL):
            try:
                self.look()
            except QinqingError as error:  # a load under way, a case changed meanwhile: the next look will do
                structlog.get_logger().warning("recusals-later", error=type(error).__name__)
