"""What can be wrong with a rule file or with the rows it returns."""

from graph.errors import InputError


class RuleFileWrong(InputError):
    """A rule file, its cases or its companions cannot be used; says which file and what to do."""


class RowsWrong(InputError):
    """A rule returned rows that break the column convention (a null or doubled identity, a wrong type)."""
