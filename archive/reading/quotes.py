"""Words that somebody said, with who it was as far as the page tells."""

import re
from collections.abc import Iterator
from typing import Any

from .page import Block, Page, is_line
from .people import NAME, ROLE_NOUN, office_and_name
from .proposal import Found

FEWEST_WORDS = 8
MARKED = re.compile(
    r"“([^“”]{20,}?)”|\"([^\"\n]{20,}?)\"|«\s?([^«»]{20,}?)\s?»|(?<![\w’])‘([^‘]{20,}?)’(?!\w)"
)
SAYS = (
    r"(?:sa(?:id|ys)|stat(?:ed|es|ing)|not(?:ed|es|ing)|observ(?:ed|es|ing)|declar(?:ed|es|ing)|argu(?:ed|es|ing)|remark(?:ed|s|ing)|remind(?:ed|s|ing)(?:\s+\w+){0,3}"
    r"|ask(?:ed|s|ing)|wrote|writes|writing|told(?:\s+\w+){1,3}|explain(?:ed|s|ing)|conclud(?:ed|es|ing)|emphasi[sz](?:ed|es|ing)|stress(?:ed|es|ing)|warn(?:ed|s|ing)|comment(?:ed|s|ing)|add(?:ed|s|ing)|call(?:ed|s)|insist(?:ed|s)|put it|recall(?:ed|s|ing)|urg(?:ed|es|ing)|affirm(?:ed|s|ing)|echo(?:ed|es|ing)|speaking|proclaim(?:ed|s|ing))"
)
WHO = rf"(?:(?:the\s+)?(?:[\w’'-]+\s+){{0,8}}?{ROLE_NOUN}\b[\w ’'&-]{{0,60}},?\s+)?{NAME}(?:,\s+(?!(?:{SAYS}|\w+(?:ed|ing|es))\b)[^,.“”]{{3,90}})?"
AFTER = (
    re.compile(
        rf"^[,.]?\s*(?:these|those)\s+(?:were\s+the\s+)?words\s+(?:from|of|by)\s+(?P<who>{WHO})\s*(?:\((?P<occasion>[^)]+)\))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^[,.]?\s*{SAYS}\s+(?P<who>{WHO})\s*(?:\((?P<occasion>[^)]+)\)|,?\s+(?P<when>(?:at|in|during|to)\s+(?:the\s+[\w ]{4, 60}|[A-Z0-9])[^.;,]*))?"
    ),
    re.compile(
        rf"^[,.]?\s*(?P<who>{WHO}),?\s+{SAYS}\b\s*(?P<when>(?:at|in|during|to)\s+(?:the\s+)?[A-Z0-9][^.;,]+)?"
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
        rf"\b(?:in the words of|according to|as)\s+(?P<who>{WHO})(?:\s+{SAYS})?\s*[,:]\s*$",
        re.IGNORECASE,
    ),
    re.compile(rf"^(?P<who>{WHO})\s*:\s*$"),
)
SET_BEFORE = re.compile(
    r"^(?:Speaking\s+)?(?:[Dd]uring|[Aa]t|[Ii]n|[Aa]ddressing|[Oo]pening|[Bb]efore)\s+(?P<occasion>(?:the\s+)?[A-Z0-9][^“”\"]{3,100}?)"
    rf"(?=,\s|\s+the\s+(?:[A-Z][\w-]*\s+){{0,4}}?{ROLE_NOUN}\b)"
)
# A label that stands below a quotation in a block of its own.
SIGNED = re.compile(rf"^\s*[—–-]?\s*(?P<who>{NAME}(?:\s*[,|(–—]\s*[^“”]{{2,140}})?)\s*$")


def find_quotes(page: Page) -> Iterator[Found]:
    """`{"text", "attribution_stated", "speaker", "role_then", "occasion_stated"}` of each."""
    blocks = page.content
    for number, block in enumerate(blocks):
        below = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.kind == "quote" and number and _signs(page, block, blocks[number - 1]):
            continue
        if block.kind == "quote":
            yield _block_quote(page, block, below)
        elif block.kind in ("paragraph", "item"):
            text = page.text[block.start : block.end]
            for match in MARKED.finditer(text):
                if _is_said(text, match):
                    yield _marked(page, block, match, below)


def _block_quote(page: Page, block: Block, below: Block | None) -> Found:
    text = page.text[block.start : block.end]
    signed = re.match(rf"(?s)^(.{{20,}}[.!?”\"])\s*[—–]\s*({NAME}.*)$", text)
    said = signed.group(1) if signed else text
    bare = said.strip().strip('“”"«»‘').strip()
    start = block.start + text.find(bare)
    value = _who(signed.group(2), "", signed.group(2)) if signed else _signed(page, below)
    return Found(
        {"text": " ".join(bare.split()), **value},
        start,
        block.end if signed else start + len(bare),
        confidence=0.92,
    )


def _signs(page: Page, block: Block, above: Block) -> bool:
    """Whether `block` is the name below a quotation, within the same frame."""
    words = page.words(block)
    return above.kind == "quote" and words[:1] in "—–-" and bool(SIGNED.match(words))


def _marked(page: Page, block: Block, match: re.Match[str], below: Block | None) -> Found:
    text = page.text[block.start : block.end]
    group = next(number for number in range(1, 5) if match.group(number))
    said = " ".join(match.group(group).split())
    alone = not text[: match.start()].strip() and not text[match.end() :].strip()
    value = _signed(page, below) if alone else _attributed(text, match)
    if said.endswith(","):
        said = said[:-1]
    return Found(
        {"text": said, **value},
        block.start + match.start(group),
        block.start + match.end(group),
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
            value = _who(
                cue["who"], groups.get("occasion") or groups.get("when") or "", cue.group()
            )
            if value["speaker"]:
                return value
    for pattern in BEFORE:
        if cue := pattern.search(sentence):
            placed = SET_BEFORE.match(sentence)
            who = _last_named(cue["who"])
            value = _who(who, placed["occasion"] if placed else "", who)
            if value["speaker"]:
                return value
    return _who("", "", "")


def _last_named(words: str) -> str:
    """Without what stands before an office: "echoed by the Minister …" begins at the office."""
    match = re.search(rf"(?:^|\bthe\s+)((?:[A-Z][\w’'-]*\s+)*{ROLE_NOUN}\b.*)$", words)
    return match.group(1) if match else words


def _signed(page: Page, below: Block | None) -> dict[str, Any]:
    """The line below a quotation that stands alone: "Jane Roe, Director, the Institute"."""
    words = page.words(below) if below else ""
    if below is None or (below.kind not in ("paragraph", "item") and words[:1] not in "—–-"):
        return _who("", "", "")
    match = SIGNED.match(words)
    if not match or not is_line(words) or words.endswith("."):
        return _who("", "", "")
    occasion = re.search(r"\(([^)]+)\)\s*$", words)
    who = re.sub(r"\s*\([^)]+\)\s*$", "", match["who"])
    return _who(re.sub(r"\s+[|–—]\s+", ", ", who), occasion.group(1) if occasion else "", words)


def _who(who: str, occasion: str, stated: str) -> dict[str, Any]:
    who = " ".join(who.split()).strip(" ,.—–")
    role, name = office_and_name(who) if who else (None, None)
    stated = " ".join(stated.split()).strip(" ,.—–") if name else ""
    return {
        "attribution_stated": stated or None,
        "speaker": name,
        "role_then": _trimmed(role) if name else None,
        "occasion_stated": " ".join(re.sub(r"^(?:at|in|during|to)\s+", "", occasion).split()).strip(
            " ,."
        )
        or None
        if name
        else None,
    }


def _trimmed(role: str | None) -> str | None:
    role = re.sub(r"^(?:the|then|as)\s+", "", (role or "").strip(" ,"), flags=re.IGNORECASE)
    return role or None


def _is_said(text: str, match: re.Match[str]) -> bool:
    """Whether marked words are somebody's, and not a title or a term."""
    said = next(group for group in match.groups() if group)
    words = re.findall(r"[\w’'-]+", said)
    if len(words) < FEWEST_WORDS:
        return False
    capitals = sum(word[0].isupper() for word in words if len(word) > 3)
    long = sum(len(word) > 3 for word in words)
    titled = re.search(
        r"\b(?:entitled|titled|called|named|report|paper|book|article|session on|theme|under the title|panel)[,:]?\s*$",
        text[: match.start()],
        re.IGNORECASE,
    )
    return capitals <= long * 0.6 and not titled
