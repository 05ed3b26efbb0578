"""All partners of a page: from lists, then from sentences."""

from collections.abc import Iterator

from cms.vocabularies import PartnerRole
from importer.extract.page import ParsedPage
from importer.extract.proposal import Extraction

from .data import partners_in_data
from .lists import partners_in_lists
from .owner import owner_of
from .sentences import partners_in_sentences


def find_partners(page: ParsedPage) -> Iterator[Extraction]:
    """`{"name", "country", "role", "role_stated"}` of each partner, each name once."""
    named, roles = set(), set()
    for found in (*partners_in_lists(page), *partners_in_sentences(page, owner_of(page))):
        name = found.named.name.casefold()
        if name not in named:
            named.add(name)
            roles.add(found.role)
            yield found.extraction()
    # What the page says to machines counts where it says nothing to people.
    if PartnerRole.CO_ORGANISER in roles or PartnerRole.HOST in roles:
        roles.add(str(PartnerRole.ORGANISER))
    for found in partners_in_data(page):
        if found.role not in roles and found.named.name.casefold() not in named:
            yield found.extraction()
