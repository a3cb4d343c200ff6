"""Benchmarks: the product beside a strong reference, in one run, answers compared first."""
