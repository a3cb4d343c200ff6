"""graph/identifiers"""
