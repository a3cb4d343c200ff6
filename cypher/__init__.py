"""The rules: files of Cypher with their examples, the lint that keeps them honest, and the pass over their hits."""
