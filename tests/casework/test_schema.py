"""The schema on both databases: what migrations make is what is declared, and the audit log refuses changes."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from api.errors import DatabaseUnavailable
from api.records.audit import AuditLog
from api.records.database import open_database
from api.records.schema import metadata
from api.records.tables import audit


def test_migrations_make_exactly_the_declared_tables(engine):
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize("change", ["UPDATE audit SET reason = '无'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_the_audit_log(engine, change):
    AuditLog(engine, "test").note("read", "p1")
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as connection:
        connection.exec_driver_sql(change)
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(audit)).scalar() == 1


def test_opening_again_changes_nothing(engine, database_url):
    AuditLog(engine, "test").note("read", "p1")
    again = open_database(database_url)
    assert AuditLog(again, "test").verify().entries == 1
    again.dispose()


def test_a_server_that_does_not_answer_is_one_clear_line_without_its_password():
    with pytest.raises(DatabaseUnavailable, match="打不开业务数据库") as raised:
        open_database("postgresql+psycopg://qinqing:secret@127.0.0.1:1/none?connect_timeout=2")
    assert "secret" not in str(raised.value)
