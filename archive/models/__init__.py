"""The publication log, what reads are answered from, and pages and tables on their way in."""

from archive.hooks.models import Cursor, Delivery, Endpoint

from .entry import Entry, Head
from .export import Export
from .fixity import FixityFinding, FixityRun
from .pending import Pending
from .reading import Reading
from .record import Dependency, Facet, FormerPath, Record
from .search import SearchText
from .upload import TableUpload, TableUploadPart

__all__ = [
    "Cursor",
    "Delivery",
    "Dependency",
    "Endpoint",
    "Entry",
    "Export",
    "Facet",
    "FixityFinding",
    "FixityRun",
    "FormerPath",
    "Head",
    "Pending",
    "Reading",
    "Record",
    "SearchText",
    "TableUpload",
    "TableUploadPart",
]
