"""The mirror: the API as files, for any web server."""

from .files import mirror

__all__ = ["mirror"]
