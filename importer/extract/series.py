"""Which series the event belongs to, and the how many-th of it this is."""

import re
from collections.abc import Iterator

from .page import Page, Span
from .proposal import Found
from .title_match import EVENT, OTHER, OWN, hosts_it

UNITS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
TENS = {
    "twent": 20,
    "thirt": 30,
    "fort": 40,
    "fift": 50,
    "sixt": 60,
    "sevent": 70,
    "eight": 80,
    "ninet": 90,
}
NUMBERS = {word: number for number, word in enumerate(UNITS, 1)} | {
    f"{ten}ieth": value for ten, value in TENS.items()
}
NUMBERS |= {
    f"{ten}y{join}{unit}": value + number
    for ten, value in TENS.items()
    for number, unit in enumerate(UNITS[:9], 1)
    for join in "- "
}
NUMBERS["hundredth"] = NUMBERS["one hundredth"] = 100
WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
ORDINAL = re.compile(rf"\b(?:(\d{{1,4}})\s?(?:st|nd|rd|th)|({WORDS}))\b", re.IGNORECASE)
THING = rf"(?:{EVENT}|one|session|round|instal?lment|series)"
# "… and last" and the words of the event's kind; a month, a body or a day ends it.
COUNTED = re.compile(
    rf"^(?:\s+and\s+(?:last|final))?(?=\s+(?:in|of)\s+(?:a|the|our|its|this)\s+(?:[\w-]+\s+){{0,6}}?series\b)"
    rf"|^(?:\s+(?:and\s+(?:last|final|most recent)|(?!(?:of|on|in|at|the|day|session|sitting|world|century|time|january|february|march|april|may|june"
    rf"|july|august|september|october|november|december|anniversary|floor|committee|appeal)\b)[\w’'&-]+)){{0,6}}?\s+{THING}\b",
    re.IGNORECASE,
)
IN_SERIES = re.compile(r"^\s+in\s+(?:the|our|this|its|a|an)\b[^.;]{0,60}?\bseries\b", re.IGNORECASE)
SELF = re.compile(
    rf"^(?:the|this(?:\s+(?:{EVENT}|year['’]s\s+\w+))?(?:\s+(?:is|was|will be|marks|marked|being))?(?:\s+(?:the|our))?"
    rf"|(?:it|the\s+(?:[\w’'-]+\s+){{0,3}}?{EVENT})\s+(?:is|was|will be|marks|marked|being)\s+(?:the|our)|our|now in its|[\w’' ]{{2,40}}['’]s|wilton park|for the)?\s*$",
    re.IGNORECASE,
)
SERIES = (
    re.compile(
        r"\b(?:in|of|within|under)\s+(?:the|our|its|an?)\s+((?:(?!series\b)[\w’'&-]+,?\s+){1,9}?series\b"
        r"(?!\s+of\b)(?:\s+on\s+[^.,;()]{3,60}(?=[.,;)]))?)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:in|part\s+of)\s+(?:the|our|its|an?)\s+(series\s+of\s+(?:[\w’'&-]+\s+){{0,4}}?{EVENT}s(?:\s+on\s+(?:[\w’'-]+,?\s+){{0,6}}?[\w’'-]+)?)(?=[.,;)]|\s+(?:that|which|since|organi[sz]ed|held|will|is|was|focus\w*|look\w*|bring\w*|convened)\b)",
        re.IGNORECASE,
    ),
)
SAID_OF_THIS = re.compile(
    r"\bthis\b|\bour\b|\b(?:is|was|marks|marked|will be|being)\s+(?:the|our)$|now in its$",
    re.IGNORECASE,
)
OF_A_YEAR = re.compile(r"\s*,?\s+(?:held\s+)?(?:in|of)\s+(?:\w+\s+)?\d{4}\b")
# … a call for papers for its 26th Annual Conference, which will …; … will host the 9th Forum.
HELD = re.compile(r"\b(?:its|our|the)\s*$", re.IGNORECASE)
WHICH = re.compile(r"^,?\s+(?:which|to (?:take place|be held)|taking place)\b")
# What the page's own event does or did.
SUBJECT_OF = re.compile(
    r"\bseries\b|^\s*(?:[\w ]+\s)?(?:will|takes place|took place|brings|brought|is|was held|provides|explor\w+|gather\w+"
    r"|conven\w+|met|focus\w*|aims|seeks|looks|looked|asks|asked|considers?|considered|examin\w+|address\w+|return\w+)\b",
    re.IGNORECASE,
)
# The first panel and the second session are parts of one event.
PART = re.compile(r"^\s+(?:panel|session|round|one|workshop|meeting|event)\b", re.IGNORECASE)
NOT_A_SERIES = re.compile(
    r"\b(?:time|world|tv|television|book|paper|lecture notes|briefing|policy|webinar recording)\s+series\b",
    re.IGNORECASE,
)


BODY = re.compile(
    r"\s+(?:(?:regular|special|plenary|annual)\s+)?(?:(?:session|sitting)\s+of\s+the\s+[A-Z]|meeting\s+of\s+the\s+(?:\w+\s+){0,4}?"
    r"(?:UN|United|Security|General|Council|Assembly|Committee|Commission|Board|Parliament|Parties|Group)\b)"
)


def find_ordinal(page: Page) -> Found | None:
    """The number of the event in its series, stated of this event and of nothing else.

    Its value is the number; its span holds the number and what is counted: "15th conference".
    """
    found = [*_ordinals_of_title(page), *_ordinals_of_sentences(page)]
    return found[0] if len({each.value for each in found}) == 1 else None


def find_series(page: Page) -> Found | None:
    """The series as its name is stated: "annual human rights series"."""
    found = []
    for sentence in page.sentences:
        for pattern in SERIES:
            for match in pattern.finditer(page.text, sentence.start, sentence.end):
                name = page.words(Span(*match.span(1)))
                before = page.text[sentence.start : match.start()]
                if not NOT_A_SERIES.search(name) and not _is_other(before):
                    counted = ORDINAL.search(before)
                    found.append(Found(name, *match.span(1), confidence=0.95 if counted else 0.85))
    names = {each.value.casefold() for each in found}
    return max(found, key=lambda each: each.confidence) if len(names) == 1 else None


def earlier_ones(page: Page) -> Iterator[Span]:
    """The sentences that count another event than the last one that the page counts: "the 1st
    conference was hosted by …" on a page about the 2nd."""
    counted: dict[Span, set[int]] = {}
    for sentence in page.sentences:
        for match in ORDINAL.finditer(page.text, sentence.start, sentence.end):
            rest = page.text[match.end() : sentence.end]
            if COUNTED.match(rest) and not _of_a_body(rest) and not PART.match(rest):
                counted.setdefault(sentence, set()).add(_number(match))
    last = max((number for numbers in counted.values() for number in numbers), default=0)
    for sentence, numbers in counted.items():
        if last not in numbers:
            yield sentence


def _is_other(before: str) -> bool:
    return bool(OTHER.search(before)) and not ORDINAL.search(before)


def _ordinals_of_title(page: Page) -> Iterator[Found]:
    for block in page.content:
        if (block.kind == "heading" and block.level == 1) or (
            block.kind == "paragraph" and _is_label(page, block)
        ):
            for match in ORDINAL.finditer(page.text, block.start, block.end):
                before = page.text[block.start : match.start()]
                opens = not before.strip() or re.search(
                    r"(?:^\s*(?:the|report (?:of|on|from) the)|[:|–—(-])\s*(?:the\s+)?$|['’]s\s+$",
                    before,
                    re.IGNORECASE,
                )
                counted = COUNTED.match(page.text[match.end() : block.end])
                if opens and counted and not _of_a_body(page.text[match.end() : block.end]):
                    yield _found(page, match, counted)


def _is_label(page: Page, block: Span) -> bool:
    """A short line such as "12th edition" or "Wilton Park's 901st conference"."""
    words = page.words(block)
    return len(words.split()) <= 8 and not words.endswith(".")


def _ordinals_of_sentences(page: Page) -> Iterator[Found]:
    for sentence in page.sentences:
        for match in ORDINAL.finditer(page.text, sentence.start, sentence.end):
            before = page.text[sentence.start : match.start()]
            clause = (
                re.split(r"[,;:]\s+", before.strip(' “"('))[-1]
                if not OWN.match(before.strip())
                else before.strip()
            )
            rest = page.text[match.end() : sentence.end]
            counted = COUNTED.match(rest)
            if not counted or _of_a_body(rest) or OTHER.search(before):
                continue
            scoped = IN_SERIES.match(rest[counted.end() :]) or SAID_OF_THIS.search(clause)
            after = rest[counted.end() :]
            named = _is_title(page, rest) or (
                HELD.search(before) and (WHICH.match(after) or hosts_it(page.words(sentence)))
            )
            own = named or (
                SELF.match(clause.strip()) and clause.strip() and (scoped or not PART.match(rest))
            )
            if named or (own and not _is_subject_of_another(clause, after)):
                yield _found(page, match, counted)


def _is_title(page: Page, rest: str) -> bool:
    """Whether the title of the page is what is counted."""
    title = next((page.words(block) for block in page.content if block.level == 1), "")
    return bool(title) and " ".join(rest.split()).casefold().startswith(title.casefold())


def _is_subject_of_another(clause: str, after: str) -> bool:
    """The 14th conference, in 2018, found … is another one; This is the 11th iteration is not."""
    if SAID_OF_THIS.search(clause):
        return False
    return bool(OF_A_YEAR.match(after)) or not SUBJECT_OF.search(after[:120])


def _of_a_body(rest: str) -> bool:
    """The 73rd session of the UN General Assembly counts the sessions of that body."""
    return bool(BODY.match(rest))


def _found(page: Page, match: re.Match[str], counted: re.Match[str]) -> Found:
    return Found(_number(match), match.start(), match.end() + counted.end(), confidence=0.93)


def _number(match: re.Match[str]) -> int:
    return int(match.group(1)) if match.group(1) else NUMBERS[match.group(2).casefold()]
