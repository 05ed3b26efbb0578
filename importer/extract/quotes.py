"""The quotations on the page, with their speakers where the page names them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .attribution import (
    PRONOUN,
    SAYS,
    attribution,
    has_verb_of_saying,
    signature,
    signs,
    speaker_fields,
)
from .page import Block, ParsedPage, is_line
from .people.person import read_person
from .person_names import PERSON_NAME, is_known_name
from .proposal import Extraction
from .speakers import known_speaker
from .words.events import EVENT
from .words.hours import TIME
from .words.labels import label_of

# the colloquium “The Borders of the Vote”
OF_EVENT = re.compile(rf"\b{EVENT}[,:]?\s*$", re.IGNORECASE)
FEWEST_WORDS = 8
FEWEST_IN_BLOCK = 5
# As one participant put it, “the coffee breaks were the real parliament”.
# The name of the speaker directly behind the quotation: "… every mower.Ana Lund".
GLUED = re.compile(rf"[.!?”»\"]({PERSON_NAME})$")
# “The piano that listened”, by Leandro Roy
GIVEN_BY = re.compile(
    rf"\s*,?\s+(?:por|par|by|von|di|door|de)\s+(?:(?:la|el|le|the)\s+)?{PERSON_NAME}"
)
PUT_SO = re.compile(
    r"\b(?:(?:put|puts) it|said|says|(?:a )?dit|sagte|dijo|disse|zei)(?:\s+that)?\s*[,:]?\s*$"
    r"|\b(?:[Ii]n the words of|[Cc]omme l[’']a (?:dit|formulé|résumé)|[Cc]omme (?:dit|disait)|[Cc]omo (?:dijo|señaló|resumió)|[Cc]ome ha detto|[Cc]omo disse|[Ee]n palabras de|[Ss]elon les mots de)\b[^.;:“”]{3,60}[,:]\s*$"
)
MARKED = re.compile(
    r"„([^„“”]{12,}?)[“”]|“([^“”]{12,}?)”|\"([^\"\n]{12,}?)\"|«\s?([^«»]{12,}?)\s?»"
    r"|(?<![\w’])‘([^‘]{12,}?(?:[.,!?…]’(?!\w)|[^s\s]’(?=[\s.,;:!?)]|$)|s’(?=[.,;:!?)]|$)))"
    r"|(?<![\w'])'((?:[^'\n\"]|(?<=\w)'(?=\w)){12,}?)'(?=[\s.,;:!?)]|$)"
)


def find_quotes(page: ParsedPage) -> Iterator[Extraction]:
    """`{"text", "attribution_stated", "speaker", "role_then", "occasion_stated", "date"}` of each."""
    blocks = page.content
    lines = [page.text_of(block) for block in blocks if is_line(page.text_of(block))]
    names = {_plain(line) for line in lines if not MARKED.fullmatch(line)}
    for number, block in enumerate(blocks):
        below = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.kind == "quote" and number and signs(page, block, blocks[number - 1]):
            continue
        in_sentence = block.kind == "quote" and _is_told(page, block)
        if block.kind == "quote" and not in_sentence and _is_enough(page, block, below):
            yield _block_quote(page, block, below, blocks[number - 1] if number else None)
        elif in_sentence or block.kind in ("paragraph", "item") or is_quoted(page, block):
            yield from _in_text(page, block, below, names)


def _is_told(page: ParsedPage, block: Block) -> bool:
    """Whether a block holds the sentence around the quotation, too: "“…,” said Ana Lund in Lyon."."""
    text = page.text[block.start : block.end]
    match = MARKED.match(text)
    return bool(match) and has_verb_of_saying(text, match)  # type: ignore[arg-type]


def _is_enough(page: ParsedPage, block: Block, below: Block | None) -> bool:
    """Whether a block is long enough for a quotation. A signed one may have few words."""
    count = len(page.text_of(block).split())
    signed = below is not None and below.kind == "quote" and signs(page, below, block)
    return count >= FEWEST_IN_BLOCK or (count > 2 and signed)


def is_quoted(page: ParsedPage, block: Block) -> bool:
    """Whether a heading is a pull quote: only text in quotation marks."""
    match = MARKED.fullmatch(page.text, block.start, block.end)
    heads = block.kind == "heading" and block.level > 1
    return heads and bool(match) and _is_quotation(page.text, match)  # type: ignore[arg-type]


def _in_text(
    page: ParsedPage, block: Block, below: Block | None, names: set[str]
) -> Iterator[Extraction]:
    """The quotations in a paragraph. One that continues after "…,” she said." has the same speaker."""
    text = page.text[block.start : block.end]
    before: tuple[int, dict[str, Any]] | None = None
    for match in MARKED.finditer(text):
        quotation = next(filter(None, match.groups()))
        between = " ".join(text[before[0] : match.start()].split()) if before else ""
        goes_on = bool(before) and _continues(between, before[1]) and quotation[-1:] in ".!?…"  # type: ignore[index]
        if (
            not (goes_on or _is_quotation(text, match))
            or _is_talk(text, match)
            or (_plain(quotation) in names and match.group() != text)
        ):
            continue
        quote = _marked(page, block, match, below)
        if before and not quote.value["speaker"] and _continues(between, before[1]):
            who = {key: before[1][key] for key in before[1] if key != "text"}
            quote = replace(quote, value=quote.value | who)
        before = (match.end(), quote.value)
        yield quote


def _is_talk(text: str, match: re.Match[str]) -> bool:
    """Whether the text in quotation marks is the title of a talk: behind a time, a label or a person,
    and without the full stop of a sentence."""
    if GIVEN_BY.match(text[match.end() :]) and not has_verb_of_saying(text, match):
        return True
    before, quotation = text[: match.start()].strip(), next(filter(None, match.groups()))
    if not before or quotation.rstrip()[-1:] in ".!…," or has_verb_of_saying(text, match):
        return False
    person = read_person(before)
    return bool(
        TIME.match(before) or label_of(before) or (person and person.end >= len(before) - 2)
    )


def _continues(between: str, value: dict[str, Any]) -> bool:
    """Whether only the attribution is between two quotations."""
    name = value["speaker"]
    return (
        bool(name)
        and bool(re.fullmatch(rf"{SAYS}\b.{{0,120}}[.,:]|.{{0,120}}\b{SAYS}[.,:]", between))
        and (name in between or bool(PRONOUN.match(between)))
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" .,?!“”‘’'\"")


def _announced(page: ParsedPage, above: Block | None, bare: str) -> dict[str, Any] | None:
    """The attribution in the line above: "Ana Lund said:"."""
    line = page.text_of(above) if above else ""
    text = f"{line} “{bare}”"
    match = MARKED.match(text, len(line) + 1) if line.endswith(":") else None
    value = attribution(text, match) if match else None
    return value if value and value["speaker"] else None


def _block_quote(
    page: ParsedPage, block: Block, below: Block | None, above: Block | None
) -> Extraction:
    text = page.text[block.start : block.end]
    signed = re.match(rf"(?s)^(.{{20,}}[.!?”\"])\s*[—–]\s*({PERSON_NAME}.*)$", text)
    glued = GLUED.search(text)
    if glued and is_known_name(glued[1]):
        signed = re.match(r"(?s)(.*[.!?”»\"])(.*)$", text)
    quotation = signed.group(1) if signed else text
    bare = quotation.strip().strip('“”„"«»‘').strip()
    start = block.start + text.find(bare)
    value = (
        speaker_fields(signed.group(2), "", signed.group(2))
        if signed
        else _announced(page, above, bare) or signature(page, block, below)
    )
    return Extraction(
        {"text": " ".join(bare.split()), **value},
        start,
        block.end if signed else start + len(bare),
        confidence=0.92,
    )


def _marked(
    page: ParsedPage, block: Block, match: re.Match[str], below: Block | None
) -> Extraction:
    text = page.text[block.start : block.end]
    group = next(number for number in range(1, MARKED.groups + 1) if match.group(number))
    quotation = " ".join(match.group(group).split()).removesuffix("’")
    alone = not text[: match.start()].strip() and not text[match.end() :].strip()
    value = signature(page, block, below) if alone else attribution(text, match)
    if not value["speaker"] and not alone:
        value = _by_known(page, text, match) or value
    if quotation.endswith(","):
        quotation = quotation[:-1]
    return Extraction(
        {"text": quotation, **value},
        block.start + match.start(group),
        block.start + match.end(group) - (1 if match.group(group).endswith("’") else 0),
        confidence=0.95,
    )


def _by_known(page: ParsedPage | None, text: str, match: re.Match[str]) -> dict[str, Any] | None:
    """The attribution to a person whom a known name shows."""
    before = " ".join(text[: match.start()].split())
    after = " ".join(text[match.end() :].split())
    name, office = known_speaker(page, before, after)
    who = f"{name}, {office}" if office else name
    return speaker_fields(who, "", who) if name else None


def _is_quotation(text: str, match: re.Match[str]) -> bool:
    """Whether the text in quotation marks is a quotation, and not a title or a term."""
    quotation = next(group for group in match.groups() if group)
    tokens = re.findall(r"[\w’'-]+", quotation)
    if len(tokens) < FEWEST_WORDS and not _is_short_sentence(text, match, quotation, len(tokens)):
        return False
    says = has_verb_of_saying(text, match) or PUT_SO.search(text[: match.start()])
    if quotation[:1].islower() and quotation[-1:] not in ".,!?…" and not says:
        return False
    capitals = sum(word[0].isupper() for word in tokens if len(word) > 3)
    long = sum(len(word) > 3 for word in tokens)
    titled = re.search(
        r"\b(?:entitled|titled|called|named|report|paper|book|article|session on|theme(?: of)?|theme is|under the title|panel|on|initiative|conference|meeting|workshop|motto|slogan|publication|of)[,:]?\s*$",
        text[: match.start()],
        re.IGNORECASE,
    )
    themed = re.search(r"\btheme\b[^.“‘\"]{0,60}$", text[: match.start()], re.IGNORECASE)
    themed = themed or re.match(r"[,.]?\s*(?:is|was) the (?:theme|title)\b", text[match.end() :])
    of_event = OF_EVENT.search(text[: match.start()]) and not says
    return capitals <= long * 0.6 and not (titled or themed or of_event)


def _is_said(text: str, match: re.Match[str]) -> bool:
    stated = attribution(text, match)["attribution_stated"]
    return bool(stated or _by_known(None, text, match))


def _is_short_sentence(text: str, match: re.Match[str], quotation: str, count: int) -> bool:
    """Whether a few words are a quotation: they are a sentence, and the page names the speaker."""
    if PUT_SO.search(text[: match.start()]):
        return count >= FEWEST_IN_BLOCK and bool(attribution(text, match)["attribution_stated"])
    closed = text[match.end() : match.end() + 1] == ","
    ended = (closed or quotation.rstrip()[-1:] in ".,!?…") and quotation.strip()[:1].isupper()
    return count > 2 and ended and _is_said(text, match)
