"""The code of the event, and other codes that the page names."""

import re
from collections.abc import Iterator

from .dates.patterns import DATE
from .lines import is_kicker
from .page import Block, ParsedPage, Span, is_line
from .proposal import Extraction
from .words.labels import CODE_LABEL, label_of

CODE = r"(?:[A-Z]{2,6}-\d{4}-\d{1,3}|[A-Z]{1,6}[-/. ]?\d{2,6}[A-Z]?(?:[-/]\d{1,4}[A-Z]?)?|\d{2,4}[-/][A-Z]{1,5}(?:[-/]?\d{1,4})?|[A-Z]{1,5}[-/]\d{2,4}[-/][A-Z0-9]{1,6})"
IN_BRACKETS = re.compile(rf"[(\[]\s*((?:{CODE})(?:\s*(?:[,;/&]|and)\s*{CODE})*)\s*[)\]]")
AT_END = re.compile(rf"[\s–—|:·,-]\s*({CODE})\s*$")
AT_START = re.compile(rf"^\s*({CODE})\s*[:|–—·-]\s*\S")
LABELLED = re.compile(
    rf"(?i:\b(?:(?:event|conference|meeting|programme|project|activity|course)\s+)?"
    rf"(?:code|ref(?:erence)?(?:\s+(?:code|number|no\.?))?|number|no\.?|id))\s*[:#.]?\s*({CODE})\b"
)
# Behind the label of a code it may have any form: 02/2020.
ANY = re.compile(r"(?=[\w./-]*\d)[A-Z0-9][\w./-]{2,20}")
YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
LINE = re.compile(rf"^[\W_]*({CODE})(?:\s*[|·•–—-]\s*(?:page\s+\d+.*|.{{0,60}}))?[\W_]*$")
# March 2017 | WP1532, March 2017 l WP1532, March 2017lWP1532
JOINED = re.compile(rf"\s*(?:(?:[|l¦/•·,:(–—-]|I(?![A-Z]{{2}}))\s*){{0,2}}({CODE})\s*\)?\s*$")
JOINED_BEFORE = re.compile(rf"^\s*({CODE})\s*(?:[|lI¦/•·,:–—-]\s*){{0,2}}$")
SLUG = re.compile(
    r"(?:^|[/_-])([a-z]{1,5}-?\d{3,5}[a-z]?)(?:\.\w{2,5})?/?(?:[?#].*)?$", re.IGNORECASE
)
# Names with a number that are no codes of events.
NO_CODE = re.compile(
    r"^(?:EUR|GBP|USD|CHF|DKK|NOK|SEK|COP|CMP|G|P|E|SDGs?|MDGs?|ISO|EU|UNGA|HRC|CSW|UPR|IGF|UNSCR|UNSC|SCR|RES|CEDAW|COVID|AI|B|V|Q|PO|BOX|TEL|FAX|EN|"
    r"ISBN|ISSN|DOI|ICCPR|WTO|NATO|AU|ASEAN|OSCE|ART|ARTICLE|RULE|GOAL|AGENDA|CHAPTER|VOL|PAGE|P|PP|NO|ROOM|HALL|RH|SW|NW|SE|NE|W|N|"
    r"MAY|JUNE|JULY|JAN|FEB|MAR|APR|AUG|SEP|SEPT|OCT|NOV|DEC|UTC|GMT|L20|D|C)[-/. ]?\d",
)


def find_codes(page: ParsedPage) -> list[Extraction]:
    """The codes on the page, the event's own first. Codes of other events get a low confidence."""
    own = list(_own(page))
    own.sort(key=lambda code: -code.confidence)
    codes = {code.value: code for code in reversed(own)}
    for other in _others(page, own):
        codes.setdefault(other.value, other)
    return sorted(codes.values(), key=lambda code: -code.confidence)


def parse_code(text: str) -> str | None:
    """`"WP1725"`. None for text that only looks like a code: COP26, G20, a year, a symbol."""
    code = re.sub(r"\s+", "", text)
    year_alone = re.fullmatch(r"[A-Z]{3,6}[-/. ]?(?:19|20)\d\d", text)
    return None if NO_CODE.match(text) or year_alone or len(code) < 4 else code


def has_code(text: str) -> bool:
    """Whether `text` is a code with separators: "| WP1442", "(WP1289)"."""
    match = JOINED.fullmatch(text) or JOINED_BEFORE.fullmatch(text)
    return bool(match and parse_code(match.group(1)))


def without_code(title: str) -> str:
    """`"Human Rights"` for `"Human Rights (WP1725)"`."""
    for pattern in (IN_BRACKETS, AT_END, AT_START):
        match = pattern.search(title)
        if match and any(parse_code(code) for code in re.findall(CODE, match.group(1))):
            end = match.end() - 1 if pattern is AT_START else match.end()
            title = f"{title[: match.start()]} {title[end:]}"
    return " ".join(title.split()).strip(" |–—:·")


def _own(page: ParsedPage) -> Iterator[Extraction]:
    first = next((block for block in page.content if block.level == 1), None)
    for block in page.content:
        text = page.text[block.start : block.end]
        patterns: list[tuple[re.Pattern[str], float]] = [(LABELLED, 0.96)]
        if block is first:
            patterns = [(IN_BRACKETS, 0.99), (AT_START, 0.95), (AT_END, 0.95), *patterns]
        elif is_line(text):
            patterns = [*patterns, (LINE, 0.9)]
        for pattern, confidence in patterns:
            if (match := pattern.search(text)) and (pattern is not LABELLED or is_line(text)):
                yield from _extraction(block, match, confidence)
        if is_line(text):
            yield from _joined(block, text)
        if is_kicker(without_code(" ".join(text.split()))) and (match := AT_END.search(text)):
            yield from _extraction(block, match, 0.9)
    yield from _labelled(page)
    for block in page.of_kind("boilerplate"):
        if match := re.search(
            rf"^[^a-z]{{0,3}}©.{{0,80}}?\b({CODE})\b|^({CODE})$", page.text[block.start : block.end]
        ):
            yield from _extraction(block, match, 0.85)
    for block in page.of_kind("address"):
        if match := SLUG.search(page.text[block.start : block.end]):
            code = parse_code(match.group(1).upper().replace("-", ""))
            if code:
                yield Extraction(
                    code, block.start + match.start(1), block.start + match.end(1), confidence=0.8
                )


def _labelled(page: ParsedPage) -> Iterator[Extraction]:
    """The code behind its label, or in the line below it."""
    waiting = False
    for block in page.content:
        text = page.text[block.start : block.end]
        label = label_of(text)
        of_code = bool(label and label.field == CODE_LABEL)
        start = label.end if label and of_code else 0
        match = ANY.fullmatch(text[start:].strip()) if of_code or waiting else None
        if match and not DATE.fullmatch(match.group()) and not YEAR_ALONE.fullmatch(match.group()):
            start += block.start + text[start:].index(match.group())
            yield Extraction(match.group(), start, start + len(match.group()), confidence=0.95)
        waiting = of_code and start == len(text)


def _joined(block: Block, line: str) -> Iterator[Extraction]:
    """A code in the same line as a date. A bar separates them, or a letter read in its place."""
    for date in DATE.finditer(line):
        after, before = JOINED.match(line, date.end()), JOINED_BEFORE.match(line[: date.start()])
        for match in filter(None, (after, before)):
            yield from _extraction(block, match, 0.94)


def _others(page: ParsedPage, own: list[Extraction]) -> Iterator[Extraction]:
    """Codes in sentences: in brackets, or with the same letters as the event's own code."""
    prefixes = {re.match(r"\D*", code.value).group() for code in own}  # type: ignore[union-attr]
    for block in page.content:
        text = page.text[block.start : block.end]
        for match in re.finditer(rf"(?<![\w/])({CODE})(?![\w/])", text):
            code = parse_code(match.group(1))
            bracketed = match.start() > 0 and (
                text[match.start() - 1] in "([" or text[match.end() : match.end() + 1] in (")", "]")
            )
            alike = code and re.match(r"\D*", code).group() in prefixes  # type: ignore[union-attr]
            if (
                code
                and match.start()
                and (alike or (bracketed and re.fullmatch(r"[A-Z]{2,3}\d{2,4}", code)))
            ):
                yield Extraction(
                    code, block.start + match.start(1), block.start + match.end(1), confidence=0.3
                )


def _extraction(block: Span, match: re.Match[str], confidence: float) -> Iterator[Extraction]:
    group = next(number for number in range(1, match.re.groups + 1) if match.group(number))
    for number, code_match in enumerate(re.finditer(CODE, match.group(group))):
        start = block.start + match.start(group) + code_match.start()
        if code := parse_code(code_match.group()):
            yield Extraction(
                code, start, start + len(code_match.group()), confidence=confidence - number * 0.2
            )
