"""All partners of a page: from lists, then from sentences."""

from collections.abc import Iterator

from importer.extract.page import ParsedPage
from importer.extract.proposal import Extraction

from .lists import partners_in_lists
from .owner import owner_of
from .sentences import partners_in_sentences


def find_partners(page: ParsedPage) -> Iterator[Extraction]:
    """`{"name", "country", "role", "role_stated"}` of each partner, each name once."""
    named = set()
    for found in (*partners_in_lists(page), *partners_in_sentences(page, owner_of(page))):
        name = found.named.name.casefold()
        if name not in named:
            named.add(name)
            yield found.extraction()
