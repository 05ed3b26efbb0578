"""Reading a saved page of an event, and proposing the record that it states."""

from .proposal import Found, Proposal
from .reader import read
from .source import Unreadable

__all__ = ["Found", "Proposal", "Unreadable", "read"]
