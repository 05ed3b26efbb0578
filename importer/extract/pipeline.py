"""Turn a saved page into a proposal, by fixed rules and without network access."""

import hashlib
from dataclasses import replace
from typing import Any

from .audience import find_audience, find_cadence
from .bare_title import bare_title
from .body import fill_body, find_calls, find_event_title, find_headings, find_title
from .codes import find_codes
from .dates.decide import decide_date
from .dates.evidence import LIKELY, stands_out
from .dates.lines import distinct_lines
from .dates.patterns import DATE, dates_in
from .html import read_html
from .html_marks import plain
from .kinds import find_access, find_kinds, find_mode, find_phase, find_rule
from .multi_event import dates_several_events, dates_several_sections
from .ordinal_signs import likely_ordinal
from .organiser import find_organiser
from .page import Block, ParsedPage, Span
from .partners import find_partners
from .people import find_people
from .person_names import bare_name
from .place_evidence import find_venue
from .plain_text import read_text
from .proposal import Extraction, Proposal
from .quotes import find_quotes
from .references import find_references
from .rows import with_rows_parted
from .series import counted_otherwise, find_ordinal, find_series
from .source import check_length, decode, is_html
from .title_match import names_another, names_several_events

LEAST_SURE = 0.5
MOST_IN_BLOCK = 6_000
# Shorter blocks are always examined. Prose repeats a word six times in this length.
MOST_UNLIKE, MOST_SAME, MOST_IN_WORD = 1_000, 10, 300


def read(data: bytes | str, name: str = "") -> Proposal:
    """The proposal for the page `data`. `name` is the name of its file.

    Raises `UnreadablePage` for data that is too long, binary, empty or of an unknown encoding.
    """
    text = decode(data)
    page = _with_long_blocks_marked(read_html(text) if is_html(text) else read_text(text))
    page = with_rows_parted(page)
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    proposal = Proposal(page, file=name, sha256=hashlib.sha256(raw).hexdigest())
    proposal.address = next((block.href for block in page.of_kind("address")), "")
    title = find_event_title(page) or find_title(page)
    page = _without_other_events(page, title)
    _extract_title_and_series(page, title, proposal)
    if _has_several_events(page, title):
        _extract_codes(page, proposal, own=False)
    else:
        _extract_own_facts(page, proposal)
    _extract_quotes_and_references(page, title, proposal)
    fill_body(page, title, proposal)
    # The dates that the rules share hold the text of the page.
    dates_in.cache_clear()
    return proposal


def _with_long_blocks_marked(page: ParsedPage) -> ParsedPage:
    """The page with what is no prose marked, so that no rule examines it: rules look at each word
    many times. Raises `UnreadablePage` for a page beyond the limits."""
    check_length(len(page.text), len(page.blocks))
    return replace(
        page,
        blocks=[
            replace(block, kind="long")
            if _is_no_prose(page.text[block.start : block.end])
            else block
            for block in page.blocks
        ],
    )


def _is_no_prose(text: str) -> bool:
    """Whether a block is too long, is one long word, or says the same words again and again. The
    rules try each place of it against each other one, and would take seconds."""
    if len(text) <= MOST_UNLIKE:
        return False
    words = text.split()
    same = len(words) > len(set(words)) * MOST_SAME
    return len(text) > MOST_IN_BLOCK or same or max(map(len, words)) > MOST_IN_WORD


def _has_several_events(page: ParsedPage, title: Block | None) -> bool:
    """Whether the page is about several events. Then none of its dates belongs to one event."""
    sentences = [page.text_of(sentence) for sentence in page.sentences]
    headings = [page.text_of(heading) for heading in page.of_kind("heading") if heading.level > 1]
    if names_several_events(page.text_of(title) if title else "", headings, sentences):
        return True
    if dates_several_events(page, title):
        return True
    dated = distinct_lines(page) > 1 or dates_several_sections(page)
    return dated and not stands_out(page)


def _without_other_events(page: ParsedPage, title: Block | None) -> ParsedPage:
    """The page with the sentences about other events excluded."""
    if title is None:
        return page
    name = page.text_of(title)
    others = {
        sentence for sentence in page.sentences if names_another(page.text_of(sentence), name)
    }
    return replace(page, excluded=frozenset(others | set(counted_otherwise(page))))


def _extract_title_and_series(page: ParsedPage, title: Block | None, proposal: Proposal) -> None:
    if title is not None and not DATE.fullmatch(page.text_of(title)):
        text = page.text_of(title)
        confidence = 0.95 if page.title_sure else LIKELY
        stated = Extraction(text, title.start, title.end, confidence=confidence)
        proposal.set("title_stated", stated)
        proposal.set("title", replace(stated, value=bare_title(text)))
    series = find_series(page)
    proposal.set("series", series)
    proposal.set("cadence_stated", find_cadence(page, series))


def _extract_own_facts(page: ParsedPage, proposal: Proposal) -> None:
    _extract_codes(page, proposal, own=True)
    dates = decide_date(page)
    if ordinal := find_ordinal(page) or likely_ordinal(page, dates):
        proposal.set("ordinal", ordinal)
        proposal.set("ordinal_stated", _words(page, ordinal))
        proposal.values["ordinal_basis"] = "stated"
        if proposal.values["cadence_stated"] is None:
            proposal.set("cadence_stated", find_cadence(page, ordinal))
    for kind in find_kinds(page):
        proposal.add("kind_stated", kind)
    proposal.set("access", find_access(page))
    proposal.set("attribution_rule", find_rule(page))
    proposal.set("dates", dates)
    proposal.set("venue", find_venue(page, dates))
    proposal.set("mode", find_mode(page))
    proposal.set("phase", find_phase(page))
    proposal.set("audience", find_audience(page))
    proposal.set("organiser", find_organiser(page, proposal.values["title"] or ""))
    for partner in find_partners(page):
        proposal.add("partners", partner)
    for person in find_people(page):
        proposal.add("people", person)


def _extract_codes(page: ParsedPage, proposal: Proposal, *, own: bool) -> None:
    for code in find_codes(page):
        if own and proposal.values["code"] is None and code.confidence > LEAST_SURE:
            proposal.set("code", code)
        elif code.value != proposal.values["code"]:
            proposal.add("other_codes", code)


def _extract_quotes_and_references(
    page: ParsedPage, title: Block | None, proposal: Proposal
) -> None:
    quotes = list(find_quotes(page))
    with_speaker = {plain(quote.value["text"]) for quote in quotes if quote.value["speaker"]}
    for quote in quotes:
        # A page prints a quotation of its text once more, in large letters and without the speaker.
        if quote.value["speaker"] or plain(quote.value["text"]) not in with_speaker:
            proposal.add("quotes", _weighed(_named_in_full(quote, proposal.values["people"])))
    for reference in find_references(page):
        proposal.add("references", reference)
    for heading in find_headings(page, title):
        proposal.add("headings", heading)
    for call in find_calls(page):
        proposal.add("calls_to_action", call)


def _weighed(quote: Extraction) -> Extraction:
    """The quotation, only likely where nobody is said to have said it: it may be a proverb or a line
    of a report."""
    stated = quote.value["speaker"] or quote.value["attribution_stated"]
    return quote if stated else replace(quote, confidence=LIKELY)


def _named_in_full(quote: Extraction, people: list[dict[str, Any]]) -> Extraction:
    """The quotation of “Mr Hribar” with the only person of the page who has that surname."""
    speaker = quote.value["speaker"]
    surname = bare_name(speaker) if speaker else ""
    if not surname or " " in surname:
        return quote
    names = {
        person["name"] for person in people if bare_name(person["name"]).endswith(f" {surname}")
    }
    if len(names) != 1:
        return quote
    return replace(quote, value=quote.value | {"speaker": names.pop()})


def _words(page: ParsedPage, value: Extraction) -> Extraction:
    text = page.text_of(Span(value.start, value.end))
    return Extraction(text, value.start, value.end, confidence=value.confidence)
