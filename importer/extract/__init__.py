"""Reading a saved page of an event, and proposing the record that it states."""

from .pipeline import read
from .proposal import Found, Proposal
from .source import Unreadable

__all__ = ["Found", "Proposal", "Unreadable", "read"]
