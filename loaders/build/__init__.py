"""The graph as a pure function of the live sources, the county's settings and the decisions of people."""

from loaders.build.decisions import Decision, read_decision
from loaders.build.pipeline import build
from loaders.build.report import BuildReport, ProofFailed

__all__ = ["BuildReport", "Decision", "ProofFailed", "build", "read_decision"]
