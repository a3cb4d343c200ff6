"""One department file through reader, headings and cleaners: clean tables and an account of every row."""

from loaders.intake.model import Intake, Issue, SheetReport, StructuralRow
from loaders.intake.take import take_in

__all__ = ["Intake", "Issue", "SheetReport", "StructuralRow", "take_in"]
