"""LadybugDB: the embedded engine. A version of the graph is one immutable file."""
