"""Pictures of relations: ranked subgraphs, one style, fixed positions, and the formats they leave in."""
