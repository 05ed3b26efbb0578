"""Exports that editors asked for, and the checks of files."""

from .export import Export
from .fixity import FixityFinding, FixityRun

__all__ = ["Export", "FixityFinding", "FixityRun"]
