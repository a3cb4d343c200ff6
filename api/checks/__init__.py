"""api/checks"""
