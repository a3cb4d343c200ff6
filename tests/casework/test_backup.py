"""A workspace comes back from its backup as it was; keys apart; a damaged or foreign backup is refused whole."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from api.casework.reconcile import reconcile
from api.errors import ArchiveDamaged, KeyMissing, KeyWrong
from api.jobs.backing_up import backup, restore
from api.jobs.casefile import attach, cabinet
from api.jobs.deciding import decide
from api.records import dump
from api.records.database import open_database, writing
from api.records.schema import metadata
from api.settings import resolve
from api.wiring import open_workspace
from graph.errors import InputError

from .office import KEY, finding


@pytest.fixture
def made(tmp_path, database_url):
    home = tmp_path / "home"
    settings = resolve(home, environment={"QINQING_DATABASE_URL": database_url})
    with open_workspace(settings, create=True, actor="test") as workspace:
        number = ["110105194912310021"]  # a made-up number
        (person,) = workspace.vault.persons(number)
        workspace.vault.flush()
        workspace.archive.put(b"rows")
        with writing(workspace.engine).begin() as connection:
            reconcile(connection, [finding()], sweep="s1", actor="test", covered=[])
        attach(workspace, KEY, "王大山笔录.pdf", b"%PDF-1.4 x")
        decide(workspace, KEY, "assign", reason="查")
    return settings, person


def keys_moved(settings, target: Path) -> Path:
    target.mkdir()
    for key in (settings.pseudonym_key, settings.vault_key):
        shutil.copy(key, target)
    return target


def rows(engine):
    with engine.connect() as connection:
        return {table.name: list(dump.lines(connection, table)) for table in metadata.sorted_tables}


def test_everything_comes_back_and_goes_on(made, tmp_path):
    settings, person = made
    with open_workspace(settings, actor="test") as workspace:
        manifest = backup(workspace, tmp_path / "b.qqb")
        before = rows(workspace.engine)
    back = resolve(keys_moved(settings, tmp_path / "again"), environment={})
    assert restore(back, tmp_path / "b.qqb")["rows"] == manifest["rows"]
    with open_workspace(back, actor="test") as workspace:
        assert rows(workspace.engine) == before
        assert workspace.audit.verify().broken is None
        assert workspace.vault.reveal("person", [person]) == {person: "110105194912310021"}
        with workspace.engine.connect() as connection:
            (file,) = cabinet(workspace).listed(connection, KEY)
            assert cabinet(workspace).read(connection, KEY, file.id)[1] == b"%PDF-1.4 x"
        decide(workspace, KEY, "start", reason="继续")
        assert workspace.audit.verify().broken is None


def test_a_backup_of_sqlite_is_restored_to_postgresql_and_counting_goes_on(made, tmp_path, postgres):
    from tests.databases import fresh_database  # noqa: PLC0415

    settings, _ = made
    with open_workspace(settings, actor="test") as workspace:
        backup(workspace, tmp_path / "b.qqb")
    url = fresh_database(postgres, "template0")
    home = keys_moved(settings, tmp_path / "again")
    restore(resolve(home, environment={"QINQING_DATABASE_URL": url}), tmp_path / "b.qqb")
    with open_workspace(resolve(home, environment={"QINQING_DATABASE_URL": url}), actor="test") as workspace:
        decide(workspace, KEY, "start", reason="继续")


def test_the_backup_shows_no_name_and_holds_no_key(made, tmp_path):
    settings, _ = made
    with open_workspace(settings, actor="test") as workspace:
        backup(workspace, tmp_path / "b.qqb")
    data = (tmp_path / "b.qqb").read_bytes()
    secrets = ["王大山".encode(), settings.vault_key.read_bytes().strip(), settings.pseudonym_key.read_bytes().strip()]
    assert not any(secret in data for secret in secrets)


@pytest.mark.parametrize("harm", ["flip", "cut", "head", "other key", "no key"])
def test_a_backup_that_cannot_be_trusted_leaves_nothing_behind(made, tmp_path, harm):
    settings, _ = made
    with open_workspace(settings, actor="test") as workspace:
        backup(workspace, tmp_path / "b.qqb")
    data = bytearray((tmp_path / "b.qqb").read_bytes())
    home = keys_moved(settings, tmp_path / "again")
    if harm == "flip":
        data[len(data) // 2] ^= 1
    elif harm == "cut":
        del data[-100:]
    elif harm == "head":
        data[0] ^= 1
    elif harm == "other key":
        (home / "vault.key").write_text("0" * 64)
    else:
        (home / "vault.key").unlink()
    (tmp_path / "b.qqb").write_bytes(data)
    with pytest.raises((ArchiveDamaged, KeyWrong, KeyMissing)):
        restore(resolve(home, environment={}), tmp_path / "b.qqb")
    assert {path.name for path in home.iterdir()} <= {"vault.key", "pseudonym.key"}


def test_a_restore_never_writes_over_a_workspace(made, tmp_path):
    settings, _ = made
    with open_workspace(settings, actor="test") as workspace:
        backup(workspace, tmp_path / "b.qqb")
        with pytest.raises(InputError, match="已经存在"):
            backup(workspace, tmp_path / "b.qqb")
    with pytest.raises(InputError, match="空文件夹"):
        restore(settings, tmp_path / "b.qqb")


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_a_database_of_an_earlier_revision_is_brought_up_with_its_rows(tmp_path, request, revision):
    from tests.databases import fresh_database  # noqa: PLC0415

    for url in (f"sqlite:///{tmp_path / 'old.db'}", fresh_database(request.getfixturevalue("postgres"), "template0")):
        old = open_database(url, revision=revision)
        with writing(old).begin() as connection:
            for key, place in (("b" * 32, "371699101201"), ("a" * 32, None)):
                connection.execute(sa.text(
                    "INSERT INTO warnings (key, rule, rule_version, tier, score, status, title, explanation, territory,"
                    " body, signature, withdrawn, first_sweep, last_sweep, first_seen, last_seen, edit) VALUES (:key,"
                    " 'R09', 1, 'red', 80, 'new', 't', 'e', :place, '{\"persons\": []}', '[]', :no, 's', 's',"
                    " '2025-06-01 00:00:00', '2025-06-01 00:00:00', 1)"), {"key": key, "place": place, "no": False})
        old.dispose()
        new = open_database(url)
        with new.connect() as connection:
            numbers = connection.execute(sa.text("SELECT key, number FROM warnings ORDER BY key")).all()
        new.dispose()
        assert [n.number for n in numbers] == ["000000-2025-00001", "371699-2025-00001"]
