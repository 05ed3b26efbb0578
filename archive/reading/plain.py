"""A page saved as plain text."""

import re

from .chrome import is_chrome
from .page import Block, Page, is_line

# What kind of page it is, above its title.
KICKER = re.compile(
    r"^(?:conference|meeting|event|workshop|roundtable|seminar|final)?\s*(?:report|summary|note|programme|agenda|announcement|invitation)"
    r"(?:\s+(?:on|of|from)\s+(?:the\s+)?\S+\s+\w+)?$",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
LINE = re.compile(r"[^\n]*\S")
BULLET = re.compile(r"\s*(?:[-*•·▪–]|\d{1,2}[.)])\s+(?=\S)")
ADDRESS = re.compile(r"^(?:\w[\w ]{0,20}:\s*)?<?https?://\S+>?$")
ADDRESS_BEGINS = re.compile(
    r"^(?:source|url|address|retrieved from|saved from|link)\s*:", re.IGNORECASE
)
# Lines of a wrapped paragraph are about as long as each other; lines of a list are short.
WRAPPED = 45
LABELLED = re.compile(
    r"(?:event|conference|meeting)?\s?(?:code|ref(?:erence)?|dates?|venue|location|when|where|no)\.?\s*:\s",
    re.IGNORECASE,
)

NO_HEADING = re.compile(r"[,!|@]$|[|@“”\"]|^[\w ]{1,30}:\s|^[—–-]")
# Names that begin a list, whatever follows.
LISTS = {
    "speakers",
    "speakers include",
    "confirmed speakers",
    "panellists",
    "panelists",
    "chair",
    "moderator",
    "partners",
    "sponsors",
    "organisers",
    "organizers",
    "supporters",
    "participants",
    "in association with",
    "in partnership with",
    "supported by",
    "background",
    "objectives",
    "themes",
    "context",
    "aims",
    "programme",
    "overview",
    "conclusions",
    "recommendations",
}


def read_text(text: str) -> Page:
    """The blocks of `text`: paragraphs parted by blank lines, and short lines one by one."""
    lines = [line for paragraph in PARAGRAPH.finditer(text) for line in _lines(paragraph)]
    blocks: list[Block] = []
    for number, (start, end) in enumerate(lines):
        words = " ".join(text[start:end].split())
        after = lines[number + 1] if number + 1 < len(lines) else None
        following = " ".join(text[slice(*after)].split()) if after else ""
        titled = any(block.kind == "heading" for block in blocks)
        blocks.append(_block(text, start, end, words, following=following, titled=titled))
    return Page(text, blocks)


def _lines(paragraph: re.Match[str]) -> list[tuple[int, int]]:
    lines = [
        (paragraph.start() + match.start(), paragraph.start() + match.end())
        for match in LINE.finditer(paragraph.group())
    ]
    widths = [end - start for start, end in lines]
    bulleted = any(BULLET.match(paragraph.string, start) for start, _ in lines)
    ended = re.search(r"[.!?:”\")]\s*$", paragraph.group())
    if len(lines) > 1 and not bulleted and ended and min(widths[:-1]) >= WRAPPED:
        return [(lines[0][0], lines[-1][1])]
    return lines


def _block(text: str, start: int, end: int, words: str, *, following: str, titled: bool) -> Block:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if ADDRESS.match(words) or ADDRESS_BEGINS.match(words):
        return Block(start, end, "address", href=words[words.find("http") :].rstrip(">"))
    if is_chrome(words):
        return Block(start, end, "chrome")
    if bullet := BULLET.match(text, start, end):
        return Block(bullet.end(), end, "item")
    if not titled and is_line(words) and not _is_fact(words):
        return Block(start, end, "heading", level=1)
    if _is_heading(words, following):
        return Block(start, end, "heading", level=2)
    return Block(start, end)


def _is_fact(words: str) -> bool:
    """A label with its value, a date or a single word: what may stand above a title."""
    from .dates import DATE  # dates.py needs Page, too

    told = LABELLED.match(words) or DATE.match(words) or KICKER.match(words)
    return len(words.split()) == 1 or bool(told)


def _is_heading(words: str, following: str) -> bool:
    """A line without an end above a paragraph that has one, or a name that begins a list."""
    from .dates import DATE

    if words.rstrip(":").casefold() in LISTS:
        return True
    told = NO_HEADING.search(words) or DATE.search(words) or not words[:1].isupper()
    return is_line(words) and not told and len(following.split()) > 14
