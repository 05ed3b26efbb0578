"""Partners in the structured data of a page."""

import re
from collections.abc import Iterator

from cms.vocabularies import PartnerRole
from importer.extract.countries import country_of
from importer.extract.organisations import NamedOrganisation
from importer.extract.page import ParsedPage
from importer.extract.person_names import is_known_name

from .sentences import Found

LINE = re.compile(r"^(organizer|sponsor|funder): (.{2,120})$", re.MULTILINE)
# What programs write there when nobody has said who it is.
NO_BODY = re.compile(
    r"\S+@\S+|admin\w*|events?|organi[sz](?:ation|er)|unknown|tb[acd]|n/?a|none|null|webmaster|editors?|guest|staff|website",
    re.IGNORECASE,
)
ROLES = {
    "organizer": PartnerRole.ORGANISER,
    "sponsor": PartnerRole.SPONSOR,
    "funder": PartnerRole.FUNDER,
}


def partners_in_data(page: ParsedPage) -> Iterator[Found]:
    for block in page.of_kind("data"):
        for match in LINE.finditer(page.text, block.start, block.end):
            name = match[2].strip()
            if not (is_known_name(name) or NO_BODY.fullmatch(name)):
                named = NamedOrganisation(name, 0, len(name), country_of(name))
                yield Found(named, str(ROLES[match[1]]), match[1], match.start(2), 0.8)
