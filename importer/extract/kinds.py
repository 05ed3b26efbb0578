"""The kind, access, attribution rule, mode and phase of the event."""

import re
from collections.abc import Iterator

from cms.vocabularies import Access, AttributionRule, Mode, Phase

from .page import ParsedPage
from .proposal import Extraction
from .title_match import OTHER_EVENT
from .words.events import EVENT
from .words.ordinals import ORDINAL

MODIFIED = rf"(?:(?:expert|high[- ]level|informal|technical|ministerial|regional|international|virtual|hybrid)\s+)?{EVENT}"
KIND = re.compile(
    rf"(?:^|(?<=[.!?,;:]\s)|(?<=\sand\s)|(?<=^at\s)|(?<=^during\s))(?P<article>this|the|our)\s+(?P<between>(?:[\w’'-]+,?\s+){{0,7}}?)(?P<kind>{MODIFIED})\b"
    rf"(?=,\s+(?:which|(?:convened|organi[sz]ed|hosted|held|supported|funded)\s+(?:by|with|in))\b|\s+(?:will|is|was|are|were|seeks?|sought|aims?|aimed|provides?|provided|brings?|brought|in\s+(?:the|our)|explores?|explored|looks?|looked"
    rf"|focus\w*|considers?|considered|examin\w+|offers?|offered|gathers?|gathered|convened?s?|discuss\w*|address\w*|takes|took|builds?|built|has|had|marks|marked|on|of|to|heard|asks|asked|coincid\w+|reads|read|takes|gives|gave|[a-z]+(?:es|ks|ds|ns|ts)\s+(?:what|who|how|whether|why|the|a|an|that))\b)",
    re.IGNORECASE,
)
# These name a part of a programme as often as an event.
PARTS = {"panel", "assembly", "forum", "edition", "iteration", "gathering", "convening"}
ACCESS = (
    (
        Access.INVITATION_ONLY,
        r"\b(?:by[- ])?invitation[- ]only\b|\b(?:by|on) (?:personal )?invitation\b|\binvitees only\b|\binvite[- ]only\b",
    ),
    (
        Access.PUBLIC,
        r"\bopen to (?:the public|all|everyone)\b|\b(?:is|as) an? public (?:event|lecture|conference|forum)\b|^public (?:event|lecture|conference|forum)$|\ball (?:are )?welcome\b",
    ),
    (
        Access.PRIVATE,
        rf"\b(?:closed[- ]door|closed|private)\s+(?:[\w-]+\s+)?{EVENT}\b|\bin private\b|\bbehind closed doors\b",
    ),
)
RULES = (
    (AttributionRule.CHATHAM_HOUSE, r"\bchatham house rules?\b"),
    (AttributionRule.OFF_THE_RECORD, r"\boff[- ]the[- ]record\b"),
    (AttributionRule.ON_THE_RECORD, r"\b(?<!off )on[- ]the[- ]record\b"),
)
MODES = (
    (
        Mode.HYBRID,
        rf"\bhybrid\s+(?:[\w-]+\s+)?(?:{EVENT}|format|mode)\b|\b(?:both\s+)?in[- ]person and (?:online|virtual(?:ly)?)\b|\b(?:both\s+)?online and in[- ]person\b",
    ),
    (
        Mode.ONLINE,
        rf"\b(?:virtual|online)\s+(?:[\w-]+\s+)?(?:{EVENT})\b|\b(?:takes? place|took place|held|hosted|convened) (?:entirely |fully )?(?:online|virtually|by video[- ]?conference|(?:on|via) Zoom)\b"
        r"|\b(?:moved|moving) online\b|^(?:location|venue|where|place|format)\s*:\s*(?:online|virtual|zoom|webinar)\b",
    ),
    (
        Mode.IN_PERSON,
        rf"\bin[- ]person\s+(?:[\w-]+\s+)?(?:{EVENT})\b|\b(?:takes? place|held|hosted|convened) in person\b|^format\s*:\s*in[- ]person\b",
    ),
)
THIS = rf"\b(?:this|the|our)\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\s+"
PHASES = (
    (Phase.CANCELLED, rf"{THIS}(?:has been|was|is) cancell?ed\b|^cancell?ed(?:[:!.]|$)"),
    (Phase.POSTPONED, rf"{THIS}(?:has been|was|is) postponed\b|^postponed(?:[:!.]|$)"),
    (
        Phase.PLANNED,
        rf"{THIS}is (?:currently )?being (?:developed|planned|prepared|organi[sz]ed)\b",
    ),
    (
        Phase.HELD,
        rf"\b(?:this|our)\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\s+(?:took place|was (?:held|convened|hosted)|brought together|gathered)\b",
    ),
)
NOT = re.compile(
    r"\b(?:not|no longer|never|rather than|unlike|instead of|without|neither)\b[^,;.]{0,40}$",
    re.IGNORECASE,
)


def find_kinds(page: ParsedPage) -> Iterator[Extraction]:
    """The words for the kind of the event, in the order of the page: "expert roundtable"."""
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        for match in KIND.finditer(text):
            kind = " ".join(match["kind"].split()).casefold()
            between = match["between"].casefold()
            general = match["article"].casefold() == "the" and between.strip()
            part = kind.split()[-1] in PARTS and match["article"].casefold() != "this"
            if part or OTHER_EVENT.search(between) or (general and not _is_counted(between)):
                continue
            start = sentence.start + match.start("kind")
            yield Extraction(kind, start, start + len(match["kind"]), confidence=0.9)


def find_access(page: ParsedPage) -> Extraction | None:
    return _only(page, ACCESS)


def find_rule(page: ParsedPage) -> Extraction | None:
    return _only(page, RULES)


def find_mode(page: ParsedPage) -> Extraction | None:
    return _only(page, MODES)


def find_phase(page: ParsedPage) -> Extraction | None:
    return _only(page, PHASES)


def _is_counted(between: str) -> bool:

    return bool(ORDINAL.search(between)) or bool(re.match(r"(?:two|three|four|one)-day\b", between))


def _only(page: ParsedPage, patterns: tuple[tuple[str, str], ...]) -> Extraction | None:
    """The value that the page states of its event. None when it states two."""
    values: list[Extraction] = []
    for block in page.content:
        if block.kind == "quote":
            continue
        text = page.text[block.start : block.end]
        for value, pattern in patterns:
            for match in re.finditer(pattern, text, re.IGNORECASE | re.MULTILINE):
                sentence = text[max(text.rfind(". ", 0, match.start()) + 1, 0) : match.start()]
                if (
                    not NOT.search(sentence)
                    and not OTHER_EVENT.search(sentence)
                    and not _is_quoted(text, match)
                ):
                    values.append(
                        Extraction(
                            str(value),
                            block.start + match.start(),
                            block.start + match.end(),
                            confidence=0.93,
                        )
                    )
    return values[0] if len({value.value for value in values}) == 1 else None


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    return text.count("“", 0, match.start()) > text.count("”", 0, match.start())
