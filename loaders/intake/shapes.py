"""Rows that stand for several facts -> one record each, kind by kind; what cannot be told apart is rejected."""

from __future__ import annotations

from collections.abc import Callable

from loaders.intake.frame import Findings, Frame

Shape = Callable[[Frame, Findings], Frame]
SHAPES: dict[str, Shape] = {}


def reshape(form: str, frame: Frame, findings: Findings) -> Frame:
    """The frame with one record per fact; flags and rejections go to ``findings`` in the new positions."""
    shape = SHAPES.get(form)
    return frame if shape is None else shape(frame, findings)
