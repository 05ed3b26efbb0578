"""Read a saved page of an event and propose the record that the page states."""

from .proposal import Extraction, Proposal
from .source import UnreadablePage

__all__ = ["Extraction", "Proposal", "UnreadablePage", "read"]


def read(data: bytes | str, name: str = "") -> Proposal:
    """What the page `data` states. Raises `UnreadablePage` for what is no page."""
    # The patterns of the pipeline take half a second to compile: only those who read a page pay.
    from .pipeline import read

    return read(data, name)
