"""The API as files: any web server answers with them as the API does."""

from .files import mirror

__all__ = ["mirror"]
