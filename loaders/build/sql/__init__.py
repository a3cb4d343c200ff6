"""SQL texts of the graph, one per theme."""
