"""Bytes of a department file -> sheets of text cells with their kind; the type is decided by content."""

from loaders.readers.cells import Cell, CellKind, Column, FileRejected, Limits, NearForm, Sheet, Workbook
from loaders.readers.workbook import read_workbook

__all__ = ["Cell", "CellKind", "Column", "FileRejected", "Limits", "NearForm", "Sheet", "Workbook", "read_workbook"]
