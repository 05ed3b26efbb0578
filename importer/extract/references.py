"""Declarations, treaties, resolutions, appeals and sessions that the page cites."""

import re
from collections.abc import Iterator
from typing import Any

from cms.vocabularies import ReferenceKind

from .name_chunks import HEAD_NOUN
from .page import ParsedPage
from .proposal import Extraction

REFERENCE_KINDS = {
    "Declaration": ReferenceKind.DECLARATION, "Convention": ReferenceKind.TREATY, "Conventions": ReferenceKind.TREATY, "Covenant": ReferenceKind.TREATY, "Covenants": ReferenceKind.TREATY,
    "Treaty": ReferenceKind.TREATY, "Charter": ReferenceKind.TREATY, "Protocol": ReferenceKind.TREATY, "Protocols": ReferenceKind.TREATY, "Statute": ReferenceKind.TREATY, "Agreement": ReferenceKind.TREATY,
    "Appeal": ReferenceKind.APPEAL, "Act": ReferenceKind.LAW, "Directive": ReferenceKind.LAW, "Compact": ReferenceKind.DECLARATION, "Agenda": ReferenceKind.OTHER,
    "Principles": ReferenceKind.OTHER, "Guidelines": ReferenceKind.OTHER, "Rules": ReferenceKind.OTHER,
}  # fmt: skip
CAPITAL = r"[A-ZÀ-Ý][\w’'-]*"
# Words in titles of treaties that many pages write in lower case.
SMALL = (
    r"(?:persons?|belonging|national|ethnic|religious|linguistic|racial|minorit(?:y|ies)|all|forms?|discrimination|women|children|child|peoples?|disabilit(?:y|ies)"
    r"|elimination|prevention|punishment|crimes?|genocide|torture|cruel|inhuman|degrading|treatment|migrant|workers|members|families|rights|indigenous|violence|climate|change"
    r"|protection|promotion|status|refugees|enforced|disappearances?|economic|social|cultural|civil|political|human|business|development|sustainable|biological|diversity"
    r"|chemical|nuclear|weapons|trafficking|corruption|organi[sz]ed|defenders|freedom|religion|belief|rule|law|education|training|peace|older|sea|sexual|statelessness|stateless)"
)
LINKED = r"(?:of|on|for|against|relating to|concerning|to|and|the|in|or|with|from|its|their|at)"
DATED = r"(?:\d{1,2}(?:st|nd|rd|th)\s+)?"
NAMED = re.compile(
    rf"(?<![\w’'])(?P<name>(?:(?:Law|Rights|Status)\s+of\s+(?:the\s+)?)?{DATED}(?:(?:\d{{4}}|{CAPITAL})\s+(?:and\s+)?){{0,6}}?(?P<kind>{'|'.join(REFERENCE_KINDS)})\b(?!\s+(?:Body|Bodies|Convening))"
    rf"(?:\s+(?:of|on|for|against|relating to|concerning|to)\s+(?:the\s+)?(?:{CAPITAL}|\d{{4}}|{SMALL}\b)(?:(?:,?(?:\s+{LINKED}){{1,3}}|,(?=[^.;:]{{3,50}}\s(?:and|or)\s)|(?<!,))\s+(?:{CAPITAL}|{SMALL}\b))*)?)"
)
SYMBOL = re.compile(
    r"\b((?:A|S|E|CCPR|CRC|CEDAW|CAT|CERD)/(?:[A-Z0-9.-]+/)*[A-Z]{0,4}[\d/().A-Za-z-]*\d)\b"
)
RESOLUTION = re.compile(
    r"\b((?:UN\s+|United Nations\s+)?(?:(?:UN)?Security Council|General Assembly|Human Rights Council|UNSC|UNGA|HRC|UNSCR)?\s*(?:[Rr]esolutions?|UNSCR)\s+(?:\d{1,4}(?:/\d{1,3})?)(?:\s*\(\d{4}\))?)"
)
SESSION = re.compile(
    r"\b((?:\d{1,3}(?:st|nd|rd|th)|[A-Z]?[a-z]+(?:-[a-z]+)?(?:th|st|nd|rd))\s+(?:(?:[Rr]egular|[Ss]pecial|[Ee]mergency)\s+)?[Ss]ession\s+of\s+the\s+(?:UN\s+|United Nations\s+)?[A-Z][\w]*(?:\s+(?:of\s+|on\s+|for\s+|the\s+)*[A-Z]\w*)*)"
)
CALL = re.compile(
    r"\b((?:recent\s+)?call\s+(?:for|on|upon)\s+(?:Member\s+)?States\s+to\s+[^.;]{10,200}?)(?=,\s+and\s+thereby|,\s+(?:which|who|in order)|[.;])",
    re.IGNORECASE,
)
# (Human Rights Council 2017): the occasion of the quotation before it.
MET = re.compile(
    r"\(((?:UN\s+|United Nations\s+)?(?:Human Rights Council|General Assembly|Security Council|Economic and Social Council|Commission on [A-Z][\w ]+?),?\s+(?:19|20)\d\d)\)"
)
MEETING_YEAR = re.compile(r"(?:Council|Assembly),?\s+((?:19|20)\d\d)$")
IN_YEAR = re.compile(
    r"^\s*(?:,\s*)?(?:in|of)\s+(?:\w+\s+)?((?:19|20)\d\d)\b|^\s*\(((?:19|20)\d\d)\)"
)
# the Government of Switzerland’s 13th June Appeal
POSSESSED = re.compile(rf"((?:{CAPITAL}\s+(?:(?:of|for|the)\s+)*)*{CAPITAL})[’']s?\s+$")
LATER_FACT = re.compile(
    rf"\b(?:The|This)\s+(?P<kind>{'|'.join(REFERENCE_KINDS)}),\s+which\s+(?:was|is|has been)\s+(?P<fact>(?:supported|signed|endorsed|adopted|ratified)\s+by\s+[^,.;]{{3,80}})"
)
# Words with a capital letter only because they begin a sentence.
EMPTY = re.compile(
    r"^(?:The|This|A|An|In|Its|Our|These|Those|Conference|Draft|New|Since|Under|Both|While|As|If|Why|How|Each|Many|Some|Such|Following|After|Before|With|By|At|On|To|From|For|And|Reaffirming|Recalling)\s+(?:the\s+)?"
)
ALONE = re.compile(rf"^(?:{'|'.join(REFERENCE_KINDS)})$")
# House rules, agendas and guidance for authors.
NO_REFERENCE = re.compile(
    r"^(?:Chatham House|House|Ground|Technical|Submission|Author|Application|Dress|Draft|Conference|Meeting|Programme|Provisional|Safety|Community|Research|Peace|Partnership|Framework|Class|Balancing)\s+(?:Rules|Guidelines|Agenda|Agreement|Act|Principles|Appeal)$"
    r"|^Agenda\b(?! 2030| 21| 2063)|^(?:Court|Justices?) of Appeal"
)


def find_references(page: ParsedPage) -> Iterator[Extraction]:
    """`{"name", "kind", "symbol", "issuer", "date", "facts"}` of each reference, once. Facts from
    other sentences are added to it."""
    seen: dict[str, Extraction] = {}
    for block in page.content:
        if block.kind not in ("paragraph", "item", "quote"):
            continue
        for name, kind, symbol, start, end in sorted(
            _in(page.text, block.start, block.end), key=lambda item: item[3]
        ):
            title = " ".join(name.split())
            if title.casefold() not in seen:
                value = {"name": title, "kind": str(kind), "symbol": symbol}
                value |= _about(page.text[block.start : start], page.text[end : block.end], title)
                seen[title.casefold()] = Extraction(value, start, end, confidence=0.85)
    _add_later_facts(page, list(seen.values()))
    yield from seen.values()


def _about(before: str, after: str, name: str) -> dict[str, Any]:
    """The issuer and the date, where the text around the name states them."""
    year = MEETING_YEAR.search(name) or IN_YEAR.match(after)
    owner = POSSESSED.search(before[-120:])
    issuer = re.sub(r"^The\s+", "", " ".join(owner.group(1).split())) if owner else ""
    return {
        "issuer": issuer if HEAD_NOUN.search(issuer) else None,
        "date": next(filter(None, year.groups())) if year else None,
        "facts": [],
    }


def _add_later_facts(page: ParsedPage, seen: list[Extraction]) -> None:
    """Add facts that are stated later: "The Appeal, which was supported by 71 states"."""
    for match in LATER_FACT.finditer(page.text):
        named = [
            reference for reference in seen if reference.value["name"].endswith(f" {match['kind']}")
        ]
        if len(named) == 1 and named[0].end < match.start():
            named[0].value["facts"].append(" ".join(match["fact"].split()))


def _in(text: str, start: int, end: int) -> Iterator[tuple[str, str, str | None, int, int]]:
    for match in SESSION.finditer(text, start, end):
        yield match.group(1), ReferenceKind.SESSION, None, *match.span(1)
    for match in MET.finditer(text, start, end):
        yield match.group(1), ReferenceKind.SESSION, None, *match.span(1)
    for match in RESOLUTION.finditer(text, start, end):
        yield match.group(1), ReferenceKind.RESOLUTION, None, *match.span(1)
    for match in SYMBOL.finditer(text, start, end):
        kind = ReferenceKind.RESOLUTION if "RES" in match.group(1) else ReferenceKind.OTHER
        yield match.group(1), kind, match.group(1), *match.span(1)
    for match in CALL.finditer(text, start, end):
        yield match.group(1), ReferenceKind.OTHER, None, *match.span(1)
    for match in NAMED.finditer(text, start, end):
        name = re.split(r"[’']s\s+", match["name"])[-1]
        while (plain := EMPTY.sub("", name)) != name:
            name = plain
        if not ALONE.match(name) and len(name.split()) > 1 and not NO_REFERENCE.search(name):
            yield (
                name,
                REFERENCE_KINDS[match["kind"]],
                None,
                match.end("name") - len(name),
                match.end("name"),
            )
