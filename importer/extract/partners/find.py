"""All partners of a page: from lists, then from sentences."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cms.vocabularies import PartnerRole
from importer.extract.page import ParsedPage
from importer.extract.proposal import Extraction

from .data import partners_in_data
from .lists import partners_in_lists
from .owner import owner_of
from .sentences import Found, partners_in_sentences

# "Organizado por el Ayuntamiento", on the page of the Ayuntamiento de Lorca.
GENERAL = re.compile(
    r"Ayuntamiento|Comune|Mairie|Ville|Municipio|Diputación|Prefeitura|Universidad|Université|Università|Universidade"
)


def _in_full(page: ParsedPage, partner: Found) -> Found:
    """The partner with its town, when the page says the noun alone, and the whole name elsewhere."""
    name = partner.named.name
    if not GENERAL.fullmatch(name):
        return partner
    whole = re.compile(
        rf"\b{name} (?:de(?:l| la)?|di|do|da|d[’'])\s?[A-ZÀ-Ý][\w’-]+(?: [A-ZÀ-Ý][\w’-]+)*"
    )
    names = {match.group() for match in whole.finditer(page.text)}
    if len(names) != 1:
        return partner
    return replace(partner, named=replace(partner.named, name=names.pop()))


def find_partners(page: ParsedPage) -> Iterator[Extraction]:
    """`{"name", "country", "role", "role_stated"}` of each partner, each name once."""
    named, roles = set(), set()
    for partner in (*partners_in_lists(page), *partners_in_sentences(page, owner_of(page))):
        name = partner.named.name.casefold()
        if name not in named:
            named.add(name)
            roles.add(partner.role)
            yield _in_full(page, partner).extraction()
    # What the page says to machines counts where it says nothing to people.
    if PartnerRole.CO_ORGANISER in roles or PartnerRole.HOST in roles:
        roles.add(str(PartnerRole.ORGANISER))
    for partner in partners_in_data(page):
        if partner.role not in roles and partner.named.name.casefold() not in named:
            yield partner.extraction()
