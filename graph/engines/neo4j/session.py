"""One server: its driver, sessions that see what this process wrote, and transactions that may be repeated."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from neo4j import Driver, GraphDatabase, ManagedTransaction, Session, TrustCustomCAs, unit_of_work
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from graph.engines.neo4j.address import Address
from graph.engines.neo4j.faults import HOPELESS, translate
from graph.errors import QinqingError, StoreUnavailable

CONNECT_SECONDS = 15.0
RETRY_SECONDS = 90.0
"""How long a transaction is repeated while the server is away: a restart with recovery takes less."""
SCREEN_SECONDS = 20.0
"""The same where somebody waits in front of a screen: a reader who allows a statement no more than"""
SCREEN_STATEMENT = 60.0
"""seconds."""
OLDEST = (5, 26)
_FAULTS = (DriverError, Neo4jError, OSError, ValueError, OverflowError, TypeError)
logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what matters is raised; a line for people is written by us
_T = TypeVar("_T")
Work = Callable[[ManagedTransaction], _T]


class Server:
    """A reachable Neo4j; made once a store. Raises StoreUnavailable when there is none or it is too old."""

    def __init__(self, address: Address) -> None:
        self.where = address.url
        self._database = address.database
        self._bookmarks = GraphDatabase.bookmark_manager()
        with self._faults():
            self._driver = _driver(address)
        try:
            with self._faults():
                agent = self._driver.get_server_info().agent
            if _version(agent) < OLDEST:
                raise StoreUnavailable(f"{self.where} 上是 {agent.replace('/', ' ')}；"
                                       f"需要 Neo4j {'.'.join(map(str, OLDEST))} 或更新版本")
        except BaseException:
            self.close()
            raise

    def read(self, work: Work[_T], *, timeout: float = 0.0) -> _T:
        """The answer of a read-only transaction; repeated where the server went away. ``timeout`` seconds, 0 = none."""
        patience = min(SCREEN_SECONDS, RETRY_SECONDS) if 0 < timeout <= SCREEN_STATEMENT else RETRY_SECONDS
        with self._faults(), self._session("READ", patience) as session:
            return session.execute_read(_limited(work, timeout))

    def write(self, work: Work[_T], *, committed: Work[_T | None] | None = None) -> _T:
        """The answer of a writing transaction, repeated until it is in.

        When the reply to a commit is lost, the rows may or may not be there. ``committed`` then looks: it returns
        the answer where they are, None where they are not. Without it ``work`` must be fit to be repeated.
        """
        with self._faults():
            while True:
                try:
                    with self._session("WRITE", RETRY_SECONDS) as session:
                        return session.execute_write(_limited(work, 0.0))
                except IncompleteCommit:
                    if committed is not None and (answer := self.read(committed)) is not None:
                        return answer

    def run(self, text: str, parameters: Mapping[str, Any] | None = None) -> None:
        """A statement of our own that must have its own transaction (schema)."""
        with self._faults(), self._session("WRITE", RETRY_SECONDS) as session:
            session.run(text, dict(parameters or {})).consume()

    def close(self) -> None:
        """Closes all connections; idempotent."""
        self._driver.close()

    def _session(self, mode: str, patience: float) -> Session:
        return self._driver.session(database=self._database, default_access_mode=mode,
                                    bookmark_manager=self._bookmarks, max_transaction_retry_time=patience)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except QinqingError:
            raise
        except _FAULTS as error:
            raise translate(error, self.where) from error


def rows_of(transaction: ManagedTransaction, text: str, **parameters: Any) -> list[Any]:
    """All records of a statement of our own, as lists of values."""
    return transaction.run(text, parameters).values()


def _limited(work: Work[_T], timeout: float) -> Work[_T]:
    @unit_of_work(timeout=timeout or None)
    def limited(transaction: ManagedTransaction) -> _T:
        try:
            return work(transaction)
        except Neo4jError as error:
            if error.code in HOPELESS:
                raise translate(error, "") from error
            raise

    return limited


def _driver(address: Address) -> Driver:
    url, trust = address.url, dict[str, Any]()
    if address.certificate is not None:  # the driver takes one for a plain address only: `+s` means the system's own
        url = url.replace("+s://", "://", 1)
        trust = {"encrypted": True, "trusted_certificates": TrustCustomCAs(str(address.certificate))}
    return GraphDatabase.driver(url, auth=(address.user, address.password), user_agent="qinqing",
                                connection_timeout=CONNECT_SECONDS, **trust)


def _version(agent: str) -> tuple[int, int]:
    """Version in ``Neo4j/5.26.30``; (0, 0) when it says something else."""
    numbers = agent.rpartition("/")[2].split(".")
    try:
        return int(numbers[0]), int(numbers[1])
    except (ValueError, IndexError):
        return 0, 0
