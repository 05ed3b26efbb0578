"""Split the names of organisations in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .countries import ADJECTIVES, GOVERNMENTAL, states
from .name_chunks import HEAD_NOUN, HEADS, TOPIC, Chunk, country_in, merge_chunks
from .person_names import HAS_ROLE, HONORIFIC, is_known_name, is_name
from .words.letters import UPPER
from .words.places import is_city, is_place
from .words.times import ENGLISH_MONTHS, ENGLISH_SEASONS, ENGLISH_WEEKDAYS

ACRONYM = r"[A-Z][A-Z&]{1,9}[a-z]?"
JOIN = rf"(?:of|for|de|des|du|del|la|las|le|les|los|et(?!\s+(?:(?-i:{HEADS})\b|le|la|les|du|des|de|d[’']|au|aux|par|avec|l[’']))|der|die|für|pour|para|the|in|on|to|at|am|an|im|bei|zur|zum|&|y(?!\s+(?:(?:el|la|los|las|del|de|por|con)\b|(?-i:{HEADS})\b))|e(?!\s+(?:il|la|lo|i|gli|le|l[’']|o|a|os|as|da|do|dal|dalla|della|del|di|con|com)\b|\s+(?-i:{HEADS})\b)|dei|degli|delle|della|dell[’']|di|da|do|dos|das|voor|het|van|von|zu|against|sans|or|per)"
WORD = rf"(?:(?:(?:[ldLD]|dell|dall|sull)[’'])?[{UPPER}]|\d+[A-Z])[\w’'.&/-]*"
ADJECTIVE = r"(?:humaines?|publiques?|maritimes?|(?!(?:\w*pliqu|indiqu|fabriqu|archiv|arriv|activ)e\b)[a-zà-ÿ]{2,}(?:aux|ales?|al|ins?|ines?|ons?|onnes?|ains?|aines?|oise?s?|aise?s?|antes?|ants|entes|és?|ées?|eux|euses?|els|iques?|[^l]ans?|[^l]anes?|iens?|iennes?|aires?|ifs|ives?))\b"
# French names go on in small letters: Institut du droit de l’eau, Réseau des jardins de Loire.
SMALL = rf"(?:\s+(?:d[’']|(?:de|pour|à|sur)\s+(?:l[’']|la\s+|les\s+|le\s+)?|des\s+|du\s+|aux?\s+)(?!l[’'])[a-zà-ÿ][\w-]+(?:\s+{ADJECTIVE}|\s+[a-zà-ÿ]{{3,}}(?=[.,;]|$))?)"
FRENCH = r"(?:Institut|Institution|Agence|Union|Réseau|Laboratoire|Centre|Comité|Conseil|Commission|Fédération|Association|Société|Fondation|Maison|Syndicat|Chambre|Faculté|École|Observatoire|Ministère|Direction|Service|Bureau|Collectif|Club|Ligue|Musée|Cour|Office|Haut-Commissariat|Département)"
ARTICLES = r"(?:the|The|its|our|Der|Das|Die|Le|Les|El|Il|Lo|Gli|Los|Het|O(?=\s+[A-ZÀ-Ý])|La(?=\s+(?:Cooperativa|Cámara|Diputación|Junta|Secretaría|Agencia|Federación|Academia|Escuela|Biblioteca|Facultad|Sociedad|Unión|Confederación|Chambre|Maison|Ligue|Fédération|Direction|Bibliothèque|Faculté|Coopérative|Fondazione|Regione|Provincia|Camera|Fundación|Universidad|Red|Asociación|Ville|Fondation|Commission|Région|Société))|dem|den|der|das|die|des|le|la|les|du|el|los|las|del|de la|de los|de las|au|aux|het|de(?=\s+(?:Gemeente|Stichting|Provincie|Universiteit|Vereniging|Raad|Nederlandse|Koninklijke|Vlaamse))|il|lo|gli|della|delle|dello|dei|degli|dal|dalla|dai|da|do|dos|o|os|as|a(?=\s+(?:Universidade|Fundação|Câmara|Associação|Escola|Faculdade|Academia|Secretaria|Direção|Ordem|Biblioteca|Sociedade|Rede|Agência)\b)|pela|pelo)"
# "l'association Pages Ouvertes" names Pages Ouvertes. A laboratory, a region and a town keep the noun.
GENERIC = r"(?:association|collectif|compagnie|société|entreprise|ONG|asociación|colectivo|empresa|associazione|cooperativa|associação|stichting|vereniging|NGO|charity|company|firm|group)"
LOWER = r"(?:ministère|ministerio|ministero|ministério|région|ville|département|laboratoire|université|commune|bibliothèque|médiathèque|musée|lycée|centre|mairie|laboratorio|università|comune|regione|universidad|ayuntamiento|universiteit|gemeente|universidade)"
LEGAL = r"(?:d\.o\.o\.|d\.d\.|S\.A\.|S\.L\.|S\.p\.A\.|S\.r\.l\.|s\.r\.o\.|a\.s\.|e\.\s?V\.|B\.V\.|N\.V\.|z\s?o\.o\.|Inc\.|Corp\.|Ltd\.|Co\.|plc)"
# Centro studi sulle fonti del diritto, Società ligure di paleografia
ROMANCE_BODY = r"(?:Centro|Società|Associazione|Istituto|Comitato|Accademia|Dipartimento|Soprintendenza|Instituto|Asociación|Sociedad|Grupo|Observatorio|Colegio|Departamento|Cátedra|Associação|Sociedade)"
OF_ROMANCE = (
    r"(?:sulle|sui|sul|sulla|sugli|di|del|della|dei|degli|delle|de|de la|de los|da|do|dos|das)"
)
NOUN_BEFORE = re.compile(rf"\b{GENERIC}\s")
RUN = re.compile(
    rf"\s*(?P<article>(?:(?:(?:{ARTICLES}\s+|(?:de\s+)?[ld]ell?[’']|(?:de\s+)?l[’'])?{GENERIC}\s+(?=[«“\"]?{WORD})|{ARTICLES}\s+|(?:de\s+)?(?:[ld]ell?|l)[’'](?=[A-ZÀ-Ý])))?)(?P<name>(?:UK|Irish|Australian)\s[Aa]id\b"
    rf"|{LOWER}(?:\s(?:de\s(?:la\s)?|du\s|des\s|d[’'])?{WORD}(?:\s(?:et|de|du|des|&)\s{WORD}|\s{WORD})*)"
    rf"|{FRENCH}(?:\s{ADJECTIVE}){{1,2}}\s(?:d(?:e\s(?:la\s|l[’'])?|u\s|es\s|[’']))?{WORD}(?:\s+(?:(?:de|du|des|en)\s+)?{WORD})*"
    rf"|{FRENCH}(?:\s{ADJECTIVE})?{SMALL}+(?:\s+(?:(?:de|du|des|en)\s+)?{WORD})*"
    rf"|{FRENCH}(?:\s+{WORD})+\s+{ADJECTIVE}"
    rf"|{FRENCH}(?:\s{ADJECTIVE}){{1,2}}(?=\s*(?:[,.;(]|$)|\s(?:et|avec)\s)"
    rf"|{ROMANCE_BODY}(?:\s(?:{OF_ROMANCE})\s[a-zà-ÿ][\w-]{{3,}}|\s(?!{OF_ROMANCE}\b|con\b|in\b|per\b|por\b|para\b|en\b)[a-zà-ÿ]{{4,}}){{1,4}}(?=\s*(?:[,.;()]|$)|\s(?:e|y|con|in|en|d[ei]l?)\s)(?:\s(?:{OF_ROMANCE})\s{WORD})?"
    rf"|{WORD}(?:(?:\s+{JOIN}){{1,3}}\s+{WORD}|\s+d[’'](?:{WORD}|[a-zà-ÿ]+)|\s+{WORD}|\s*\([A-Z][\w&/ -]{{1,20}}\)|,?\s+{LEGAL}(?!\w))*)"
)
BETWEEN = re.compile(
    r"\s*(?:(?P<comma>,)\s*(?P<last>and\s+|as well as\s+|together with\s+)?|;\s*(?:and\s+)?|\s(?P<and>and|&|und|sowie|et|y|e|en(?=\s+(?:de|het)\s)|as well as|together with|along with|with)\s+)"
    r"(?:by\s+|with\s+|from\s+|par\s+|avec\s+|von\s+|vom\s+|mit\s+|por\s+|con\s+|pel[oa]s?\s+|dal(?:la|le|l[’'])?\s*|dai\s+|door\s+|de\s+(?=[A-ZÀ-Ý]))?(?:both\s+)?"
)
FEATURES = r"(?:[A-Z]\w+(?:\s[A-Z]\w+)*|the\s[A-Z]\w+(?:\s[A-Z]\w+)*)"
LIST_OF_STATES = re.compile(
    rf"\s*(?:the\s+)?(?:(?:(?P<head>[Gg]overnments|[Ee]mbassies|(?:[Pp]ermanent\s+)?[Mm]issions|[Mm]inistries of Foreign Affairs|[Ff]oreign [Mm]inistries)\s+of\s+"
    rf"(?P<states>{FEATURES}(?:,\s+{FEATURES})*,?\s+and\s+{FEATURES})"
    rf"|(?P<adjectives>[A-Z]\w+(?:\s*,\s*[A-Z]\w+)*\s*,?\s+and\s+[A-Z]\w+)\s+(?P<tail>[Gg]overnments|[Ee]mbassies|[Ff]oreign [Mm]inistries))"
    rf"(?P<seat>\s+(?:to|in)\s+{FEATURES})?)"
)
ONE_OF = {
    "governments": "Government",
    "permanent missions": "Permanent Mission",
    "missions": "Mission",
    "embassies": "Embassy",
    "foreign ministries": "Foreign Ministry",
    "ministries of foreign affairs": "Ministry of Foreign Affairs",
}
# Of these "in" begins no place: "Rete Leggere in Quota".
ROMANCE = re.compile(r"(?:Rete|Associazione|Scuola|Fondazione|Gruppo|Progetto|Istituto)\b")
SEATED = re.compile(
    r"\b(?:Embassy|Mission|Delegation|Office|Commission|Consulate|Representation|Representative|Centre|Center)\b"
)
TIME_WORD = rf"(?:{ENGLISH_MONTHS}|{ENGLISH_SEASONS}|{ENGLISH_WEEKDAYS})"
NO_NAME = re.compile(
    rf"^(?:{TIME_WORD}|Chatham House Rules?|All|Each|Both|Participants|Member|Members|Partners|Further|More|Details|It|This|These|He|She|They|We|You|Please)\b(?! Watch)"
)


@dataclass(frozen=True)
class NamedOrganisation:
    """The name of an organisation and its position. `country` is set for a governmental body.

    `sure`: the words before it say that it is an organisation: "l'association Pages Ouvertes".
    """

    name: str
    start: int
    end: int
    country: str | None = None
    sure: bool = False


def split_names(text: str, *, whole: bool = False) -> list[NamedOrganisation]:
    """The organisations at the beginning of `text`. With `whole`, the line may be one name.

    >>> [named.name for named in split_names("the Ministry of Trade and Industry and UNHCR to discuss")]
    ['Ministry of Trade and Industry', 'UNHCR']
    """
    if match := LIST_OF_STATES.match(text):
        return [*_of_states(match), *_after(text, match.end())]
    chunks = list(_chunks(text))
    if not chunks or not _may_begin(text, chunks[0], whole=whole):
        return []
    names = merge_chunks(chunks)
    names = list(_without_seats(names, whole=whole))
    return [
        NamedOrganisation(
            " ".join(chunk.text.split()), chunk.start, chunk.end, country_in(chunk.text), chunk.sure
        )
        for chunk in names
    ]


def _without_seats(names: list[Chunk], *, whole: bool) -> Iterator[Chunk]:
    """The names without the places of bodies: "the Ebert Foundation, Geneva, and the Lake Trust"."""
    for number, chunk in enumerate(names):
        before = names[number - 1] if number else None
        seated = before and chunk.joined == "," and HEAD_NOUN.search(before.text)
        last = number == len(names) - 1 and not whole and _is_place_alone(chunk.text)
        if not (seated and (is_city(chunk.text) or (last and chunk.text not in states()))):
            yield chunk


def _chunks(text: str) -> Iterator[Chunk]:
    place, joined = 0, ""
    while match := RUN.match(text, place):
        start, end = match.span("name")
        name = _shortened(text[start:end])
        person = is_person(name) and not (joined and TOPIC.fullmatch(name))
        if NO_NAME.match(name) or person or _is_attribute(text, start + len(name), name):
            return
        article = match["article"] or ""
        sure = bool(NOUN_BEFORE.search(article))
        yield Chunk(name, start, start + len(name), bool(article), joined, sure)
        between = BETWEEN.match(text, start + len(name))
        if not between or start + len(name) < end - 1:
            return
        joined = "and" if between["and"] or between["last"] else ","
        place = between.end()


def _shortened(name: str) -> str:
    """The name without a time or a place at the end. An embassy keeps its place."""
    name = re.split(rf"\s+(?:in|on|at)\s+(?:the\s+)?(?={TIME_WORD}\b|\d)", name)[0]
    seat = re.search(r"\s+(?:in|to)\s+(?:the\s+)?[A-ZÀ-Ý]", name)
    placed = seat and is_place(name[seat.end() - 1 :])
    stands = placed or (
        seat
        and not ROMANCE.match(name)
        and seat.group().split()[0] == "in"
        and HEAD_NOUN.search(name[: seat.start()])
    )
    if seat and stands and not SEATED.search(name[: seat.start()]):
        name = name[: seat.start()]
    if re.search(rf"\s{LEGAL}$", name):
        return name
    return name.rstrip(".,’'") if not name.endswith("s’") else name.rstrip(".,")


def _is_attribute(text: str, end: int, name: str) -> bool:
    """Whether the name is an attribute: the "Swiss" of "Swiss partners"."""
    after = re.match(r"\s+([a-z][\w-]+)", text[end:])
    follows = after and not FOLLOWS.match(after.group(1))
    return bool(follows and " " not in name and not re.fullmatch(ACRONYM, name))


FOLLOWS = re.compile(
    r"^(?:and|as|at|by|for|from|in|is|it|of|on|or|that|the|this|through|to|under|was|we|were|which|who|will|with|has|have|had|during|after|before|brought|took|looks?|aims?|explores?|has)$"
)


def _may_begin(text: str, chunk: Chunk, *, whole: bool) -> bool:
    """Whether the first chunk can be an organisation."""
    name = chunk.text
    is_headed = (
        HEAD_NOUN.search(name) or re.search(rf"\b{ACRONYM}\b", name) or GOVERNMENTAL.search(name)
    )
    return bool(is_headed or whole or len(name) > 3)


def is_person(name: str) -> bool:
    """Whether the name has a title or an office: Sir John Holmes, the Director."""
    if HEAD_NOUN.search(name):
        return False
    return bool(re.match(HONORIFIC, name) or HAS_ROLE.search(name) or is_known_name(name))


def may_be_person(name: str) -> bool:
    """Whether two or three capitalised words without an organisation's noun may name a person."""
    return (
        is_name(name)
        and not HEAD_NOUN.search(name)
        and not any(re.fullmatch(ACRONYM, word) or is_place(word) for word in name.split())
    )


def _is_place_alone(text: str) -> bool:
    return (
        len(text.split()) < 3
        and not HEAD_NOUN.search(text)
        and not re.search(rf"\b{ACRONYM}\b", text)
    )


def _after(text: str, place: int) -> list[NamedOrganisation]:
    between = BETWEEN.match(text, place)
    if not between:
        return []
    shift = between.end()
    names = split_names(text[shift:])
    return [replace(named, start=named.start + shift, end=named.end + shift) for named in names]


def _of_states(match: re.Match[str]) -> Iterator[NamedOrganisation]:
    """One organisation for each state of "the Norwegian and Swiss governments"."""
    group = "states" if match["states"] else "adjectives"
    kind = ONE_OF[" ".join((match["head"] or match["tail"]).casefold().split())]
    seat = (match["seat"] or "") if SEATED.search(kind) else ""
    if group == "adjectives" and kind == "Government":
        kind = "government"
    for state in re.finditer(r"(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*", match[group]):
        country, start = state.group(), match.start(group) + state.start()
        name = (
            f"{kind} of {country}{seat}"
            if group == "states"
            else f"{country} {kind}{match['seat'] or ''}"
        )
        code = states().get(country.removeprefix("the ")) or ADJECTIVES.get(country)
        yield NamedOrganisation(" ".join(name.split()), start, start + len(country), code)
