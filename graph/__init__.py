"""The graph: domain words, identifiers, kinship, the declared schema, the store port and its engines."""
