"""The few errors of this project. Each carries one Chinese sentence for the person at the screen.

QinqingError
├── InputError              wrong use or unreadable input (exit 2)
│   ├── NotFound            a key, a file, a rule that is not there
│   └── Busy                another command is writing: wait, then try again
└── StoreError              the graph store
    ├── StoreUnavailable    no server, no file, wrong password (exit 3)
    ├── StoreRefused        a store of another workspace
    │   └── StoreLoading    a store that is being loaded, or whose load was cut off (exit 3)
    ├── StoreDamaged        the file does not carry the hash its pointer names
    ├── StoreFull           no room left on the disk
    ├── ConstraintViolated  a key that is there already
    ├── QueryInvalid        the statement is wrong (syntax, unknown name, a write in a read)
    ├── QueryTimeout        the time limit has passed
    └── TooManyRows         more rows than the caller allowed
"""


class QinqingError(Exception):
    """Root of all errors that are told to a person; ``str(error)`` is the sentence."""

    exit_code = 2


class InputError(QinqingError):
    """Wrong use or unreadable input: says what is wrong, where, and what to do."""


class NotFound(InputError):
    """Something named by the caller does not exist."""


class Busy(InputError):
    """Another command holds what this one needs; waiting helps."""


class StoreError(QinqingError):
    """Anything the graph store refuses or cannot do."""

    exit_code = 3


class StoreUnavailable(StoreError):
    """The store cannot be reached or opened."""


class StoreRefused(StoreError):
    """The store belongs to another workspace."""

    exit_code = 2


class StoreLoading(StoreRefused):
    """The store is marked as loading: what it holds is half of two versions."""

    exit_code = 3


class StoreDamaged(StoreError):
    """The graph file is not the one its pointer describes."""


class StoreFull(StoreError):
    """No space left for the graph."""


class ConstraintViolated(StoreError):
    """A node or relation with this key exists already."""


class QueryInvalid(StoreError):
    """The statement cannot run: syntax, an unknown name, a write in a read-only session."""

    exit_code = 2


class QueryTimeout(StoreError):
    """The statement took longer than it was allowed."""


class TooManyRows(StoreError):
    """The statement returned more rows than the caller allowed."""
