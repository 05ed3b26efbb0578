"""Runs of lines with people below a heading that is no known label: "Who you will hear"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cms.vocabularies import Capacity
from importer.extract.dates.patterns import DATE, OF_A_DAY
from importer.extract.page import Block, ParsedPage, is_line
from importer.extract.person_names import PERSON_NAME, TITLES
from importer.extract.words.labels import OTHER_LABEL, PARTNER_LABEL, PERSON_LABEL, label_of

from .listed import Listed, with_office
from .person import read_person

FEWEST, MOST_BETWEEN = 2, 1
# Ana Lund, curator: “Why they fade”
TALK = re.compile(r"[:–—-]?\s*[“«„‘\"'].{4,160}$")
# Clotilde Amerio (Torino), Il grido del banditore
OF_PLACE_WITH_TALK = re.compile(
    rf"{PERSON_NAME}\s*\([^()]{{2,60}}\)\s*[,:–—-]\s+[“«„‘\"'(A-ZÀ-Ý].{{5,200}}"
)
# Those who prepare an event do not speak at it.
NO_SPEAKERS = re.compile(
    r"committee|comité|comitato|comissão|ausschuss|beirat|board|contact|kontakt|team|équipe|équipo|organi[sz]|veranstalt|staff|secretar|sekretar|author|autor|editor|redak|press|presse|jury|winner|award|participants|teilnehm|alumni|sponsor|partner|member|membre|miembro|mitglied|committee|impressum|thank|dank|merci",
    re.IGNORECASE,
)


def people_in_runs(page: ParsedPage) -> Iterator[Listed]:
    """People with their offices, in at least two lines that follow each other."""
    blocks = [block for block in page.content if block.kind not in ("logo", "quote")]
    texts = [page.text[block.start : block.end] for block in blocks]
    run: list[Listed] = []
    number = passed = 0
    others = False
    while number < len(blocks):
        text = texts[number]
        below = texts[number + 1] if number + 1 < len(texts) else ""
        listed, lines = (None, 1) if others else _person(blocks[number], text, below)
        if listed:
            run.append(listed)
            passed = 0
        else:
            label, heads = label_of(text), blocks[number].kind == "heading"
            passed += 1
            heads = heads and not (OF_A_DAY.match(text) or DATE.match(text))
            ends = bool(label) or heads or passed > MOST_BETWEEN
            if ends and len(run) >= FEWEST:
                yield from run
            run = [] if ends else run
            if label or heads:
                others = bool(
                    NO_SPEAKERS.search(text)
                    or (label and label.field in (OTHER_LABEL, PARTNER_LABEL))
                )
        number += lines
    if len(run) >= FEWEST:
        yield from run


def _person(block: Block, text: str, below: str) -> tuple[Listed | None, int]:
    """The person of a line, or of a line and the one below it, and the number of lines."""
    label = label_of(text)
    labelled = label and label.field in (PERSON_LABEL, PARTNER_LABEL, OTHER_LABEL)
    person = read_person(text) if is_line(text) and not labelled else None
    if person is None or not person.known:
        return None, 1
    rest = text[person.end :].strip(" .,;")
    if (TALK.match(rest) and person.has_office) or OF_PLACE_WITH_TALK.fullmatch(text):
        bare = replace(person, role=None) if OF_PLACE_WITH_TALK.fullmatch(text) else person
        return Listed(bare.at(block.start), str(Capacity.SPEAKER)), 1
    if rest:
        return None, 1
    if not person.has_office and below.startswith(TITLES.sub("", person.name)):
        # The text about a person begins with the name: "Renata Oliphant directs …".
        return Listed(person.at(block.start), str(Capacity.SPEAKER)), 2
    lines = 1
    if not person.has_office:
        whole = with_office(person, below, text)
        person, lines = whole, 1 if whole == person else 2
    if not person.role:
        return None, 1
    return Listed(person.at(block.start), str(Capacity.SPEAKER)), lines
