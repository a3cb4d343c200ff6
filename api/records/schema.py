"""The whole schema: every module that declares tables, gathered for migrations and for the test of both."""

from api.records import access_tables, case_tables, comparison_tables
from api.records.tables import metadata

__all__ = ["access_tables", "case_tables", "comparison_tables", "metadata"]
