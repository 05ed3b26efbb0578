"""Names of organisations in a running sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .countries import ADJECTIVES, GOVERNMENTAL, country_of, states
from .people import HAS_ROLE, HONORIFIC, NAME

HEADS = (
    r"Ministry|Ministries|Department|Office|Institute?|Institution|University|Foundation|Government|Centre|Center|Council|Commission|Commissioner|Agency|Fund|Bank|Trust"
    r"|Embassy|Network|Union|Nations|Society|Association|Alliance|Group|Committee|School|College|Academy|Organi[sz]ation|Initiative|Forum"
    r"|Mission|Secretariat|Watch|Programme|Program|Federation|League|Service|Services|Bureau|Directorate|Division|Delegation|Presidency|Partnership|Campaign|Coalition|Company|Corporation"
    r"|Stiftung|Fondation|Maison|Institut|Universität|Université|Ministère|Auswärtiges|Amt|House|Library|Museum|Club|Court|Tribunal|Parliament|Congress|Assembly|Consortium|Observatory|Cross|Crescent|International|Treasury|Board|Authority|Bund|Gesellschaft|Crown|Aid|Development"
)
HEAD = re.compile(rf"\b(?:{HEADS})s?\b")
ACRONYM = r"[A-Z][A-Z&]{1,9}[a-z]?"
JOIN = r"(?:of|for|de|des|du|la|le|les|et(?!\s+(?:le|la|les|l[’'])\b)|der|die|für|pour|the|in|on|to|at|&|y|e|van|von|zu|against|sans|or)"
WORD = r"(?:(?:[ld][’'])?[A-ZÀ-Ý]|\d+[A-Z])[\w’'.&/-]*"
RUN = re.compile(
    rf"\s*(?P<article>(?:(?:the|The|its|our|dem|den|der|das|le|la|les)\s+|l[’'](?=[A-ZÀ-Ý])))?(?P<name>(?:UK|Irish|Australian)\s[Aa]id\b"
    rf"|{WORD}(?:(?:\s+{JOIN}){{1,3}}\s+{WORD}|\s+{WORD}|\s*\([A-Z][\w&/ -]{{1,20}}\))*)"
)
BETWEEN = re.compile(
    r"\s*(?:(?P<comma>,)\s*(?P<last>and\s+|as well as\s+|together with\s+)?|;\s*(?:and\s+)?|\s(?P<and>and|&|und|et|as well as|together with|along with|with)\s+)"
    r"(?:by\s+|with\s+|from\s+)?(?:both\s+)?"
)
# What ministries and institutes are for: with these a name goes on after its "and".
TOPIC = re.compile(
    r"(?:affairs|africa|african|aid|agriculture|asia|asian|asylum|business|children|civil|climate|commerce|commonwealth|communities|consumer"
    r"|cooperation|co-operation|culture|cultural|debt|defence|defense|democracy|development|digital|disarmament|drugs|economic|economics"
    r"|economy|education|employment|energy|engagement|environment|equality|ethics|europe|european|family|families|finance|fisheries|food"
    r"|foreign|forests|gender|governance|health|home|homeland|housing|human|humanitarian|immigration|industrial|industry|industries|information"
    r"|sanitation|irrigation|electricity|telecommunications?|communications?|petroleum|minerals|mines|livestock|forestry|works|roads|ports|oceans|sea|heritage|arts|sports|population|investment|nature|space|solidarity"
    r"|infrastructure|innovation|integration|interior|international|islamic|justice|labor|labour|law|legal|local|marine|media|medicine"
    r"|middle|east|migration|mining|natural|oriental|parliamentary|peace|planning|policy|political|politics|professional|public"
    r"|reconciliation|reform|refugees|religion|religions|religious|research|resources|rights|rural|science|sciences|security|social"
    r"|society|sport|statistics|strategic|strategy|studies|sustainable|technology|tourism|trade|transport|transparency|treasury|tropical"
    r"|urban|war|water|welfare|women|worship|youth|accountability|rule|islands|wales|tobago|and|office)",
    re.IGNORECASE,
)
CONTINUED = (("Red Cross", "Red Crescent"), ("England", "Wales"))
FEATURES = r"(?:[A-Z]\w+(?:\s[A-Z]\w+)*|the\s[A-Z]\w+(?:\s[A-Z]\w+)*)"
LIST_OF_STATES = re.compile(
    rf"\s*(?:the\s+)?(?:(?P<head>[Gg]overnments|[Ee]mbassies|[Mm]inistries of Foreign Affairs|[Ff]oreign [Mm]inistries)\s+of\s+"
    rf"(?P<states>{FEATURES}(?:,\s+{FEATURES})*,?\s+and\s+{FEATURES})"
    rf"|(?P<adjectives>[A-Z]\w+(?:\s*,\s*[A-Z]\w+)*\s*,?\s+and\s+[A-Z]\w+)\s+(?P<tail>[Gg]overnments|[Ee]mbassies|[Ff]oreign [Mm]inistries)"
    rf"(?P<seat>\s+(?:to|in)\s+{FEATURES})?)"
)
ONE_OF = {
    "governments": "Government",
    "embassies": "Embassy",
    "foreign ministries": "Foreign Ministry",
    "ministries of foreign affairs": "Ministry of Foreign Affairs",
}
SEATED = re.compile(
    r"\b(?:Embassy|Mission|Delegation|Office|Commission|Consulate|Representation|Representative|Centre|Center)\b"
)
TIME = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
NO_NAME = re.compile(
    rf"^(?:{TIME}|Chatham House Rules?|All|Each|Both|Participants|Member|Members|Partners|Further|More|Details|It|This|These|He|She|They|We|You|Please)\b(?! Watch)"
)


@dataclass(frozen=True)
class Named:
    """An organisation, where it stands, and its country when a government body names it."""

    name: str
    start: int
    end: int
    country: str | None = None


@dataclass(frozen=True)
class Chunk:
    """A stretch of capitals between two separators, and what parts it from the one before."""

    text: str
    start: int
    end: int
    article: bool = False
    joined: str = ""


def split(text: str, *, whole: bool = False) -> list[Named]:
    """The organisations that `text` begins with. `whole` takes a line that is one name for one.

    >>> [each.name for each in split("the Ministry of Trade and Industry and UNHCR to discuss")]
    ['Ministry of Trade and Industry', 'UNHCR']
    """
    if match := LIST_OF_STATES.match(text):
        return [*_of_states(match), *_after(text, match.end())]
    chunks = list(_chunks(text))
    if not chunks or not _may_begin(text, chunks[0], whole=whole):
        return []
    names = _merged(chunks)
    if len(names) > 1 and names[-1].joined == "," and _is_place_alone(names[-1].text) and not whole:
        # "the Ebert Foundation, Geneva": where the last one is.
        names = names[:-1]
    return [
        Named(" ".join(each.text.split()), each.start, each.end, _country(each.text))
        for each in names
    ]


def _chunks(text: str) -> Iterator[Chunk]:
    place, joined = 0, ""
    while match := RUN.match(text, place):
        start, end = match.span("name")
        name = _shortened(text[start:end])
        if NO_NAME.match(name) or is_person(name) or _is_attribute(text, start + len(name), name):
            return
        yield Chunk(name, start, start + len(name), bool(match["article"]), joined)
        between = BETWEEN.match(text, start + len(name))
        if not between or start + len(name) < end - 1:
            return
        joined = "and" if between["and"] or between["last"] else ","
        place = between.end()


def _shortened(name: str) -> str:
    """Without a time and a place behind it, unless it is an embassy's."""
    name = re.split(rf"\s+(?:in|on|at)\s+(?:the\s+)?(?={TIME}\b|\d)", name)[0]
    seat = re.search(r"\s+(?:in|to)\s+(?:the\s+)?[A-ZÀ-Ý]", name)
    if seat and not SEATED.search(name[: seat.start()]):
        name = name[: seat.start()]
    return name.rstrip(".,’'") if not name.endswith("s’") else name.rstrip(".,")


def _is_attribute(text: str, end: int, name: str) -> bool:
    """The Swiss of "Swiss partners": one word before a noun is no name."""
    after = re.match(r"\s+([a-z][\w-]+)", text[end:])
    follows = after and not FOLLOWS.match(after.group(1))
    return bool(follows and " " not in name and not re.fullmatch(ACRONYM, name))


FOLLOWS = re.compile(
    r"^(?:and|as|at|by|for|from|in|is|it|of|on|or|that|the|this|through|to|under|was|we|were|which|who|will|with|has|have|had|during|after|before|brought|took|looks?|aims?|explores?|has)$"
)


def _merged(chunks: list[Chunk]) -> list[Chunk]:
    """The names that the chunks are, where some of them only go on after a comma or "and"."""
    names = [chunks[0]]
    for number, chunk in enumerate(chunks[1:], 1):
        before = names[-1]
        if _goes_on(before, chunk, chunks[number + 1 :]):
            gap = ", " if chunk.joined == "," else " and "
            names[-1] = replace(before, text=f"{before.text}{gap}{chunk.text}", end=chunk.end)
        else:
            names.append(chunk)
    return names


def _goes_on(name: Chunk, chunk: Chunk, rest: list[Chunk]) -> bool:
    """Whether `chunk` belongs to `name`: "… of Trade" and "Industry", "Foreign" and "Commonwealth"."""
    if chunk.article:
        return False
    pairs = ((name.text.endswith(a) and chunk.text.startswith(b)) for a, b in CONTINUED)
    state = f"{name.text.split(' of ')[-1]} and {chunk.text}"
    spelt = _spell(f"{name.text} {chunk.text}")
    if chunk.joined == "and" and (spelt or any(pairs) or state in states()):
        return True
    if chunk.joined == "," and chunk.text in states():
        return (
            bool(GOVERNMENTAL.search(name.text)) and _country(name.text) is None and len(rest) < 2
        )
    if _ends_with_a_state([chunk, *rest]) and GOVERNMENTAL.search(name.text):
        return True
    topics, is_headed = _is_topical(chunk.text), bool(HEAD.search(_bare(chunk.text)))
    named_for = re.search(r"\b(?:of|for|on)\s+(?:the\s+)?[^,]+", name.text) and HEAD.search(
        name.text
    )
    unfinished = _is_topical(name.text) and not HEAD.search(name.text)
    ends_list = chunk.joined == "and" or any(
        each.joined == "and" and _is_topical(each.text) for each in rest[:3]
    )
    if unfinished:
        return topics or (is_headed and chunk.joined == "and")
    return bool(named_for and topics and ends_list and not _is_headed_name(chunk.text))


def _ends_with_a_state(chunks: list[Chunk]) -> bool:
    """Whether what follows is a list of matters up to a country: "Energy and Hygiene of Mali"."""
    for chunk in chunks[:4]:
        if chunk.article or HEAD.search(_bare(chunk.text)) or _country(chunk.text):
            return False
        if chunk.joined == "and":
            return chunk.text.split(" of ")[-1].removeprefix("the ") in states() and (
                " of " in chunk.text
            )
    return False


def _spell(text: str) -> bool:
    """Whether the capitals of a name are those in the brackets behind it."""
    match = re.fullmatch(r"(.+?)\s*\(([A-Z]{3,})\)", text)
    return bool(match) and "".join(re.findall(r"\b[A-Z]", match.group(1))) == match.group(2)  # type: ignore[union-attr]


def _bare(text: str) -> str:
    """Without " of Canada" and " at the University of York" behind it."""
    return re.split(r"\s+(?:of|at|in)\s+", text)[0]


def _is_headed_name(text: str) -> bool:
    words = _bare(text).split()
    return (
        len(words) > 1
        and bool(HEAD.fullmatch(words[-1]))
        and words[-1] not in ("Development", "Aid", "Society")
    )


def _is_topical(text: str) -> bool:
    words = re.findall(r"[\w-]+", _bare(text))
    return bool(words) and all(TOPIC.fullmatch(word) for word in words)


def _may_begin(text: str, chunk: Chunk, *, whole: bool) -> bool:
    """Whether the first chunk is an organisation and no person, time or beginning of a sentence."""
    name = chunk.text
    known = HEAD.search(name) or re.search(rf"\b{ACRONYM}\b", name) or GOVERNMENTAL.search(name)
    return bool(known or whole or len(name) > 3)


def is_person(name: str) -> bool:
    """Sir John Holmes, the Director: whoever has a title or an office and no organisation's noun."""
    return bool(re.match(HONORIFIC, name) or (HAS_ROLE.search(name) and not HEAD.search(name)))


def may_be_person(name: str) -> bool:
    """Two or three names without a noun of organisations may be somebody's."""
    return (
        bool(re.fullmatch(NAME, name))
        and not HEAD.search(name)
        and not re.search(rf"\b{ACRONYM}\b", name)
    )


def _is_place_alone(text: str) -> bool:
    return (
        len(text.split()) < 3 and not HEAD.search(text) and not re.search(rf"\b{ACRONYM}\b", text)
    )


def _country(name: str) -> str | None:
    return states().get(name) or country_of(name)


def _after(text: str, place: int) -> list[Named]:
    between = BETWEEN.match(text, place)
    if not between:
        return []
    shift = between.end()
    found = split(text[shift:])
    return [replace(each, start=each.start + shift, end=each.end + shift) for each in found]


def _of_states(match: re.Match[str]) -> Iterator[Named]:
    """ "Norwegian and Swiss governments" are two."""
    group = "states" if match["states"] else "adjectives"
    kind = ONE_OF[" ".join((match["head"] or match["tail"]).casefold().split())]
    if group == "adjectives" and kind == "Government":
        kind = "government"
    for each in re.finditer(r"(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*", match[group]):
        words, start = each.group(), match.start(group) + each.start()
        name = f"{kind} of {words}" if group == "states" else f"{words} {kind}{match['seat'] or ''}"
        code = states().get(words.removeprefix("the ")) or ADJECTIVES.get(words)
        yield Named(" ".join(name.split()), start, start + len(words), code)
