"""The publication log, and what reads are answered from."""

from .entry import Entry, Head
from .pending import Pending
from .record import Dependency, Facet, FormerPath, PublicRecord
from .search import SearchText

__all__ = [
    "Dependency",
    "Entry",
    "Facet",
    "FormerPath",
    "Head",
    "Pending",
    "PublicRecord",
    "SearchText",
]
