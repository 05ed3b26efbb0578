"""Partners in sentences: "is held in partnership with the Lake Trust"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cms.vocabularies import PartnerRole
from importer.extract.dates.patterns import DATE
from importer.extract.name_chunks import HEAD_NOUN
from importer.extract.organisations import NamedOrganisation, may_be_person, split_names
from importer.extract.page import ParsedPage
from importer.extract.person_names import is_known_name
from importer.extract.proposal import Extraction
from importer.extract.title_match import OTHER_EVENT, announces_it, begins_clause, is_own
from importer.extract.words.events import EVENT
from importer.extract.words.labels import IS, PARTNER_LABEL, label_of

from .active import active_subjects
from .triggers import (
    AGENT,
    ALONE,
    AND_OTHERS,
    COUNTS,
    FOR,
    FOR_WHAT,
    JOIN_US,
    LAST_VERBS,
    OF_EVENT_BEHIND,
    OF_THE_EVENT,
    ON_OCCASION,
    THANKS,
    TOGETHER,
    VERB_LAST,
    triggers,
)

AUXILIARY = re.compile(r"^(?:(?:is|was|will be|are|were|has|have|est|sont|está)\s+)+")
# The subject of the text that follows is not the event.
ANOTHER = re.compile(
    rf"\b(?:which|that|who|whose|project|research|study|programme of|book|report|publication|initiative|fund|appeal|network|resolution|declaration|series)\b(?!.*\bthis\b.*\b{EVENT}\b)",
    re.IGNORECASE,
)
CONVENES = re.compile(
    rf"\bbr(?:ing|ought|inging)\s+together\b|\b(?:convened?s?|convening|(?:to|will) (?:host|hold)|hosted|hosts|hosting|held|holds|organi[sz]ed|organi[sz]es|organi[sz]ing|ran|runs|running|conducted|organise(?:nt)?|organizan?|organizzan?o?|veranstalte[nt]|organiseert|organiseren|promove[m]?|promuov\w+)\b[^.]{{0,120}}\b{EVENT}\b",
    re.IGNORECASE,
)
# This meeting, which is private, was …
ASIDE = re.compile(r",\s+which\s[^,]{2,60},\s")
THIS = rf"this\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}"
THIS_WHICH = re.compile(rf"^\s*{THIS},?\s+(?:which|that)\s*$", re.IGNORECASE)
# This meeting is part of a series of meetings organised since 2005 with sponsorship from …
# This is the fourth meeting in a series held in partnership with …
SERIES_OF_THIS = re.compile(
    rf"^\s*(?:{THIS}\s+is|this\s+is|it\s+is)\s+(?:part of|one of|the \w+(?:\s+[\w-]+){{0,3}}\s+in)\s+(?:an?|the|our)\s+(?:[\w-]+\s+)?series\b[^.,;]{{0,80}}(?:,\s*)?$",
    re.IGNORECASE,
)
# Colloque international, the tenth annual human rights conference: only the event is named.
EVENT_ALONE = re.compile(
    rf"^\W*(?:(?:[A-Z][\w-]*\s+){{0,3}}[A-Z][\w-]*[’']s?\s+)?(?:an?\s+|une?\s+)?(?:[\w’'-]+\s+){{0,7}}?{EVENT}s?(?:\s+(?!on\b|about\b)[\w’'-]+)?[\s,]*$",
    re.IGNORECASE,
)
AND = re.compile(r"^[\s,]*(?:and|und|et|y|as well as)\b|,?\s*(?:and|und|et|y)\s*$")
# The banquet was generously sponsored by …
MEAL = re.compile(
    r"\s*(?:The|An?|Our|Le|La|Das|Der|El|Los|Il)\s+(?:(?:conference|gala|opening|closing|welcome|farewell|evening|coffee)\s+)?(?:banquet|dinner|reception|luncheon|lunch|breaks?|refreshments|drinks|travel grants|bursaries|cocktail|dîner|buffet|déjeuner|empfang|abendessen|cóctel|cena|almuerzo|rinfresco)\s*$",
    re.IGNORECASE,
)
MOST_AFTER = 8
MOST_ROLES = 30  # stated in a sentence
# … will meet at a conference on glacier loss, hosted by: how a press release begins.
ANNOUNCED = re.compile(
    rf"\b(?:an?|une?|ein(?:e|en)?)\s+(?:[\w-]+\s+){{0,4}}?{EVENT}\b[^.;]{{0,60}}$", re.IGNORECASE
)
WILL = re.compile(r"\b(?:will|wird|werden|aura lieu|se tiendra|se celebrará)\b", re.IGNORECASE)
IN_QUOTES = re.compile(r"[«“„][^«»“”„]{3,80}[»”“]")
WE_ARE = re.compile(r"\s*We\s+(?:(?:are|were|gratefully|warmly)\s*)?$", re.IGNORECASE)
# The Lake Institute is grateful for a grant from …
IS_GRATEFUL = re.compile(
    r"\s*(?:(?:[A-Z][\w’'&-]*\s+){1,6}|(?:The|Our)\s+(?:organi[sz]ers|hosts|committee|conveners|organi[sz]ing committee)\s+)"
    r"(?:(?:is|are|was|were)\s+(?:grateful|thankful)|(?:(?:gratefully|warmly|thankfully)\s+)?acknowledges?(?=\s+(?:the\s+)?(?:\w+\s+){0,2}(?:support|funding|funds|grants?|sponsorship)\b))\b"
)
# On 24 November 2022, the Lake Trust and UNHCR held a roundtable.
ON_DAY = re.compile(rf"\s*(?:(?:On|Am|Le|El|Il|Op)\s+)?{DATE.pattern},?\s+(?=\S)", DATE.flags)
# La Cooperativa Sierra Alta, con la colaboración de la Diputación, organiza una jornada.
SUBJECT_WITH = re.compile(
    r",\s+(?:con|avec|en|in|mit|with|together with|along with|em|com|samen met)\s[^,.;]{3,90},(?=\s)"
)
FIRST = re.compile(r"^\W*the\s+(?:first|previous)\b,?", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A partner with its role, and the words that state the role."""

    named: NamedOrganisation
    role: str
    stated: str
    offset: int
    confidence: float

    def extraction(self) -> Extraction:
        value = {
            "name": self.named.name,
            "country": self.named.country,
            "role": self.role,
            "role_stated": AUXILIARY.sub("", " ".join(self.stated.split()).strip(" ,:")),
        }
        start, end = self.offset + self.named.start, self.offset + self.named.end
        return Extraction(value, start, end, confidence=self.confidence)


def partners_in_sentences(page: ParsedPage, owner: str) -> Iterator[Found]:
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        yield from _by_role(text, sentence.start, opens=sentence == page.first_sentence)
        yield from _by_label(text, sentence.start)
        yield from _verb_last(text, sentence.start)
        yield from _thanked(text, sentence.start)
        yield from _subjects(text, sentence.start, owner)
        for named, role, verb in active_subjects(text):
            if may_take(named, role):
                yield Found(named, role, verb, sentence.start, 0.85)


def _by_role(text: str, start: int, *, opens: bool) -> Iterator[Found]:
    of_event, above = False, 0
    for role, match, end in triggers(text)[:MOST_ROLES]:
        names = split_names(text[match.end() : end])
        before = text[: match.start()]
        after = text[match.end() + names[-1].end : end] if names else ""
        announced = opens and WILL.search(before) and ANNOUNCED.search(before)
        chained = of_event and not OTHER_EVENT.search(text[above : match.start()])
        opening = bool(announced) or (opens and announces_it(before))
        of_event = chained or opening or is_of_event(text, before, after)
        above = match.end()
        if names and of_event:
            for named in names:
                if may_take(named, role):
                    yield Found(named, role, match.group(), start + match.end(), 0.92)


def _by_label(text: str, start: int) -> Iterator[Found]:
    """Hosts are the Lake Trust and UNHCR; Gastgeber ist das Land Tirol."""
    for match in IS.finditer(text):
        named_label = OF_EVENT_BEHIND.sub("", match["label"])
        label = label_of(named_label)
        if label and label.field == PARTNER_LABEL and label.end == len(named_label):
            for named in split_names(text[match.end() :]):
                if may_take(named, label.value):
                    yield Found(named, label.value, label.text, start + match.end(), 0.9)


def may_take(named: NamedOrganisation, role: str) -> bool:
    """Whether the name can have the role: people organise and host, too."""
    leads = role in (PartnerRole.HOST, PartnerRole.ORGANISER)
    parts = AND_OTHERS.split(named.name)
    people = len(parts) > 1 and all(is_known_name(part) for part in parts)
    return named.sure or not leads or not (may_be_person(named.name) or people)


def _verb_last(text: str, start: int) -> Iterator[Found]:
    """Das Forum wird vom Bund der Gartenämter veranstaltet und vom Land unterstützt."""
    for match in AGENT.finditer(text):
        names = split_names(text[match.end() :])
        verb = VERB_LAST.match(text, match.end() + names[-1].end) if names else None
        if verb and not OTHER_EVENT.search(text[: match.start()]):
            role = str(LAST_VERBS[verb.group(1)])
            yield from (
                Found(named, role, verb.group(1), start + match.end(), 0.9) for named in names
            )


def _thanked(text: str, start: int) -> Iterator[Found]:
    """We are grateful to the Lake Trust and UNHCR for their support."""
    match = THANKS.search(text)
    names = split_names(text[match.end() :]) if match else []
    reason = FOR.match(text, match.end() + names[-1].end) if match and names else None
    if match and reason and not OTHER_EVENT.search(text[: match.start()]):
        role = str(FOR_WHAT.get(reason.group(1).casefold(), PartnerRole.SUPPORTER))
        yield from (
            Found(named, role, reason.group(1), start + match.end(), 0.88) for named in names
        )


def _subjects(text: str, start: int, owner: str) -> Iterator[Found]:
    """Harrow Park, the Lake Trust and UNHCR are convening a dialogue. The one whose page it is
    (`owner`) has the others as partners. Without it all are co-organisers."""
    opening = ON_DAY.match(text) or ON_OCCASION.match(text)
    if opening:
        yield from _subjects(text[opening.end() :], start + opening.end(), owner)
        return
    names = split_names(text)
    if not names or OTHER_EVENT.search(text):
        return
    end = names[-1].end
    if aside := SUBJECT_WITH.match(text, end):
        end = aside.end()
    if len(names) > 1 and (verb := TOGETHER.match(text, end)):
        others = [named for named in names if named.name != owner]
        role = PartnerRole.PARTNER if len(others) < len(names) else PartnerRole.CO_ORGANISER
        stated = verb.group().strip()
        yield from (
            Found(named, str(role), stated, start, 0.85) for named in others if _is_sure(named)
        )
    elif (
        len(names) == 1
        and names[0].name != owner
        and (verb := ALONE.match(text, end))
        and _is_sure(names[0])
    ):
        yield Found(names[0], str(PartnerRole.ORGANISER), verb.group().split()[-1], start, 0.85)


def _is_sure(named: NamedOrganisation) -> bool:
    """Whether the name is an organisation, also where a person or a thing may stand."""
    return bool(HEAD_NOUN.search(named.name) or named.country or named.name.isupper())


def is_of_event(text: str, before: str, after: str) -> bool:
    """Whether the sentence `text` is about the page's own event. The words for the role are between
    `before` and `after`, and `after` begins behind the names."""
    if SERIES_OF_THIS.search(before) or THIS_WHICH.match(before):
        return True
    before = IN_QUOTES.sub("", ASIDE.sub(" ", before))
    if _is_ours(text, before):
        return True
    if OTHER_EVENT.search(before) or ANOTHER.search(before) or FIRST.match(before):
        return False
    if not before.strip(" ,"):
        # In cooperation with A, something else was …
        subject = AND.sub("", after).strip(" ,.")
        goes_on = AND.match(after) and len(subject.split()) <= MOST_AFTER
        return not subject or bool(goes_on) or is_own(subject) or bool(CONVENES.search(subject))
    if (
        OF_THE_EVENT.search(before)
        or is_own(text)
        or begins_clause(before)
        or EVENT_ALONE.match(before)
        or MEAL.match(before)
    ):
        return True
    return bool(CONVENES.search(text)) or is_own(before.rsplit(", ", 1)[-1])


def _is_ours(text: str, before: str) -> bool:
    """Whether those whose page it is speak of their event: "We are grateful to", "Join us for a talk"."""
    grateful = IS_GRATEFUL.match(text)
    thanks = bool(grateful) and grateful.end() > len(before)  # type: ignore[union-attr]
    forms = WE_ARE.match(before) or COUNTS.fullmatch(before) or JOIN_US.fullmatch(before)
    return thanks or bool(forms)
