"""Words that somebody said, with who it was as far as the page tells."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .date_shapes import DATE, YEAR, read_date
from .organisations import HEADS
from .page import Block, Page, is_line
from .people import NAME, NO_NAME, ROLE_NOUN, office_and_name
from .proposal import Found

FEWEST_WORDS = 8
FEWEST_IN_BLOCK = 5
MARKED = re.compile(
    r"“([^“”]{20,}?)”|\"([^\"\n]{20,}?)\"|«\s?([^«»]{20,}?)\s?»"
    r"|(?<![\w’])‘([^‘]{20,}?(?:[.,!?…]’(?!\w)|[^s\s]’(?=[\s.,;:!?)]|$)|s’(?=[.,;:!?)]|$)))"
    r"|(?<![\w'])'((?:[^'\n\"]|(?<=\w)'(?=\w)){20,}?)'(?=[\s.,;:!?)]|$)"
)
SAYS = (
    r"(?:sa(?:id|ys)|stat(?:ed|es|ing)|not(?:ed|es|ing)|observ(?:ed|es|ing)|declar(?:ed|es|ing)|argu(?:ed|es|ing)|remark(?:ed|s|ing)|remind(?:ed|s|ing)(?:\s+\w+){0,3}"
    r"|ask(?:ed|s|ing)|wrote|writes|writing|told(?:\s+\w+){1,3}|explain(?:ed|s|ing)|conclud(?:ed|es|ing)|emphasi[sz](?:ed|es|ing)|stress(?:ed|es|ing)|warn(?:ed|s|ing)|comment(?:ed|s|ing)|add(?:ed|s|ing)|call(?:ed|s)|insist(?:ed|s)|put it|recall(?:ed|s|ing)|urg(?:ed|es|ing)|affirm(?:ed|s|ing)|echo(?:ed|es|ing)|speaking|proclaim(?:ed|s|ing)|rappelle|déclare|explique|affirme|souligne|sagte?|erklärte?)"
)
WHO = rf"(?:(?:the\s+)?(?:[\w’'-]+\s+){{0,8}}?(?i:{ROLE_NOUN})\b[\w ’'&-]{{0,60}},?\s+)?{NAME}(?:,\s+(?!(?:{SAYS}|\w+(?:ed|ing|es))\b)[^,.“”]{{3,90}})?"
AFTER = (
    re.compile(
        rf"^[,.]?\s*(?:these|those)\s+(?:were\s+the\s+)?words\s+(?:from|of|by)\s+(?P<who>{WHO})\s*(?:\((?P<occasion>[^)]+)\))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^[,.]?\s*{SAYS}\s+(?P<who>{WHO})\s*(?:\((?P<occasion>[^)]+)\)|,?\s+(?P<when>(?:at|in|during|to)\s+(?:the\s+[\w ]{{4,60}}|[A-Z0-9])[^.;,]*))?"
    ),
    re.compile(
        rf"^[,.]?\s*(?:as\s+)?(?P<who>{WHO}),?\s+{SAYS}\b\s*(?P<when>(?:at|in|during|to)\s+(?:the\s+)?[A-Z0-9][^.;,]+)?"
    ),
    re.compile(
        rf"^\s*[—–-]\s*(?P<who>{NAME}[^“”\n(]{{0,140}}?)\s*(?:\((?P<occasion>[^)]+)\))?\s*\.?$"
    ),
    re.compile(rf"^\s*\((?P<who>{NAME}[^()]*)\)"),
)
BEFORE = (
    re.compile(
        rf"(?P<who>{WHO}),?\s+(?:[^.“”\"]{{0,80}}?\s)?{SAYS}(?:\s+(?:that|this|as follows|how))?(?:\s+\([^)]*\))?[,:]?\s*$"
    ),
    re.compile(
        rf"\b(?:in the words of|according to|as)\s+(?P<who>{WHO})(?:,?\s+{SAYS})?(?P<when>\s+(?:at|in|during|before)\s+[^“”\"]{{3,80}}?)?\s*[,:]\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<who>{WHO}),?\s+(?:told|reminded|said\s+(?:to|at|in))\s+(?P<when>(?:the\s+)?[A-Z0-9][^“”\",]{{3,80}}?)(?:\s+that)?\s*[,:]\s*$"
    ),
    re.compile(rf"^(?P<who>{WHO})\s*:\s*$"),
)
# An organisation, or somebody who is not named.
UNNAMED = re.compile(
    rf"(?:^|[.,;]\s+)(?:[Aa]s\s+)?(?P<who>(?:[Oo]ne|[Aa]|[Aa]nother|[Tt]he)\s+(?:[\w’'-]+\s+){{0,7}}?(?:participant|delegate|speaker|official|minister|diplomat|panellist|judge|(?:{HEADS})(?:\s+(?:of|for|on)\s+(?:the\s+)?[A-Z][\w ]+?)?))"
    rf"\s+{SAYS}(?:\s+(?:that|it|as follows))?[,:]?\s*$"
)
UNNAMED_AFTER = re.compile(
    rf"^[,.]?\s*(?:{SAYS}\s+)(?P<who>(?:one|a|another)\s+(?:[\w’'-]+\s+){{0,3}}?(?:participant|delegate|speaker|official|minister|diplomat|panellist|judge))\b"
)
SET_BEFORE = re.compile(
    r"^(?:Speaking\s+)?(?:[Dd]uring|[Aa]t|[Ii]n|[Aa]ddressing|[Oo]pening|[Bb]efore)\s+(?P<occasion>(?:the\s+)?[A-Z0-9][^“”\"]{3,100}?)"
    rf"(?=,\s|\s+the\s+(?:[A-Z][\w-]*\s+){{0,4}}?{ROLE_NOUN}\b)"
)
# A label that stands below a quotation in a block of its own.
SIGNED = re.compile(rf"^\s*[—–-]?\s*(?P<who>{NAME}(?:\s*[,|(–—]\s*[^“”]{{2,140}})?)\s*$")

# …, Minister of Water, opening the 2011 conference
SPEAKING = re.compile(
    r",\s+(?:speaking\s+(?=at|in|to|before))?((?:opening|closing|addressing|at|before)\s+(?:the|an?|this|our)\s+[^,()]{4,80})$"
)


def find_quotes(page: Page) -> Iterator[Found]:
    """`{"text", "attribution_stated", "speaker", "role_then", "occasion_stated", "date"}` of each."""
    blocks = page.content
    names = {_plain(page.words(each)) for each in blocks if is_line(page.words(each))}
    for number, block in enumerate(blocks):
        below = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.kind == "quote" and number and _signs(page, block, blocks[number - 1]):
            continue
        if block.kind == "quote" and _is_enough(page, block, below):
            yield _block_quote(page, block, below)
        elif block.kind in ("paragraph", "item") or is_quoted(page, block):
            yield from _in_text(page, block, below, names)


def _is_enough(page: Page, block: Block, below: Block | None) -> bool:
    """Whether a block is a quotation: a few words are one when somebody signs them."""
    count = len(page.words(block).split())
    signed = below is not None and below.kind == "quote" and _signs(page, below, block)
    return count >= FEWEST_IN_BLOCK or (count > 2 and signed)


def is_quoted(page: Page, block: Block) -> bool:
    """Whether a heading is a pull quote: marked words and nothing else."""
    match = MARKED.fullmatch(page.text, block.start, block.end)
    return block.kind == "heading" and bool(match) and _is_said(page.text, match)  # type: ignore[arg-type]


def _in_text(page: Page, block: Block, below: Block | None, names: set[str]) -> Iterator[Found]:
    """The marked words of a paragraph; those that go on behind "…,” she said." are hers."""
    text = page.text[block.start : block.end]
    before: tuple[int, dict[str, Any]] | None = None
    for match in MARKED.finditer(text):
        said = next(filter(None, match.groups()))
        if not _is_said(text, match) or (_plain(said) in names and match.group() != text):
            continue
        found = _marked(page, block, match, below)
        between = " ".join(text[before[0] : match.start()].split()) if before else ""
        if before and not found.value["speaker"] and _is_only_said(between, before[1]):
            who = {key: before[1][key] for key in before[1] if key != "text"}
            found = replace(found, value=found.value | who)
        before = (match.end(), found.value)
        yield found


def _is_only_said(between: str, value: dict[str, Any]) -> bool:
    """Whether nothing but who spoke stands between two quotations."""
    name = value["speaker"]
    return (
        bool(name)
        and bool(re.fullmatch(rf"{SAYS}\b.{{0,120}}[.,:]|.{{0,120}}\b{SAYS}[.,:]", between))
        and name in between
    )


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().strip(" .,?!“”‘’'\"")


def _block_quote(page: Page, block: Block, below: Block | None) -> Found:
    text = page.text[block.start : block.end]
    signed = re.match(rf"(?s)^(.{{20,}}[.!?”\"])\s*[—–]\s*({NAME}.*)$", text)
    said = signed.group(1) if signed else text
    bare = said.strip().strip('“”"«»‘').strip()
    start = block.start + text.find(bare)
    value = _who(signed.group(2), "", signed.group(2)) if signed else _signed(page, block, below)
    return Found(
        {"text": " ".join(bare.split()), **value},
        start,
        block.end if signed else start + len(bare),
        confidence=0.92,
    )


def _signs(page: Page, block: Block, above: Block) -> bool:
    """Whether `block` is the name below a quotation, within the same frame."""
    words = page.words(block)
    if above.kind != "quote" or not SIGNED.match(words):
        return False
    last = page.words(above)[-1:]
    marked = last in '”»"' and is_line(words) and "," in words
    named = last in '.!?”»"' and re.fullmatch(NAME, words) and not NO_NAME.search(words)
    return words[:1] in "—–-" or (bool(marked or named) and words[-1:] not in '.!?”»"')


def _marked(page: Page, block: Block, match: re.Match[str], below: Block | None) -> Found:
    text = page.text[block.start : block.end]
    group = next(number for number in range(1, 6) if match.group(number))
    said = " ".join(match.group(group).split()).removesuffix("’")
    alone = not text[: match.start()].strip() and not text[match.end() :].strip()
    value = _signed(page, block, below) if alone else _attributed(text, match)
    if said.endswith(","):
        said = said[:-1]
    return Found(
        {"text": said, **value},
        block.start + match.start(group),
        block.start + match.end(group) - (1 if match.group(group).endswith("’") else 0),
        confidence=0.95,
    )


def _attributed(text: str, match: re.Match[str]) -> dict[str, Any]:
    """Who said it, from the words around it in the same paragraph."""
    after = " ".join(text[match.end() :].split())
    before = " ".join(text[: match.start()].split())
    sentence = re.split(r"(?<=[.!?”])\s+(?=[A-Z])", before)[-1]
    for pattern in AFTER:
        if cue := pattern.match(after):
            groups = cue.groupdict()
            value = _who(cue["who"], groups.get("occasion") or groups.get("when") or "", cue["who"])
            if value["speaker"]:
                return value
    for pattern in BEFORE:
        if cue := pattern.search(sentence):
            placed = SET_BEFORE.match(sentence)
            who = _last_named(cue["who"])
            occasion = placed["occasion"] if placed else cue.groupdict().get("when") or ""
            value = _who(who, occasion, who)
            if value["speaker"]:
                return value
    unnamed = UNNAMED_AFTER.match(after) or UNNAMED.search(sentence)
    nobody = _who("", "", "")
    if unnamed:
        nobody["attribution_stated"] = unnamed["who"].strip(" ,")
    return nobody


def _last_named(words: str) -> str:
    """Without what stands before an office: "echoed by the Minister …" begins at the office."""
    match = re.search(rf"(?:^|\bthe\s+)((?:[A-Z][\w’'-]*\s+)*{ROLE_NOUN}\b.*)$", words)
    return match.group(1) if match else words


def _signed(page: Page, above: Block, below: Block | None) -> dict[str, Any]:
    """The line below a quotation that stands alone: "Jane Roe, Director, the Institute"."""
    words = page.words(below) if below else ""
    if below is None or below.kind not in ("paragraph", "item", "quote"):
        return _who("", "", "")
    if below.kind == "quote" and not _signs(page, below, above):
        return _who("", "", "")
    match = SIGNED.match(words)
    if not match or not is_line(words) or words.endswith("."):
        return _who("", "", "")
    occasion = re.search(r"\(([^)]+)\)\s*$", words) or SPEAKING.search(words)
    who = SPEAKING.sub("", re.sub(r"\s*\([^)]+\)\s*$", "", match["who"]))
    return _who(re.sub(r"\s+[|–—]\s+", ", ", who), occasion.group(1) if occasion else "", words)


def _who(who: str, occasion: str, stated: str) -> dict[str, Any]:
    who = " ".join(who.split()).strip(" ,.—–")
    role, name = office_and_name(who) if who else (None, None)
    if not name:
        occasion, stated = "", ""
    if role and re.fullmatch(YEAR, role):
        occasion, role = occasion or role, None
    occasion = " ".join(re.sub(r"^\s*(?:at|in|during|to|before)\s+", "", occasion).split())
    stated = re.sub(r"^(?:[Aa]s|[Tt]hen)\s+", "", " ".join(stated.split()).strip(" ,.—–-"))
    return {
        "attribution_stated": stated or None,
        "speaker": name,
        "role_then": _trimmed(role) if name else None,
        # A year alone is when, and no occasion.
        "occasion_stated": None if re.fullmatch(YEAR, occasion) else occasion.strip(" ,.") or None,
        "date": _date(occasion),
    }


def _date(occasion: str) -> str | None:
    """`"2018"`, `"2018-10"` or the day, when the words for the occasion say it."""
    dates = list(DATE.finditer(occasion))
    years = re.findall(rf"\b{YEAR}\b", occasion)
    if len(dates) == 1 and (value := read_date(dates[0].group())):
        return str(value["start"])
    return years[0] if len(years) == 1 else None


def _trimmed(role: str | None) -> str | None:
    role = re.sub(r"^(?:the|then|as)\s+", "", (role or "").strip(" ,"), flags=re.IGNORECASE)
    return role or None


def _is_said(text: str, match: re.Match[str]) -> bool:
    """Whether marked words are somebody's, and not a title or a term."""
    said = next(group for group in match.groups() if group)
    words = re.findall(r"[\w’'-]+", said)
    if len(words) < FEWEST_WORDS and not _is_short_sentence(text, match, said, len(words)):
        return False
    if said[:1].islower() and said[-1:] not in ".,!?…" and not _is_told(text, match):
        return False
    capitals = sum(word[0].isupper() for word in words if len(word) > 3)
    long = sum(len(word) > 3 for word in words)
    titled = re.search(
        r"\b(?:entitled|titled|called|named|report|paper|book|article|session on|theme(?: of)?|theme is|under the title|panel|on|initiative|conference|meeting|workshop|motto|slogan|publication|of)[,:]?\s*$",
        text[: match.start()],
        re.IGNORECASE,
    )
    themed = re.search(r"\btheme\b[^.“‘\"]{0,60}$", text[: match.start()], re.IGNORECASE)
    themed = themed or re.match(r"[,.]?\s*(?:is|was) the (?:theme|title)\b", text[match.end() :])
    return capitals <= long * 0.6 and not titled and not themed


def _is_short_sentence(text: str, match: re.Match[str], said: str, count: int) -> bool:
    """Few words are somebody's when they are a sentence and the page says whose."""
    closed = text[match.end() : match.end() + 1] == ","
    ended = (closed or said.rstrip()[-1:] in ".,!?…") and said.strip()[:1].isupper()
    return count > 3 and ended and bool(_attributed(text, match)["attribution_stated"])


def _is_told(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around marked words has somebody say them; else they are a term."""
    before = re.split(r"[.!?]\s+(?=[A-Z])", text[: match.start()])[-1]
    after = re.split(r"[.!?](?:\s|$)", text[match.end() :])[0]
    return bool(re.search(rf"\b{SAYS}\b", f"{before} {after}", re.IGNORECASE))
