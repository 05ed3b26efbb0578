"""Bodies that are the subject of what they do for the event: "The Lake Trust sponsored the congress"."""

import re
from collections.abc import Iterator

from cms.vocabularies import PartnerRole
from importer.extract.organisations import NamedOrganisation, split_names
from importer.extract.title_match import OTHER_EVENT
from importer.extract.words.events import EVENT

THE = r"(?:the|this|our|le|la|les|l[’']|ce|cette|notre|die|das|den|der|diese[ns]?|el|la|los|las|il|lo|o|a|het|de)"
VERBS = (
    (PartnerRole.SPONSOR, r"sponsor(?:ed|s)?|sponser(?:t|n|te|ten)|patrocin(?:a|an|ó|aron)|sponsorise(?:nt)?"),
    (PartnerRole.FUNDER, r"(?:co-)?(?:funds?|funded|financed?s?)|finance(?:nt)?|finanzier(?:t|en|te|ten)|financi(?:a|an|ó|aron)|finanzia(?:no)?"),
    (PartnerRole.SUPPORTER, r"supports?|supported|soutien(?:t|nent)|unterstütz(?:t|en|te|ten)|apoy(?:a|an|ó|aron)|sostien(?:e|gono)|apoi(?:a|am)|steun(?:t|en)"),
    (PartnerRole.HOST, r"hosts|hosted|accueille(?:nt)?|acog(?:e|en|ió)|ospita(?:no)?|acolhe(?:m)?"),
)  # fmt: skip
# On World Press Freedom Day, the Embassy …: the subject comes later.
AT = re.compile(r"(?:On|At|In|During|For|With|To|From|After|Before)\b")
DOES = [
    (
        str(role),
        re.compile(
            rf"\s+(?:(?:kindly|generously|also|jointly)\s+)?(?P<verb>{verbs})\s+{THE}\s*(?:[\w’'-]+\s+){{0,3}}?{EVENT}\b",
            re.IGNORECASE,
        ),
    )
    for role, verbs in VERBS
]


def active_subjects(text: str) -> Iterator[tuple[NamedOrganisation, str, str]]:
    """Each body with its role and the verb, if `text` begins with the bodies."""
    names = [] if AT.match(text) else split_names(text)
    for role, pattern in DOES if names else ():
        verb = pattern.match(text, names[-1].end)
        if verb and not OTHER_EVENT.search(verb.group()):
            yield from ((named, role, verb["verb"]) for named in names)
