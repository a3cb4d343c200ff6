"""Planted cases and innocent look-alikes, one function for each."""
