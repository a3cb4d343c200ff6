"""The graph as a pure function of the live sources, the county's settings and the decisions of people."""

from loaders.build.decisions import Decision, read_decision
from loaders.build.pipeline import build, build_around
from loaders.build.report import BuildReport, ProofFailed
from loaders.build.standing import can_adopt

__all__ = ["BuildReport", "Decision", "ProofFailed", "build", "build_around", "can_adopt", "read_decision"]
