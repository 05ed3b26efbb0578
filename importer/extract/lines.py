"""What a short line is when it is neither the title of a page nor a heading in it."""

import re

from .date_shapes import DATE
from .organisations import HEADS
from .people import HAS_ROLE, HONORIFIC, NAME
from .title_match import EVENT

# What kind of page it is, above its title.
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
# The name of a field whose value is beside or below it.
FIELD = re.compile(
    r"(?:fees?|costs?|price|contact|registration|accommodation|deadline|programme|language|time|dates?|venue|location|place|where|when|code"
    r"|chair(?:ed by|person|man|woman)?|co-chairs?|speakers?|moderators?|moderated by|panell?ists?|rapporteurs?|participants?|organi[sz]ed by"
    r"|organi[sz]ers?|partners?|sponsors?|sponsored by|supported by|funded by|hosted by|hosts?)\s*:?",
    re.IGNORECASE,
)
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
# What stands before the noun of an organisation in its name.
OF_NAME = r"(?:(?:[A-ZÀ-Ý][\w’'-]*|&|and|And)\s+)"
ABROAD = r"Akademie|Stiftung|Verein|Verband|Kirche|Fondation|Société|Académie"
MOST_TITLE_WORDS = 40


def is_fact(words: str) -> bool:
    """A label with its value, a date, a person, an author or a single word."""
    told = LABELLED.match(words) or DATE.match(words) or BYLINE.match(words) or PERSON.match(words)
    return len(words.split()) == 1 or bool(told)


def begins_list(words: str) -> bool:
    return words.rstrip(" :").casefold() in LISTS


def is_author(words: str, above: str) -> bool:
    """A name alone, right below the line that says when the page was written."""
    return bool(BYLINE.match(above) and re.fullmatch(NAME, words))


def is_kicker(words: str) -> bool:
    return bool(KICKER.match(words))


def is_organisation(words: str) -> bool:
    """Whether a line is an organisation's name and nothing else: the Society for Legal History."""
    name = words.title() if words.isupper() else words
    headed = re.match(
        rf"^(?:The\s+)?{OF_NAME}*(?:{HEADS}|{ABROAD})s?(?:\s+(?:[Oo]f|[Ff]or|[Oo]n|für|am|der|des|du|de)\s.+)?$",
        name,
    )
    return bool(headed) and not re.search(rf"^\w+ing\b|[:?,]|\b{EVENT}\b", name, re.IGNORECASE)


def may_be_title(words: str) -> bool:
    """Whether a line can name an event: no sentence, no fact, and finished."""
    return (
        len(words.split()) <= MOST_TITLE_WORDS
        and not re.search(r"[.;]$", words)
        and not UNFINISHED.search(words)
        and not is_fact(words)
        and not INVITES.search(words)
        and words[:1] not in "(•-–—“"
        and not _is_said_twice(words)
    )


def _is_said_twice(words: str) -> bool:
    """The text of a picture and the caption below it."""
    middle = len(words) // 2
    return words[:middle].strip() == words[middle:].strip()
