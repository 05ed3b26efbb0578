"""Partners behind a label, in a line that begins with the role, and in lines and logos below one."""

import re
from collections.abc import Iterator

from importer.extract.body import ACTION
from importer.extract.dates.patterns import DATE, OF_A_DAY
from importer.extract.lines import PERSON
from importer.extract.name_chunks import HEAD_NOUN, country_in
from importer.extract.organisations import NamedOrganisation, split_names
from importer.extract.page import LEGAL_FORM, Block, ParsedPage, is_line
from importer.extract.person_names import is_known_name
from importer.extract.words.labels import PARTNER_LABEL, Label, label_of

from .sentences import Found, may_take
from .triggers import triggers

MOST_BELOW, MOST_IN_NAME = 12, 10
# Labels of Nordic languages and Polish.
IN_SMALL = re.compile(
    r"arrang(?:[öø]r|er)|samarbe|med st[öø]|finansier(?:t|as|et) a|sponsorer|organizator|partnerzy|współ|patronat|wsparci|finansowan|sponsorzy",
    re.IGNORECASE,
)
PARTED = re.compile(r"[,;]\s*(?:(?:och|og|oraz|samt)\s+)?|\s+(?:och|og|oraz|samt)\s+")
LOGO = re.compile(r"\s*\blogo(?:type)?\b\s*(?:of\s+)?", re.IGNORECASE)


def partners_in_lists(page: ParsedPage) -> Iterator[Found]:
    role, stated, lines_left, logos = "", "", 0, False
    for block in page.content:
        text = page.text[block.start : block.end]
        label = label_of(text) if block.kind != "quote" else None
        if label and label.field == PARTNER_LABEL:
            role, stated, lines_left = label.value, label.text, MOST_BELOW
            rest = text[label.end :]
            if rest.strip() and not _ends_sentence(rest):
                yield from _behind_label(rest, label, block.start + label.end)
            lines_left = 0 if rest.strip() else lines_left
        elif label or block.names_next:
            lines_left = 0
        elif logos and block.kind not in ("logo", "item"):
            lines_left, logos = 0, False
        elif (
            lines_left
            and _may_be_listed(block, text)
            and not (DATE.search(text) or OF_A_DAY.match(text))
        ):
            lines_left, logos = lines_left - 1, block.kind == "logo"
            name = LOGO.sub(" ", text).strip()
            shift = max(text.find(name), 0)
            yield from _named(name, role, stated, block.start + shift, 0.88, whole=True)
        else:
            lines_left = 0
            if is_line(text) and block.kind != "quote" and not text.rstrip().endswith("."):
                yield from _in_line(block, text)


def _behind_label(rest: str, label: Label, offset: int) -> Iterator[Found]:
    """The names behind the label, and those behind further words for a role in the same line."""
    if IN_SMALL.search(label.text):
        yield from _whole_parts(rest, label, offset)
        return
    later = triggers(rest)
    first = later[0][1].start() if later else len(rest)
    yield from _named(rest[:first], label.value, label.text, offset, 0.93)
    for role, match, end in later:
        yield from _named(rest[match.end() : end], role, match.group(), offset + match.end(), 0.9)


def _whole_parts(rest: str, label: Label, offset: int) -> Iterator[Found]:
    """The names between commas: "Institutet för norra studier" goes on in small letters."""
    place = 0
    for part in PARTED.split(rest):
        start = rest.index(part, place)
        place = start + len(part)
        name = part.strip(" .")
        if not name[:1].isupper() or len(name.split()) > MOST_IN_NAME:
            continue
        start += part.index(name)
        named = NamedOrganisation(name, start, start + len(name), country_in(name))
        if may_take(named, label.value) and not _is_person(named):
            yield Found(named, label.value, label.text, offset, 0.88)


def _ends_sentence(text: str) -> bool:
    """Whether the line is a sentence. Then the names in it are found there."""
    bare = LEGAL_FORM.sub("", text.rstrip())
    return bare.endswith(".") and len(text.split()) > 3


def _in_line(block: Block, text: str) -> Iterator[Found]:
    """Partners in a line that begins with the role: In association with the Foo Institute."""
    matches = triggers(text)
    if matches and matches[0][1].start() == 0:
        for role, match, end in matches:
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
    return is_known_name(named.name) and not HEAD_NOUN.search(named.name)


def _may_be_listed(block: Block, text: str) -> bool:
    """Whether a line below a label can be a partner, and not a person with an office."""
    person = PERSON.match(text) and not HEAD_NOUN.search(re.split(r"[,(|]", text)[0])
    listed = block.kind in ("logo", "item") or (block.kind == "paragraph" and is_line(text))
    asks = ACTION.match(text) and not HEAD_NOUN.search(text)
    return listed and not (person or asks)
