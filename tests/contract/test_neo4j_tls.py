"""The guide's recipe for encrypted connections, word for word, and what is said of a certificate nobody trusts."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engines.neo4j.address import read_address
from graph.engines.neo4j.store import Neo4jStore
from graph.errors import InputError, StoreUnavailable
from tests.neo4j_server import SCRIPTS, TestServer, start, stop

pytestmark = pytest.mark.slow
CERTIFICATE = "QINQING_STORE_CERTIFICATE"


def recipe(heading: str) -> list[str]:
    """The blocks of commands and settings of the guide, below a heading."""
    below = (SCRIPTS / "README.md").read_text(encoding="utf-8").partition(heading)[2].partition("\n## ")[0]
    return [re.sub(r"^ +", "", block, flags=re.M).strip() for block in re.findall(r"```\n(.*?)```", below, re.S)]


def made(command: str, folder: Path) -> Path:
    """Folder of a certificate made by the guide's command."""
    folder.mkdir()
    command = command.partition("cd .neo4j/certificates")[2].strip()
    subprocess.run(["sh", "-euc", command], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """A server set up as the guide says."""
    command, settings = recipe("TLS")
    server = start(tmp_path_factory.mktemp("encrypted") / "server")
    try:
        assert server.script("stop").returncode == 0
        folder = made(command, server.folder / "certificates")
        with (server.folder / "local.conf").open("a", encoding="utf-8") as local:
            local.write(settings.replace("/绝对路径/.neo4j/certificates", str(folder)) + "\n")
        started = server.script("start")
        assert started.returncode == 0, started.stderr
        yield server
    finally:
        stop(server)


def reached(server: TestServer, scheme: str, **environment: str) -> Neo4jStore:
    url = f"{scheme}://{server.url.partition('://')[2]}"
    return Neo4jStore(read_address(url, {**server.environment, **environment}), workspace="w1")


@pytest.mark.parametrize("scheme", ["neo4j", "neo4j+s", "bolt", "bolt+s"])
def test_the_server_s_own_certificate_is_checked_and_taken(encrypted: TestServer, scheme: str) -> None:
    store = reached(encrypted, scheme, **{CERTIFICATE: str(encrypted.folder / "certificates" / "public.crt")})
    assert store.current() is None
    store.close()


def test_an_address_that_checks_nothing_connects_too(encrypted: TestServer) -> None:
    store = reached(encrypted, "bolt+ssc")
    assert store.current() is None
    store.close()


@pytest.mark.parametrize("scheme", ["neo4j+s", "bolt+s"])
def test_a_certificate_that_nobody_vouches_for_is_named_as_the_reason(encrypted: TestServer, scheme: str) -> None:
    with pytest.raises(StoreUnavailable, match=f"证书没有通过核对.*{CERTIFICATE}"):
        reached(encrypted, scheme).current()


def test_the_certificate_of_another_server_is_not_taken_for_this_one_s(encrypted: TestServer, tmp_path: Path) -> None:
    other = made(recipe("TLS")[0], tmp_path / "other")
    with pytest.raises(StoreUnavailable, match="证书没有通过核对"):
        reached(encrypted, "neo4j", **{CERTIFICATE: str(other / "public.crt")}).current()


def test_an_open_connection_to_it_is_refused_with_a_word_on_encryption(encrypted: TestServer) -> None:
    with pytest.raises(StoreUnavailable, match=r"neo4j\+s://"):
        reached(encrypted, "bolt").current()


def test_a_certificate_that_is_none_is_said_before_anything_is_tried(tmp_path: Path) -> None:
    (tmp_path / "empty.crt").write_text("", encoding="ascii")
    for file in ("empty.crt", "missing.crt"):
        with pytest.raises(InputError, match=file):
            read_address("neo4j://127.0.0.1:1", {"QINQING_STORE_PASSWORD": "x", CERTIFICATE: str(tmp_path / file)})


def test_checking_a_certificate_and_checking_none_are_not_asked_for_together(tmp_path: Path) -> None:
    folder = made(recipe("TLS")[0], tmp_path / "own")
    with pytest.raises(InputError, match=r"neo4j\+s://"):
        read_address("bolt+ssc://127.0.0.1:1",
                     {"QINQING_STORE_PASSWORD": "x", CERTIFICATE: str(folder / "public.crt")})
