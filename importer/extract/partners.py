"""The partners of the event and their roles."""

import re
from collections.abc import Iterator

from cms.vocabularies import PartnerRole

from .lines import FIELD, PERSON
from .name_chunks import HEAD
from .organisations import NamedOrganisation, may_be_person, split_names
from .page import Block, ParsedPage, is_line
from .proposal import Extraction
from .title_match import EVENT, OTHER, begins_clause, is_own

TRIGGERS = (
    (
        PartnerRole.CO_ORGANISER,
        r"(?:is\s+|was\s+|will be\s+)?(?:being\s+)?(?:co-?(?:organi[sz]ed|hosted|convened)|jointly (?:organi[sz]ed|hosted|convened))\s+(?:by|with)",
    ),
    (
        PartnerRole.FUNDER,
        r"(?:with (?:the )?(?:generous |financial |kind )*(?:funding|funds|grants?) (?:from|by|of)|(?:is |was |generously |kindly )?(?:funded|financed) by|(?:is |was )?made possible (?:by|through) (?:an? |the )?(?:generous )?(?:grants?|funding|funds) (?:from|of|by)|with (?:the )?financial (?:support|assistance|contribution) (?:from|of|by))",
    ),
    (
        PartnerRole.SPONSOR,
        r"(?:(?:is |was |being |kindly |generously )*sponsored by|with (?:generous )?sponsorship (?:from|by))",
    ),
    (
        PartnerRole.SUPPORTER,
        r"(?:with (?:the )?(?:\w+ )?(?:support|assistance|help) (?:from|of|by)|(?:is |was |being |kindly |generously )*supported by)",
    ),
    (PartnerRole.HOST, r"(?:is |was |will be |being )*(?:kindly )?hosted by"),
    (
        PartnerRole.PARTNER,
        r"(?:(?:is |was |will be )?(?:being )?(?:developed|held|organi[sz]ed|convened|run|planned|delivered|hosted|designed)\s+)?in (?:close )?(?:partnership|collaboration|co-?operation|association|conjunction) with|(?:held |organi[sz]ed |convened )?(?:jointly|together) with|(?:is |was )?partnered (?:by|with)",
    ),
    (
        PartnerRole.PARTNER,
        r"in (?:zusammenarbeit|kooperation) mit|en (?:partenariat|collaboration|coopération) avec",
    ),
    (
        PartnerRole.SUPPORTER,
        r"avec le (?:soutien|concours) (?:de|du)|mit unterstützung (?:von|durch)",
    ),
    (PartnerRole.ORGANISER, r"(?:est |was )?organisé(?:e)? par|veranstaltet von"),
    (PartnerRole.ORGANISER, r"(?:is |was |will be |being )*(?:organi[sz]ed|convened|run) by"),
)
LABELS = {
    "partner": PartnerRole.PARTNER, "in partnership with": PartnerRole.PARTNER, "in association with": PartnerRole.PARTNER,
    "in collaboration with": PartnerRole.PARTNER, "in cooperation with": PartnerRole.PARTNER, "in co-operation with": PartnerRole.PARTNER,
    "our partner": PartnerRole.PARTNER, "event partner": PartnerRole.PARTNER, "conference partner": PartnerRole.PARTNER, "sponsor": PartnerRole.SPONSOR, "sponsored by": PartnerRole.SPONSOR,
    "our sponsor": PartnerRole.SPONSOR, "supporter": PartnerRole.SUPPORTER, "supported by": PartnerRole.SUPPORTER,
    "with support from": PartnerRole.SUPPORTER, "with the support of": PartnerRole.SUPPORTER, "with thanks to": PartnerRole.SUPPORTER,
    "funder": PartnerRole.FUNDER, "funded by": PartnerRole.FUNDER, "with funding from": PartnerRole.FUNDER, "organiser": PartnerRole.ORGANISER, "organizer": PartnerRole.ORGANISER,
    "organised by": PartnerRole.ORGANISER, "organized by": PartnerRole.ORGANISER, "convened by": PartnerRole.ORGANISER, "co-organiser": PartnerRole.CO_ORGANISER,
    "co-organised by": PartnerRole.CO_ORGANISER, "co-hosted by": PartnerRole.CO_ORGANISER, "host": PartnerRole.HOST, "hosted by": PartnerRole.HOST,
}  # fmt: skip
AUXILIARY = re.compile(r"^(?:is|was|will be)\s+")
LABEL = re.compile(r"^(?:the\s+)?([A-Za-z -]{4,30}?)s?\s*(?::\s*|$)", re.IGNORECASE)
# The subject of the text that follows is not the event.
ANOTHER = re.compile(
    rf"\b(?:which|that|who|whose|project|research|study|programme of|book|report|publication|initiative|fund|appeal|network|resolution|declaration|series)\b(?!.*\bthis\b.*\b{EVENT}\b)",
    re.IGNORECASE,
)


CONVENES = re.compile(
    rf"\b(?:convened?s?|convening|hosted|hosts|hosting|held|holds|organi[sz]ed|organi[sz]es|organi[sz]ing|ran|runs|running|conducted)\b[^.]{{0,60}}\b{EVENT}\b",
    re.IGNORECASE,
)
# This meeting, which is private, was …
ASIDE = re.compile(r",\s+which\s[^,]{2,60},\s")
THIS_WHICH = re.compile(
    rf"^\s*this\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT},?\s+(?:which|that)\s*$", re.IGNORECASE
)
# This meeting is part of a series of meetings organised since 2005 with sponsorship from …
SERIES_OF_THIS = re.compile(
    rf"^\s*this\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\s+is\s+(?:part of|one of|the \w+ in)\s+an?\s+series\s+of\s+[^.,;]{{0,60}}?{EVENT}s\s+(?:organi[sz]ed|held|convened)?\s*(?:since\s+\d{{4}}\s*)?(?:,\s*)?$",
    re.IGNORECASE,
)


def find_partners(page: ParsedPage) -> Iterator[Extraction]:
    """`{"name", "country", "role", "role_stated"}` of each partner: lists, then lines, then text."""
    yield from _in_lists(page)
    for block in page.content:
        if block.kind != "quote":
            text = page.text[block.start : block.end]
            if is_line(text) and not text.rstrip().endswith("."):
                yield from _in_line(page, block)
    for sentence in page.sentences:
        yield from _in_sentence(page, sentence.start, sentence.end)


def _in_sentence(page: ParsedPage, start: int, end: int) -> Iterator[Extraction]:
    text = page.text[start:end]
    taken = 0
    matches = sorted(_triggers(text), key=lambda trigger: (trigger[1].start(), -trigger[1].end()))
    for role, match in matches:
        before = text[: match.start()]
        if match.start() < taken:
            continue
        ends = min(
            (other.start() for _, other in matches if other.start() > match.end()),
            default=len(text),
        )
        names = split_names(text[match.end() : ends])
        after = text[match.end() + names[-1].end : ends] if names else ""
        if not names or not _is_of_event(text, before, after):
            continue
        taken = match.end()
        for named in names:
            if role in (PartnerRole.HOST, PartnerRole.ORGANISER) and may_be_person(named.name):
                continue
            yield _extraction(
                named, role, " ".join(match.group().split()), start + match.end(), 0.92
            )


def _in_line(page: ParsedPage, block: Block) -> Iterator[Extraction]:
    """Partners in a line that begins with the role: In association with the Foo Institute."""
    text = page.text[block.start : block.end]
    for role, match in _triggers(text):
        if match.start() == 0:
            for named in split_names(text[match.end() :].lstrip(" :")):
                shift = (
                    match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" :"))
                )
                yield _extraction(named, role, match.group(), block.start + shift, 0.9)
            return


def _in_lists(page: ParsedPage) -> Iterator[Extraction]:
    """Partners after a label (Partners: A, B), or in lines and logos below a heading."""
    role, stated, left = "", "", 0
    for block in page.content:
        text = page.text[block.start : block.end]
        label = LABEL.match(text)
        label_role = LABELS.get(label.group(1).casefold().strip()) if label else None
        if label and label_role:
            role, stated, left = str(label_role), label.group().strip(" :"), 12
            for named in split_names(text[label.end() :]):
                yield _extraction(named, role, stated, block.start + label.end(), 0.93)
                left = 0
        elif (
            left
            and not _is_of_another_list(text)
            and (block.kind in ("logo", "item") or (block.kind == "paragraph" and is_line(text)))
        ):
            left -= 1
            name = re.sub(r"\s*\blogo(?:type)?\b\s*(?:of\s+)?", " ", text, flags=re.IGNORECASE)
            shift = text.find(name.strip())
            for named in split_names(name.strip() if shift >= 0 else text, whole=True):
                yield _extraction(named, role, stated, block.start + max(shift, 0), 0.88)
        else:
            left = 0


def _is_of_another_list(text: str) -> bool:
    """Whether a line is the name of a field, or a person with an office."""
    person = PERSON.match(text) and not HEAD.search(re.split(r"[,(|]", text)[0])
    return bool(FIELD.fullmatch(text.strip()) or person)


def _triggers(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for role, pattern in TRIGGERS:
        for match in re.finditer(rf"\b{pattern}\s+".replace(" ", r"\s+"), text, re.IGNORECASE):
            yield str(role), match


def _is_of_event(text: str, before: str, after: str) -> bool:
    """Whether the sentence `text` is about the page's own event. The words for the role are between
    `before` and `after`, and `after` begins behind the names."""
    if SERIES_OF_THIS.search(before) or THIS_WHICH.match(before):
        return True
    before = ASIDE.sub(" ", before)
    if OTHER.search(before) or ANOTHER.search(before):
        return False
    if not before.strip(" ,"):
        # In cooperation with A, something else was …
        subject = after.strip(" ,.")
        return not subject or is_own(subject) or bool(CONVENES.search(subject))
    if is_own(text) or begins_clause(before):
        return True
    return bool(CONVENES.search(text)) and not OTHER.search(text)


def _extraction(
    named: NamedOrganisation, role: str, stated: str, offset: int, confidence: float
) -> Extraction:
    value = {
        "name": named.name,
        "country": named.country,
        "role": str(role),
        "role_stated": AUXILIARY.sub("", stated.strip()),
    }
    return Extraction(value, offset + named.start, offset + named.end, confidence=confidence)
