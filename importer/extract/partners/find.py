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
    for partner in (*partners_in_lists(page), *partners_in_sentences(page, owner_of(page))):
        name = partner.named.name.casefold()
        if name not in named:
            named.add(name)
            roles.add(partner.role)
            yield partner.extraction()
    # What the page says to machines counts where it says nothing to people.
    if PartnerRole.CO_ORGANISER in roles or PartnerRole.HOST in roles:
        roles.add(str(PartnerRole.ORGANISER))
    for partner in partners_in_data(page):
        if partner.role not in roles and partner.named.name.casefold() not in named:
            yield partner.extraction()
