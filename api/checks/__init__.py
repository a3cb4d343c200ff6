"""Checks before money is paid: what the rules say of a roster, row by row."""
