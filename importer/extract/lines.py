"""Classify short lines: fact, author, organisation, or possible title."""

import re

from .date_shapes import DATE
from .name_chunks import HEADS
from .person_names import HAS_ROLE, HONORIFIC, NAME
from .title_match import EVENT

# The line above a title that names the kind of page.
KICKER = re.compile(
    rf"^(?:(?:conference|meeting|event|workshop|roundtable|seminar|final|summary)?\s*(?:report|summary|record|proceedings|minutes|note|programme|agenda|announcement|invitation)"
    rf"(?:\s+(?:on|of|from)\s+(?:the\s+)?\S+\s+\w+)?"
    rf"|(?:[\w-]+\s+)?(?:{EVENT}|webinar|lecture)s?(?:\s+(?:information|details|report|summary|page|announcement))?"
    rf"|(?:[\w’'-]+\s+){{0,4}}{EVENT}\s+(?:report|proceedings|summary|programme)(?:\s+[A-Z]{{1,5}}\s?\d[\d/.-]*)?"
    rf"|\S+\s+(?:regular\s+|special\s+)?session of the [\w ]+|call for (?:papers|participation|contributions|proposals)"
    rf"|save the date[!:]?|concept note.*|background note.*|press release.*|invitation.*|(?:not )?for (?:immediate )?release.*|embargo.*)$",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"^(?:(?:event|conference|meeting)\s?)?(?:code|ref(?:erence)?(?: no)?|dates?|venue|location|when|where|place|no|chair(?:ed by|person|man|woman)?|co-chairs?"
    r"|speakers?|moderators?|moderated by|panell?ists?|rapporteurs?|hosts?|hosted by|organi[sz]ed by|organi[sz]ers?|partners?|sponsors?"
    r"|sponsored by|supported by|funded by|time|type|format|language|cost|price|contact|email|e-mail|tel(?:ephone)?|phone|author|tags?|topics?|categor(?:y|ies)|share"
    r"|(?:conference\s+)?theme|published|updated|posted|dates?\s+(?:and|&)\s+(?:venue|time|place))\.?\s*:(?:\s|$)",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^(?:by\s+\w[\w.’' -]{1,40}|(?:news|blog|article|post)\s*[–—|-]\s.{0,40}\d{4}|(?:published|posted|updated)\b.{0,60})$",
    re.IGNORECASE,
)
# The name of a field. Its value is beside or below it.
FIELD = re.compile(
    r"(?:fees?|costs?|price|contact|registration|accommodation|deadline|programme|language|time|dates?|venue|location|place|where|when|code"
    r"|chair(?:ed by|person|man|woman)?|co-chairs?|speakers?|moderators?|moderated by|panell?ists?|rapporteurs?|participants?|organi[sz]ed by"
    r"|organi[sz]ers?|partners?|sponsors?|sponsored by|supported by|funded by|hosted by|hosts?)\s*:?",
    re.IGNORECASE,
)
# Headings of lists.
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
    "sponsored by",
    "funded by",
    "organised by",
    "organized by",
    "hosted by",
    "notes to editors",
}
UNFINISHED = re.compile(r"(?:\b(?:and|the|of|for|to|in|on|by|with|a|an)|[,;–—-])$", re.IGNORECASE)
INVITES = re.compile(
    r"\b(?:pleased to|invites? you|cordially|you are invited|welcome to)\b", re.IGNORECASE
)
PERSON = re.compile(
    rf"^(?:(?:H\.?\s?E\.?\s+)?{HONORIFIC}{NAME}|{NAME}\s*[,–—|(].*{HAS_ROLE.pattern}.*)", re.DOTALL
)
# The words before the noun in the name of an organisation.
OF_NAME = r"(?:(?:[A-ZÀ-Ý][\w’'-]*|&|and|And)\s+)"
ABROAD = r"Akademie|Stiftung|Verein|Verband|Kirche|Fondation|Société|Académie"
MOST_TITLE_WORDS = 40


def is_fact(line: str) -> bool:
    """Whether the line is a label with a value, a date, a person, an author or a single word."""
    is_shaped = LABELLED.match(line) or DATE.match(line) or BYLINE.match(line) or PERSON.match(line)
    return len(line.split()) == 1 or bool(is_shaped)


def begins_list(line: str) -> bool:
    return line.rstrip(" :").casefold() in LISTS


def is_author(line: str, above: str) -> bool:
    """Whether the line is a name directly below the line with the day of publication."""
    return bool(BYLINE.match(above) and re.fullmatch(NAME, line))


def is_kicker(line: str) -> bool:
    return bool(KICKER.match(line))


def is_organisation(line: str) -> bool:
    """Whether the line is only the name of an organisation: the Society for Legal History."""
    name = line.title() if line.isupper() else line
    headed = re.match(
        rf"^(?:The\s+)?{OF_NAME}*(?:{HEADS}|{ABROAD})s?(?:\s+(?:[Oo]f|[Ff]or|[Oo]n|für|am|der|des|du|de)\s.+)?$",
        name,
    )
    return bool(headed) and not re.search(rf"^\w+ing\b|[:?,]|\b{EVENT}\b", name, re.IGNORECASE)


def may_be_title(line: str) -> bool:
    """Whether the line can be a title: it is complete, and neither a sentence nor a fact."""
    return (
        len(line.split()) <= MOST_TITLE_WORDS
        and not re.search(r"[.;]$", line)
        and not UNFINISHED.search(line)
        and not is_fact(line)
        and not INVITES.search(line)
        and line[:1] not in "(•-–—“"
        and not _is_repeated(line)
    )


def _is_repeated(line: str) -> bool:
    """Whether the line has the same text twice: that of a picture and its caption."""
    middle = len(line) // 2
    return line[:middle].strip() == line[middle:].strip()
