"""Partners behind a label, in a line that begins with the role, and in lines and logos below one."""

import re
from collections.abc import Iterator

from importer.extract.lines import PERSON
from importer.extract.name_chunks import HEAD
from importer.extract.organisations import NamedOrganisation, split_names
from importer.extract.page import Block, ParsedPage, is_line
from importer.extract.person_names import is_known_name
from importer.extract.words.labels import PARTNER, Label, label_of

from .sentences import Found, may_take
from .triggers import triggers

MOST_BELOW = 12
LOGO = re.compile(r"\s*\blogo(?:type)?\b\s*(?:of\s+)?", re.IGNORECASE)


def partners_in_lists(page: ParsedPage) -> Iterator[Found]:
    role, stated, left = "", "", 0
    for block in page.content:
        text = page.text[block.start : block.end]
        label = label_of(text) if block.kind != "quote" else None
        if label and label.field == PARTNER:
            role, stated, left = label.value, label.text, MOST_BELOW
            rest = text[label.end :]
            if rest.strip() and not _ends_sentence(rest):
                yield from _behind_label(rest, label, block.start + label.end)
            left = 0 if rest.strip() else left
        elif label:
            left = 0
        elif left and _may_be_listed(block, text):
            left -= 1
            name = LOGO.sub(" ", text).strip()
            shift = max(text.find(name), 0)
            yield from _named(name, role, stated, block.start + shift, 0.88, whole=True)
        else:
            left = 0
            if is_line(text) and block.kind != "quote" and not text.rstrip().endswith("."):
                yield from _in_line(block, text)


def _behind_label(rest: str, label: Label, offset: int) -> Iterator[Found]:
    """The names behind the label, and those behind further words for a role in the same line."""
    later = triggers(rest)
    first = later[0][1].start() if later else len(rest)
    yield from _named(rest[:first], label.value, label.text, offset, 0.93)
    for role, match, end in later:
        yield from _named(rest[match.end() : end], role, match.group(), offset + match.end(), 0.9)


def _ends_sentence(text: str) -> bool:
    """Whether the line is a sentence. Then the names in it are found there."""
    return text.rstrip().endswith(".") and len(text.split()) > 3


def _in_line(block: Block, text: str) -> Iterator[Found]:
    """Partners in a line that begins with the role: In association with the Foo Institute."""
    found = triggers(text)
    if found and found[0][1].start() == 0:
        for role, match, end in found:
            offset = block.start + match.end()
            yield from _named(text[match.end() : end], role, match.group(), offset, 0.9)


def _named(
    text: str, role: str, stated: str, offset: int, confidence: float, *, whole: bool = False
) -> Iterator[Found]:
    shift = len(text) - len(text.lstrip(" :"))
    for named in split_names(text[shift:], whole=whole):
        if may_take(named, role) and not _is_person(named):
            yield Found(named, role, stated, offset + shift, confidence)


def _is_person(named: NamedOrganisation) -> bool:
    return is_known_name(named.name) and not HEAD.search(named.name)


def _may_be_listed(block: Block, text: str) -> bool:
    """Whether a line below a label can be a partner, and not a person with an office."""
    person = PERSON.match(text) and not HEAD.search(re.split(r"[,(|]", text)[0])
    listed = block.kind in ("logo", "item") or (block.kind == "paragraph" and is_line(text))
    return listed and not person
