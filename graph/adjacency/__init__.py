"""The graph in memory, for questions about one person, account or organization: who is near, and how.

A mirror of kin, ownership, accounts and offices of one version. It is rebuilt when the version changes, and
never written. Scans over payments and the ledger stay with the rules.
"""

from graph.adjacency.mirror import Mirror
from graph.adjacency.ties import Tie

__all__ = ["Mirror", "Tie"]
