"""Declarations, treaties, resolutions, appeals and sessions that the page cites."""

import re
from collections.abc import Iterator

from cms.vocabularies import ReferenceKind

from .page import Page
from .proposal import Found

KINDS = {
    "Declaration": ReferenceKind.DECLARATION, "Convention": ReferenceKind.TREATY, "Conventions": ReferenceKind.TREATY, "Covenant": ReferenceKind.TREATY, "Covenants": ReferenceKind.TREATY,
    "Treaty": ReferenceKind.TREATY, "Charter": ReferenceKind.TREATY, "Protocol": ReferenceKind.TREATY, "Protocols": ReferenceKind.TREATY, "Statute": ReferenceKind.TREATY, "Agreement": ReferenceKind.TREATY,
    "Appeal": ReferenceKind.APPEAL, "Act": ReferenceKind.LAW, "Directive": ReferenceKind.LAW, "Compact": ReferenceKind.DECLARATION, "Agenda": ReferenceKind.OTHER,
    "Principles": ReferenceKind.OTHER, "Guidelines": ReferenceKind.OTHER, "Rules": ReferenceKind.OTHER,
}  # fmt: skip
CAPITAL = r"[A-ZÀ-Ý][\w’'-]*"
DATED = r"(?:\d{1,2}(?:st|nd|rd|th)\s+)?"
NAMED = re.compile(
    rf"(?<![\w’])({DATED}(?:(?:\d{{4}}|{CAPITAL})\s+(?:(?:of|on|and|for|the|to)\s+){{0,2}})*?(?P<kind>{'|'.join(KINDS)})\b"
    rf"(?:\s+(?:(?:of|on|for|against|relating to|concerning|to)\s+(?:the\s+)?)(?:{CAPITAL}|\d{{4}})(?:(?:,?\s+(?:and\s+|of\s+|the\s+|against\s+|in\s+|or\s+|for\s+)*){CAPITAL})*)?)"
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
# A word that only looks like a name at the beginning of a sentence.
EMPTY = re.compile(r"^(?:The|This|A|An|In|Its|Our|These|Conference|Draft|New)\s+")
ALONE = re.compile(rf"^(?:{'|'.join(KINDS)})$")


def find_references(page: Page) -> Iterator[Found]:
    """`{"name", "kind", "symbol"}` of each thing cited, once, as the page names it."""
    seen: list[str] = []
    for block in page.content:
        if block.kind not in ("paragraph", "item", "quote"):
            continue
        for name, kind, symbol, start, end in sorted(
            _in(page.text, block.start, block.end), key=lambda each: each[3]
        ):
            words = " ".join(name.split())
            if words.casefold() not in seen:
                seen.append(words.casefold())
                yield Found(
                    {"name": words, "kind": str(kind), "symbol": symbol},
                    start,
                    end,
                    confidence=0.85,
                )


def _in(text: str, start: int, end: int) -> Iterator[tuple[str, str, str | None, int, int]]:
    for match in SESSION.finditer(text, start, end):
        yield match.group(1), ReferenceKind.SESSION, None, *match.span(1)
    for match in RESOLUTION.finditer(text, start, end):
        yield match.group(1), ReferenceKind.RESOLUTION, None, *match.span(1)
    for match in SYMBOL.finditer(text, start, end):
        kind = ReferenceKind.RESOLUTION if "RES" in match.group(1) else ReferenceKind.OTHER
        yield match.group(1), kind, match.group(1), *match.span(1)
    for match in CALL.finditer(text, start, end):
        yield match.group(1), ReferenceKind.OTHER, None, *match.span(1)
    for match in NAMED.finditer(text, start, end):
        name = EMPTY.sub("", match.group(1))
        if not ALONE.match(name) and len(name.split()) > 1:
            yield name, KINDS[match["kind"]], None, match.end(1) - len(name), match.end(1)
