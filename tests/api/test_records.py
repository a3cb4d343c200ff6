"""What the casework database, the keys, the vault, the archive and the audit log promise."""

import hashlib
import os
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from api.errors import ArchiveDamaged, DatabaseUnavailable, KeyMissing, KeyWrong, RecordsNewer, WorkspaceMissing
from api.records import database, keys
from api.records.archive import Archive
from api.records.audit import AuditLog
from api.records.journal import Draft, Journal
from api.records.schema import metadata
from api.records.tables import audit, vault
from api.records.vault import Vault
from api.settings import resolve
from api.wiring import Workspace, open_workspace
from graph.errors import InputError

NUMBERS = ["110105194912310021", "440524188001010014"]  # made-up numbers
ACCOUNT = "6228480402564890018"


def test_migrations_make_exactly_the_declared_tables(workspace: Workspace) -> None:
    with workspace.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_the_one_the_program_expects() -> None:
    folder = Path(database.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == database.HEAD


def test_a_database_of_a_newer_program_is_refused_with_advice(workspace: Workspace) -> None:
    with workspace.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordsNewer, match="升级程序"):
        open_workspace(workspace.settings)


def test_a_database_address_that_cannot_be_opened_is_one_clear_error() -> None:
    with pytest.raises(DatabaseUnavailable, match="打不开业务数据库"):
        database.open_database("sqlite:////nowhere/at/all/casework.db")


def test_keys_database_and_sources_are_readable_by_their_owner_alone(workspace: Workspace) -> None:
    workspace.archive.put(b"rows")
    home = workspace.settings.home
    secret = [workspace.settings.pseudonym_key, workspace.settings.vault_key, home / "casework.db",
              *workspace.settings.sources.iterdir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in secret} == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_opening_a_workspace_again_keeps_its_keys(workspace: Workspace) -> None:
    before = workspace.settings.pseudonym_key.read_text(), workspace.id
    with open_workspace(workspace.settings, create=True) as again:
        assert (again.settings.pseudonym_key.read_text(), again.id) == before


def test_a_workspace_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceMissing, match=str(tmp_path)):
        open_workspace(resolve(tmp_path / "none", environment={}))


def test_a_lost_key_is_named_and_never_made_anew(workspace: Workspace) -> None:
    workspace.settings.vault_key.unlink()
    with open_workspace(workspace.settings, create=True) as again, pytest.raises(KeyMissing, match=r"vault\.key"):
        _ = again.vault
    assert not workspace.settings.vault_key.exists()


def test_a_foreign_key_is_refused_before_anything_is_read(workspace: Workspace) -> None:
    assert workspace.vault
    workspace.settings.pseudonym_key.unlink()
    keys.make_key(workspace.settings.pseudonym_key)
    with open_workspace(workspace.settings) as again, pytest.raises(KeyWrong, match=r"pseudonym\.key"):
        _ = again.pseudonyms


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    keys.make_key(tmp_path / "k")
    with pytest.raises(FileExistsError):
        keys.make_key(tmp_path / "k")


def test_the_vault_gives_back_the_numbers_it_was_shown(workspace: Workspace) -> None:
    people = workspace.vault.persons(NUMBERS)
    accounts = workspace.vault.accounts([ACCOUNT])
    workspace.vault.flush()
    assert workspace.vault.reveal("person", people) == dict(zip(people, NUMBERS, strict=True))
    assert workspace.vault.reveal("account", accounts) == {accounts[0]: ACCOUNT}
    assert workspace.vault.reveal("person", ["p" + "0" * 24]) == {}


def test_the_same_numbers_again_add_nothing_to_the_vault(workspace: Workspace) -> None:
    first = workspace.vault.persons(NUMBERS)
    assert workspace.vault.flush() == 2
    with open_workspace(workspace.settings) as again:
        assert again.vault.persons(NUMBERS) == first
        assert again.vault.flush() == 0


def test_numbers_of_a_refused_file_are_forgotten(workspace: Workspace) -> None:
    people = workspace.vault.persons(NUMBERS)
    workspace.vault.forget()
    workspace.vault.flush()
    assert workspace.vault.reveal("person", people) == {}


def test_no_number_stands_in_the_database_in_clear(workspace: Workspace) -> None:
    workspace.vault.persons(NUMBERS)
    workspace.vault.flush()
    workspace.close()
    stored = b"".join(path.read_bytes() for path in workspace.settings.home.glob("casework.db*"))
    assert not any(number.encode() in stored for number in NUMBERS)


def test_two_entries_of_the_vault_cannot_be_exchanged(workspace: Workspace) -> None:
    one, other = workspace.vault.persons(NUMBERS)
    workspace.vault.flush()
    with database.writing(workspace.engine).begin() as connection:
        sealed = connection.execute(sa.select(vault.c.sealed).where(vault.c.key == other)).scalar_one()
        connection.execute(sa.update(vault).where(vault.c.key == one).values(sealed=sealed))
    with pytest.raises(KeyWrong, match="损坏或被改动"):
        workspace.vault.reveal("person", [one])


def test_a_vault_opened_with_another_key_says_so(workspace: Workspace) -> None:
    people = workspace.vault.persons(NUMBERS)
    workspace.vault.flush()
    stranger = Vault(workspace.engine, workspace.pseudonyms, os.urandom(32))
    with pytest.raises(KeyWrong, match="请恢复原来的"):
        stranger.reveal("person", people)


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_an_archived_file_comes_back_byte_for_byte(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    archive = Archive(tmp_path, bytes(32))
    sha256 = archive.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert archive.get(sha256) == data
    assert archive.put(data) == sha256
    assert len(list(tmp_path.iterdir())) == 1


def test_an_archived_file_does_not_show_its_text(tmp_path: Path) -> None:
    archive = Archive(tmp_path, bytes(32))
    stored = archive.path(archive.put("姓名,张三".encode() * 100)).read_bytes()
    assert "张三".encode() not in stored


@pytest.mark.parametrize("harm", ["flip", "cut", "chunk", "gone"])
def test_a_damaged_archived_file_is_noticed(tmp_path: Path, harm: str) -> None:
    archive = Archive(tmp_path, bytes(32))
    sha256 = archive.put(bytes(2 << 20))
    path = archive.path(sha256)
    stored = bytearray(path.read_bytes())
    if harm == "flip":
        stored[-1] ^= 1
    path.write_bytes(stored[:-10] if harm == "cut" else stored[:-(1 << 20) - 16] if harm == "chunk" else stored)
    if harm == "gone":
        path.unlink()
    with pytest.raises(ArchiveDamaged, match="备份"):
        archive.get(sha256)


def test_an_archived_file_under_another_key_says_so(tmp_path: Path) -> None:
    sha256 = Archive(tmp_path, bytes(32)).put(b"rows")
    with pytest.raises(KeyWrong, match=r"vault\.key"):
        Archive(tmp_path, os.urandom(32)).get(sha256)


def _three_entries(workspace: Workspace) -> AuditLog:
    for number in range(3):
        workspace.audit.note("read", f"p{number}", reason="核对", results=number, hops=2)
    return workspace.audit


def test_an_untouched_audit_log_verifies(workspace: Workspace) -> None:
    assert AuditLog(workspace.engine, "nobody").verify().broken is None
    checked = _three_entries(workspace).verify()
    assert (checked.entries, checked.broken) == (3, None)


@pytest.mark.parametrize(("change", "broken"), [
    ("UPDATE audit SET reason = '无' WHERE seq = 2", 2),
    ("UPDATE audit SET detail = '{}' WHERE seq = 1", 1),
    ("DELETE FROM audit WHERE seq = 2", 2),
    ("DELETE FROM audit WHERE seq = 3", 3),
    ("DELETE FROM audit", 1),
])
def test_a_changed_audit_log_names_its_first_broken_entry(workspace: Workspace, change: str, broken: int) -> None:
    log = _three_entries(workspace)
    with workspace.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql(change)
    assert log.verify().broken == broken


@pytest.mark.parametrize("change", ["UPDATE audit SET reason = '无'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_the_audit_log(workspace: Workspace, change: str) -> None:
    _three_entries(workspace)
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), workspace.engine.begin() as connection:
        connection.exec_driver_sql(change)
    with workspace.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(audit)).scalar() == 3


def test_the_journal_keeps_order_and_settles_only_what_is_pending(workspace: Workspace) -> None:
    journal = Journal(workspace.engine, "test")
    first = journal.append([Draft("load", {"name": "a"}, "1" * 64), Draft("load", {"name": "b"}, "2" * 64)],
                           version="v1")
    assert first == [1, 2]
    with database.writing(workspace.engine).begin() as connection:
        journal.settle_in(connection, [1], "done")
        journal.settle_in(connection, [1, 2], "discarded")
    assert [e.seq for e in journal.entries()] == [1]
    assert [e.state for e in journal.entries(state=None)] == ["done", "discarded"]
    assert journal.next_seq() == 3


def test_one_writer_at_a_time(workspace: Workspace) -> None:
    with workspace.lock(), pytest.raises(InputError, match="正在写入"), workspace.lock():
        pytest.fail("two writers")


def test_settings_come_from_option_environment_and_file_in_that_order(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('store = "ladybug:///from-file"\nkeep_versions = 5\n')
    assert resolve(tmp_path, environment={}).store_url == "ladybug:///from-file"
    assert resolve(tmp_path, environment={}).keep_versions == 5
    assert resolve(tmp_path, environment={"QINQING_STORE": "bolt://env"}).store_url == "bolt://env"
    assert resolve(tmp_path, "bolt://option", {"QINQING_STORE": "bolt://env"}).store_url == "bolt://option"
    assert resolve(None, environment={"QINQING_HOME": str(tmp_path)}).home == tmp_path


@pytest.mark.parametrize(("text", "words"), [
    ("stroe = 'x'", "可用的有"), ("store = 3", "类型不对"), ("keep_versions = 0", "至少为 1"), ("=", "TOML")])
def test_a_wrong_config_file_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(InputError, match=words):
        resolve(tmp_path, environment={})
