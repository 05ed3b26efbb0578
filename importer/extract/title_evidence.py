"""Weigh the lines that may be the title of a page: independent signs say which one is."""

import re
from dataclasses import dataclass

from .bare_title import bare_title
from .body import ACTION
from .boilerplate import is_boilerplate, is_menu
from .codes import without_code
from .dates.patterns import DATE
from .html_marks import NO_MARKS, Marks, is_proper_event, plain
from .letterhead import letterhead_length
from .lines import is_fact, is_kicker, is_organisation, may_be_title
from .name_chunks import HEAD_NOUN
from .page import Block, is_line
from .person_names import is_known_name
from .text_title import COUNTED, LECTURE
from .words.buildings import is_building
from .words.events import NAMES_EVENT
from .words.labels import label_of
from .words.places import is_town

KINDS = ("heading", "paragraph", "item")
MOST_LINES, NEAR_DATE, LONGEST, LONG_WORD = 12, 4, 250, 5
WEIGHTS = {
    "in head": 2.0,
    "in part of head": 1.0,
    "in data": 2.0,
    "marked": 1.5,
    "top heading": 1.5,
    "heading": 0.5,
    "names event": 1.0,
    "in text": 1.5,
    "words in text": 1.0,
    "in quotation marks": 1.5,
    "above date": 1.0,
    "first": 0.5,
    "organisation": -3.0,
    "body": -1.0,
    "kind of page": -3.0,
    "number": 0.0,
    "fact": -3.0,
    "site": -3.0,
    "building": -1.5,
    "prose": -2.0,
    "no title": -1.5,
    "above menu": -1.5,
    "letterhead": -4.0,
}
# The head of the page backs a line with one of these; a line with one of those is no title of an event.
BACKED = frozenset(["in head", "in part of head", "in data", "marked", "top heading"])
# What the choice of the rules weighs. The head and the elements of a page of HTML say more than its lines.
CHOSEN_IN_HTML, CHOSEN_IN_TEXT = 1.0, 2.0
NO_TITLE = frozenset(
    ["organisation", "kind of page", "fact", "site", "prose", "no title", "number", "letterhead"]
)
# The choice of such a line is no sign. A heading of HTML may be a single word.
UNFIT_IN_HTML = frozenset(["organisation", "site"])
UNFIT_IN_TEXT = UNFIT_IN_HTML | {"kind of page", "fact", "above menu", "letterhead", "no title"}
LEAST_HEADING, LEAST_BACKED = 1.5, 2.5


@dataclass(frozen=True)
class Heads:
    """What an HTML page says of its title outside its text: the parts of the titles in its head, the
    name in its data, its headings of level 1, and its marks."""

    parts: frozenset[str] = frozenset()
    name: str = ""
    tops: frozenset[str] = frozenset()
    marks: Marks = NO_MARKS


@dataclass(frozen=True)
class TitleCandidate:
    """A line that may be the title, and its signs."""

    block: Block
    signs: frozenset[str]

    @property
    def weight(self) -> float:
        return sum(WEIGHTS[sign] for sign in self.signs)

    @property
    def may_be_title(self) -> bool:
        return not self.signs & NO_TITLE


def weigh_title(
    text: str, blocks: list[Block], title: Block, heads: Heads | None = None
) -> tuple[Block, bool]:
    """The line with the most signs, and whether it is sure. That the rules choose `title` is one sign
    of it. The title is sure when it has the most signs without this one too."""
    candidates = _candidates(text, blocks, heads or Heads())
    own = next((one for one in candidates if one.block.start == title.start), None)
    if own is None:
        return title, False
    others = [one for one in candidates if not _is_same(text, one.block, title)]
    most = max((one.weight for one in others), default=0.0)
    fit = [one for one in others if one.may_be_title]
    best = max(fit, key=lambda one: one.weight, default=own)
    unfit, chosen = (UNFIT_IN_HTML, CHOSEN_IN_HTML) if heads else (UNFIT_IN_TEXT, CHOSEN_IN_TEXT)
    if best.weight > own.weight + (0.0 if own.signs & unfit else chosen):
        return best.block, False
    # An organisation may head all pages of its site.
    sure = own.weight >= most and own.weight > 0 and "organisation" not in own.signs
    return title, sure


def likeliest_heading(text: str, blocks: list[Block], heads: Heads) -> Block | None:
    """The heading with the most signs, or the line that the head backs, where no block has the title of the head."""
    headings = [
        one
        for one in _candidates(text, blocks, heads)
        if one.may_be_title
        and (
            (one.block.kind == "heading" and one.weight >= LEAST_HEADING)
            or (one.signs & BACKED and one.weight >= LEAST_BACKED)
        )
    ]
    return max(headings, key=lambda one: one.weight).block if headings else None


def _is_same(text: str, block: Block, other: Block) -> bool:
    return plain(text[block.start : block.end]) == plain(text[other.start : other.end])


def _candidates(text: str, blocks: list[Block], heads: Heads) -> list[TitleCandidate]:
    """The first lines and all headings, each with its weight."""
    lines = [(block, " ".join(text[block.start : block.end].split())) for block in blocks]
    prose = plain(" ".join(line for block, line in lines if not is_line(line)))
    words = set(prose.split())
    content = [(block, line) for block, line in lines if block.kind in KINDS and plain(line)]
    dated = [len(line) <= LONGEST and bool(DATE.search(line)) for _, line in content]
    menu, head = _end_of_menu(lines), letterhead_length([line for _, line in lines[:MOST_LINES]])
    below_head = lines[head][0].start if 0 < head < len(lines) else 0
    candidates = []
    for number, (block, line) in enumerate(content):
        if len(line) > LONGEST:
            continue
        of_page = _of_page(block, line, heads)
        backed = any(holds and sign in BACKED for sign, holds in of_page.items())
        if number < MOST_LINES or (backed and block.kind == "heading"):
            signs = of_page | _of_line(line) | _of_text(line, prose, words)
            signs["above date"] = any(dated[number + 1 : number + 1 + NEAR_DATE])
            signs["first"] = number == 0
            signs["above menu"] = block.start < menu
            signs["letterhead"] = block.start < below_head
            held = frozenset(sign for sign, holds in signs.items() if holds)
            candidates.append(TitleCandidate(block, held))
    return candidates


def _end_of_menu(lines: list[tuple[Block, str]]) -> int:
    """Where the last menu or path above the text begins: a line above it is of the site."""
    menu = 0
    for block, line in lines[:MOST_LINES]:
        if not is_line(line):
            break
        menu = block.start if block.kind == "boilerplate" and is_menu(line) else menu
    return menu


def _of_page(block: Block, line: str, heads: Heads) -> dict[str, bool]:
    """What the elements of the page and its head say of a line."""
    name, bare = plain(line), plain(bare_title(line))
    in_head = name in heads.parts or bare in heads.parts
    top = name in heads.tops
    return {
        "in head": in_head,
        "in part of head": not in_head and any(_shares(name, bare, part) for part in heads.parts),
        "in data": bool(heads.name) and heads.name in (name, bare),
        "marked": heads.marks.of_title(line),
        "site": name in heads.marks.sites,
        "top heading": top,
        "heading": block.kind == "heading" and block.level != 1 and not top,
    }


def _shares(name: str, bare: str, part: str) -> bool:
    """Whether the line contains a part of several words of the head, or the part contains the line."""
    return (part.count(" ") > 0 and part in name) or (bare.count(" ") > 1 and bare in part)


def _of_line(line: str) -> dict[str, bool]:
    """What the form of a line says of it."""
    event = bool(NAMES_EVENT.search(line)) and not ACTION.match(line)
    bare = without_code(line)
    kicker = is_boilerplate(line) or (is_kicker(bare) and not _is_counted_or_named(bare))
    organisation = is_organisation(line)
    quoted = line[:1] in "“„«\"'‘" and line[-1:] in "”“»\"'’"
    fact = is_fact(line) or bool(label_of(line)) or is_town(line) or _names_person(line)
    return {
        "names event": event and not kicker,
        "in quotation marks": quoted,
        "organisation": organisation,
        "body": not organisation and not event and bool(HEAD_NOUN.search(line)),
        "kind of page": kicker,
        "number": bool(COUNTED.match(line) or LECTURE.search(line)),
        "fact": fact,
        "no title": not fact
        and (not may_be_title(line[1:-1] if quoted else line) or bool(ACTION.match(line))),
        "building": is_building(line),
        "prose": not is_line(line),
    }


def _names_person(line: str) -> bool:
    """Whether the line is a person, with an office or a town: "Inga Kazlauskiene (Kaunas)"."""
    return is_known_name(re.split(r"\s*[(,]", line, maxsplit=1)[0])


def _is_counted_or_named(line: str) -> bool:
    """Whether the kind of event has a number or a name: "Ninth Annual Conference", "Blue Skills Forum"."""
    return bool(COUNTED.match(line)) or is_proper_event(line)


def _of_text(line: str, prose: str, words: set[str]) -> dict[str, bool]:
    """Whether the sentences of the page have the line, or most of its long words."""
    bare = plain(bare_title(line))
    long = {word for word in bare.split() if len(word) >= LONG_WORD}
    return {
        "in text": bare.count(" ") > 1 and bare in prose,
        "words in text": bool(long) and len(long & words) * 2 > len(long),
    }
