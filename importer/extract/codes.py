"""The code an organisation files the event under, and other codes the page names."""

import re
from collections.abc import Iterator

from .date_shapes import DATE
from .page import Block, Page, Span, is_line
from .proposal import Found

CODE = r"(?:[A-Z]{1,6}[-/. ]?\d{2,6}[A-Z]?(?:[-/]\d{1,4}[A-Z]?)?|\d{2,4}[-/][A-Z]{1,5}(?:[-/]?\d{1,4})?|[A-Z]{1,5}[-/]\d{2,4}[-/][A-Z0-9]{1,6})"
IN_BRACKETS = re.compile(rf"[(\[]\s*((?:{CODE})(?:\s*(?:[,;/&]|and)\s*{CODE})*)\s*[)\]]")
AT_END = re.compile(rf"[\s–—|:·,-]\s*({CODE})\s*$")
AT_START = re.compile(rf"^\s*({CODE})\s*[:|–—·-]\s*\S")
LABELLED = re.compile(
    rf"(?i:\b(?:(?:event|conference|meeting|programme|project|activity|course)\s+)?"
    rf"(?:code|ref(?:erence)?(?:\s+(?:code|number|no\.?))?|number|no\.?|id))\s*[:#.]?\s*({CODE})\b"
)
LINE = re.compile(rf"^[\W_]*({CODE})(?:\s*[|·•–—-]\s*(?:page\s+\d+.*|.{{0,60}}))?[\W_]*$")
# March 2017 | WP1532, March 2017 l WP1532, March 2017lWP1532
JOINED = re.compile(rf"\s*(?:[|lI¦/•·,:(–—-]\s*){{0,2}}({CODE})\s*\)?\s*$")
JOINED_BEFORE = re.compile(rf"^\s*({CODE})\s*(?:[|lI¦/•·,:–—-]\s*){{0,2}}$")
SLUG = re.compile(
    r"(?:^|[/_-])([a-z]{1,5}-?\d{3,5}[a-z]?)(?:\.\w{2,5})?/?(?:[?#].*)?$", re.IGNORECASE
)
# Names with a number that file nothing.
NO_CODE = re.compile(
    r"^(?:EUR|GBP|USD|CHF|DKK|NOK|SEK|COP|CMP|G|P|E|SDGs?|MDGs?|ISO|EU|UNGA|HRC|CSW|UPR|IGF|UNSCR|UNSC|SCR|RES|CEDAW|COVID|AI|B|V|Q|PO|BOX|TEL|FAX|EN|"
    r"ISBN|ISSN|DOI|ICCPR|WTO|NATO|AU|ASEAN|OSCE|ART|ARTICLE|RULE|GOAL|AGENDA|CHAPTER|VOL|PAGE|P|PP|NO|ROOM|HALL|RH|SW|NW|SE|NE|W|N|"
    r"MAY|JUNE|JULY|JAN|FEB|MAR|APR|AUG|SEP|SEPT|OCT|NOV|DEC|UTC|GMT|L20|D|C)[-/. ]?\d",
)


def find_codes(page: Page) -> list[Found]:
    """The codes of the page, its own first. Those of other events have a low confidence."""
    own = list(_own(page))
    own.sort(key=lambda each: -each.confidence)
    found = {each.value: each for each in reversed(own)}
    for other in _others(page, own):
        found.setdefault(other.value, other)
    return sorted(found.values(), key=lambda each: -each.confidence)


def plain_code(words: str) -> str | None:
    """`"WP1725"`, or None for words that only look like a code: COP26, G20, a year, a symbol."""
    code = re.sub(r"\s+", "", words)
    year_alone = re.fullmatch(r"[A-Z]{3,6}[-/. ]?(?:19|20)\d\d", words)
    return None if NO_CODE.match(words) or year_alone or len(code) < 4 else code


def has_code(words: str) -> bool:
    """Whether a code is nearly all that `words` say: "| WP1442", "(WP1289)"."""
    match = JOINED.fullmatch(words) or JOINED_BEFORE.fullmatch(words)
    return bool(match and plain_code(match.group(1)))


def without_code(words: str) -> str:
    """`"Human Rights (WP1725)"` without what is behind or before the title."""
    for pattern in (IN_BRACKETS, AT_END, AT_START):
        match = pattern.search(words)
        if match and any(plain_code(each) for each in re.findall(CODE, match.group(1))):
            end = match.end() - 1 if pattern is AT_START else match.end()
            words = f"{words[: match.start()]} {words[end:]}"
    return " ".join(words.split()).strip(" |–—:·")


def _own(page: Page) -> Iterator[Found]:
    first = next((block for block in page.content if block.level == 1), None)
    for block in page.content:
        words = page.text[block.start : block.end]
        patterns: list[tuple[re.Pattern[str], float]] = [(LABELLED, 0.96)]
        if block is first:
            patterns = [(IN_BRACKETS, 0.99), (AT_START, 0.95), (AT_END, 0.95), *patterns]
        elif is_line(words):
            patterns = [*patterns, (LINE, 0.9)]
        for pattern, confidence in patterns:
            if (match := pattern.search(words)) and (pattern is not LABELLED or is_line(words)):
                yield from _found(block, match, confidence)
        if is_line(words):
            yield from _joined(block, words)
    for block in page.of_kind("chrome"):
        if match := re.search(
            rf"^[^a-z]{{0,3}}©.{{0,80}}?\b({CODE})\b|^({CODE})$", page.text[block.start : block.end]
        ):
            yield from _found(block, match, 0.85)
    for block in page.of_kind("address"):
        if match := SLUG.search(page.text[block.start : block.end]):
            code = plain_code(match.group(1).upper().replace("-", ""))
            if code:
                yield Found(
                    code, block.start + match.start(1), block.start + match.end(1), confidence=0.8
                )


def _joined(block: Block, words: str) -> Iterator[Found]:
    """A code that shares its line with a date, parted by a bar or by what was once one."""
    for date in DATE.finditer(words):
        after, before = JOINED.match(words, date.end()), JOINED_BEFORE.match(words[: date.start()])
        for match in filter(None, (after, before)):
            yield from _found(block, match, 0.94)


def _others(page: Page, own: list[Found]) -> Iterator[Found]:
    """Codes in the running text: of the same letters as the page's own, or in brackets."""
    prefixes = {re.match(r"\D*", each.value).group() for each in own}  # type: ignore[union-attr]
    for block in page.content:
        words = page.text[block.start : block.end]
        for match in re.finditer(rf"(?<![\w/])({CODE})(?![\w/])", words):
            code = plain_code(match.group(1))
            bracketed = match.start() > 0 and (
                words[match.start() - 1] in "(["
                or words[match.end() : match.end() + 1] in (")", "]")
            )
            alike = code and re.match(r"\D*", code).group() in prefixes  # type: ignore[union-attr]
            if (
                code
                and match.start()
                and (alike or (bracketed and re.fullmatch(r"[A-Z]{2,3}\d{2,4}", code)))
            ):
                yield Found(
                    code, block.start + match.start(1), block.start + match.end(1), confidence=0.3
                )


def _found(block: Span, match: re.Match[str], confidence: float) -> Iterator[Found]:
    group = next(number for number in range(1, match.re.groups + 1) if match.group(number))
    for number, each in enumerate(re.finditer(CODE, match.group(group))):
        start = block.start + match.start(group) + each.start()
        if code := plain_code(each.group()):
            yield Found(
                code, start, start + len(each.group()), confidence=confidence - number * 0.2
            )
