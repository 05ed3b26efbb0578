"""The publication log, and what reads are answered from."""

from .entry import Damaged, Entry, Head
from .pending import Pending
from .record import Dependency, Facet, FacetCount, FormerPath, PublicRecord, body_of, whole_body
from .search import FileText, PageText, SearchEntry, SearchText, SearchWord

__all__ = [
    "Damaged",
    "Dependency",
    "Entry",
    "Facet",
    "FacetCount",
    "FileText",
    "FormerPath",
    "Head",
    "PageText",
    "Pending",
    "PublicRecord",
    "SearchEntry",
    "SearchText",
    "SearchWord",
    "body_of",
    "whole_body",
]
