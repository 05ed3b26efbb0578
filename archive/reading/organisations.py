"""Names of organisations in a running sentence, and the country of a government's own."""

import re
from dataclasses import dataclass
from functools import cache

from django_countries import countries

HEADS = (
    r"Ministry|Ministries|Department|Office|Institute?|Institution|University|Foundation|Government|Centre|Center|Council|Commission|Commissioner|Agency|Fund|Bank|Trust"
    r"|Embassy|Network|Union|Nations|Society|Association|Alliance|Group|Committee|School|College|Academy|Organi[sz]ation|Initiative|Forum"
    r"|Mission|Secretariat|Watch|Programme|Program|Federation|League|Service|Services|Bureau|Directorate|Division|Delegation|Presidency|Partnership|Campaign|Coalition|Company|Corporation"
    r"|Stiftung|Institut|Universität|Université|Ministère|Auswärtiges|Amt|House|Library|Museum|Club|Court|Tribunal|Parliament|Congress|Assembly|Consortium|Observatory|Cross|Crescent|International|Treasury|Board|Authority|Bund|Gesellschaft|Crown|Aid|Development"
)
HEAD = re.compile(rf"\b(?:{HEADS})\b")
ACRONYM = r"[A-Z][A-Z&]{1,9}[a-z]?"
JOIN = r"(?:of|for|de|des|du|la|le|les|et|der|die|für|und|the|in|on|to|at|&|y|e|van|von|zu|against)"
WORD = r"[A-ZÀ-Ý0-9][\w’'.&/-]*"
RUN = re.compile(
    rf"\s*(?:the\s+|The\s+)?({WORD}(?:(?:\s+{JOIN}){{1,3}}\s+{WORD}|\s+{WORD}|\s*\([A-Z][\w&/ -]{{1,20}}\))*)"
)
BETWEEN = re.compile(
    r"\s*(?:,\s*(?:and\s+|as well as\s+|together with\s+)?|;\s*(?:and\s+)?|\s(?:and|&|as well as|together with|along with|with)\s+)(?:by\s+|with\s+|from\s+)?(?:both\s+)?"
)
GOVERNMENTAL = re.compile(
    r"\b(?:Ministry|Department|Government|Embassy|Mission|Foreign Office|Ministère|Auswärtiges|Federal|Agency for|Aid|Directorate|Foreign)\b|\bgovernments?\b",
    re.IGNORECASE,
)
LIST_OF_STATES = re.compile(
    r"^\s*(?:the\s+)?(?:(?P<head>[Gg]overnments|[Ee]mbassies|[Mm]inistries of Foreign Affairs|[Ff]oreign [Mm]inistries)\s+of\s+(?P<states>[A-Z][\w’' ,-]*?)|(?P<adjectives>[A-Z]\w+(?:\s*,\s*[A-Z]\w+)*\s*,?\s+and\s+[A-Z]\w+)\s+(?P<tail>[Gg]overnments|[Ee]mbassies|[Ff]oreign [Mm]inistries))(?=\s*(?:[.,;)]|$)|\s+(?:and|to|in|at|on|as)\b)"
)
ADJECTIVES = {
    "American": "US", "Argentine": "AR", "Australian": "AU", "Austrian": "AT", "Belgian": "BE", "Brazilian": "BR",
    "British": "GB", "UK": "GB", "UK's": "GB", "US": "US", "Bulgarian": "BG", "Canadian": "CA", "Chilean": "CL", "Chinese": "CN", "Colombian": "CO",
    "Croatian": "HR", "Cypriot": "CY", "Czech": "CZ", "Danish": "DK", "Dutch": "NL", "Egyptian": "EG", "Estonian": "EE",
    "Ethiopian": "ET", "Finnish": "FI", "French": "FR", "German": "DE", "Ghanaian": "GH", "Greek": "GR", "Hungarian": "HU",
    "Icelandic": "IS", "Indian": "IN", "Indonesian": "ID", "Irish": "IE", "Israeli": "IL", "Italian": "IT", "Japanese": "JP",
    "Jordanian": "JO", "Kenyan": "KE", "Korean": "KR", "Latvian": "LV", "Lithuanian": "LT", "Luxembourgish": "LU",
    "Malaysian": "MY", "Maltese": "MT", "Mexican": "MX", "Moroccan": "MA", "Nigerian": "NG", "Norwegian": "NO", "Omani": "OM", "Pakistani": "PK", "Peruvian": "PE",
    "Philippine": "PH", "Polish": "PL", "Portuguese": "PT", "Qatari": "QA", "Romanian": "RO", "Russian": "RU", "Saudi": "SA", "Senegalese": "SN",
    "Serbian": "RS", "Singaporean": "SG", "Slovak": "SK", "Slovenian": "SI", "Spanish": "ES", "Swedish": "SE", "Swiss": "CH", "Thai": "TH", "Tunisian": "TN",
    "Turkish": "TR", "Ugandan": "UG", "Ukrainian": "UA", "Uruguayan": "UY", "Korea": "KR", "South African": "ZA", "New Zealand": "NZ", "Costa Rican": "CR", "Bangladeshi": "BD",
}  # fmt: skip
OTHER_NAMES = {
    "UK": "GB",
    "United Kingdom": "GB",
    "USA": "US",
    "United States": "US",
    "Netherlands": "NL",
    "Russia": "RU",
    "South Korea": "KR",
    "Republic of Korea": "KR",
    "Czech Republic": "CZ",
    "Turkey": "TR",
    "Great Britain": "GB",
    "Iran": "IR",
    "Syria": "SY",
    "Vietnam": "VN",
    "Swiss Confederation": "CH",
    "Bolivia": "BO",
    "Tanzania": "TZ",
    "Moldova": "MD",
}


@dataclass(frozen=True)
class Named:
    """An organisation, where it stands, and its country when a government body names it."""

    name: str
    start: int
    end: int
    country: str | None = None


def split(text: str, *, whole: bool = False) -> list[Named]:
    """The organisations that `text` begins with. `whole` takes a line that is one name for one.

    >>> [each.name for each in split("the Ministry of Trade and Industry and UNHCR to discuss")]
    ['Ministry of Trade and Industry', 'UNHCR']
    """
    if states := LIST_OF_STATES.match(text):
        return [*_states(states), *_after(text, states.end())]
    found: list[Named] = []
    place = 0
    while match := RUN.match(text, place):
        start, end = match.span(1)
        end = _widened(text, start, end)
        name = text[start:end].rstrip(".,")
        if not _is_organisation(name, whole=whole or bool(found)):
            break
        found.append(Named(" ".join(name.split()), start, start + len(name), country_of(name)))
        between = BETWEEN.match(text, end)
        if not between:
            break
        place = between.end()
    return found


def country_of(name: str) -> str | None:
    """`"CH"` of the Government of Switzerland. None for what is no government's."""
    if not GOVERNMENTAL.search(name):
        return None
    for word, code in ADJECTIVES.items():
        if re.search(rf"\b{word}\b", name):
            return code
    return next(
        (code for state, code in states().items() if re.search(rf"\b{re.escape(state)}\b", name)),
        None,
    )


@cache
def states() -> dict[str, str]:
    """`{"Finland": "FI", …}`, the longer names first."""
    names = {str(name): code for code, name in countries} | OTHER_NAMES
    return dict(sorted(names.items(), key=lambda each: -len(each[0])))


def _after(text: str, place: int) -> list[Named]:
    between = BETWEEN.match(text, place)
    if not between:
        return []
    return [
        Named(each.name, each.start + between.end(), each.end + between.end(), each.country)
        for each in split(text[between.end() :])
    ]


def _states(match: re.Match[str]) -> list[Named]:
    """ "Norwegian and Swiss governments" are two."""
    group = "states" if match["states"] else "adjectives"
    one = {
        "governments": "Government",
        "embassies": "Embassy",
        "foreign ministries": "Foreign Ministry",
        "ministries of foreign affairs": "Ministry of Foreign Affairs",
    }
    kind = one[(match["head"] or match["tail"]).casefold()]
    found = []
    for each in re.finditer(r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*", match[group]):
        name = (
            f"{kind} of {each.group()}"
            if group == "states"
            else f"{each.group()} {kind if kind != 'Government' else 'government'}"
        )
        start = match.start(group) + each.start()
        code = states().get(each.group()) or ADJECTIVES.get(each.group())
        found.append(Named(name, start, start + len(each.group()), code))
    return found


def _widened(text: str, start: int, end: int) -> int:
    """Take in "and Human Rights" of a Ministry of Justice and Human Rights, and "Foreign,
    Commonwealth and Development Office": what follows is no name of its own."""
    while True:
        joined = re.compile(
            rf"(\s+and\s+|,\s+)(?!the\s)({WORD}(?:\s+(?:{JOIN}\s+)*{WORD})*)"
        ).match(text, end)
        if not joined:
            return end
        so_far, more = text[start:end], joined.group(2)
        complete = bool(HEAD.search(so_far)) or bool(re.fullmatch(ACRONYM, so_far))
        begins = bool(re.match(rf"(?:{HEADS})\b\s+\w|{ACRONYM}\b", more))
        topical = re.search(r"\b(?:of|for|on)\s+(?:the\s+)?[\w’' ,-]+$", so_far)
        if joined.group(1).strip() == ",":
            # A list of topics goes on until its "and": Business, Energy and Industrial Strategy.
            topics = re.match(
                rf",\s+{WORD}(?:\s+{WORD})?(?:,\s+{WORD})*,?\s+and\s+{WORD}", text[end:]
            )
            if (
                not topics
                or HEAD.search(more)
                or begins
                or not (topical or not complete)
                or _is_place(more)
            ):
                return end
        elif (
            begins
            or (complete and HEAD.search(more) and " " in more)
            or (complete and not topical)
            or _is_place(so_far.split(" of ")[-1])
        ):
            return end
        else:
            return joined.end()
        end = joined.end()


def _is_place(words: str) -> bool:
    return words.strip() in states()


def _is_organisation(name: str, *, whole: bool) -> bool:
    if re.fullmatch(
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\d+).*",
        name,
    ):
        return False
    capitals = len(re.findall(r"\b[A-ZÀ-Ý]", name))
    return bool(
        HEAD.search(name) or re.search(rf"\b{ACRONYM}\b", name) or GOVERNMENTAL.search(name)
    ) or capitals >= (1 if whole else 2)
