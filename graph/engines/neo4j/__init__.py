"""Neo4j behind the port: the office's own server, shared by several people and programs."""
