"""Read a saved page of an event and propose the record that the page states."""

from .pipeline import read
from .proposal import Extraction, Proposal
from .source import UnreadablePage

__all__ = ["Extraction", "Proposal", "UnreadablePage", "read"]
