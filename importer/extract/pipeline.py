"""From a saved page to a proposal, by rules: no network, nothing guessed."""

import hashlib
from dataclasses import replace

from .audience import find_audience, find_cadence
from .body import find_calls, find_event_title, find_headings, find_title, place_the_rest
from .codes import find_codes, without_code
from .dates import distinct_lines, find_dates
from .html import read_html
from .kinds import find_access, find_kinds, find_mode, find_phase, find_rule
from .multi_event import told_one_by_one
from .organiser import find_organiser
from .page import Block, Page, Span
from .partners import find_partners
from .people import find_people
from .places import find_venue
from .plain_text import read_text
from .proposal import Found, Proposal
from .quotes import find_quotes
from .references import find_references
from .series import earlier_ones, find_ordinal, find_series
from .source import check_length, decode, is_html
from .title_match import is_of_several, names_another

LEAST_SURE = 0.5
MOST_IN_BLOCK = 6_000


def read(data: bytes | str, name: str = "") -> Proposal:
    """What the page `data` states of its event. `name` is the file's, for the record.

    Raises `Unreadable` for what is no page: too long, binary, of an unknown encoding, empty.
    """
    text = decode(data)
    page = _bounded(read_html(text) if is_html(text) else read_text(text))
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    proposal = Proposal(page, file=name, sha256=hashlib.sha256(raw).hexdigest())
    title = find_event_title(page) or find_title(page)
    page = _set_apart(page, title)
    _describe(page, title, proposal)
    if _is_of_several(page, title):
        _name_codes(page, proposal, own=False)
    else:
        _identify(page, proposal)
    _cite(page, title, proposal)
    place_the_rest(page, title, proposal)
    return proposal


def _bounded(page: Page) -> Page:
    """The page, with paragraphs of a length that nobody writes left alone. Raises `Unreadable`
    for one that is longer than any: rules look at each word many times."""
    check_length(len(page.text), len(page.blocks))
    return replace(
        page,
        blocks=[
            replace(block, kind="long") if block.end - block.start > MOST_IN_BLOCK else block
            for block in page.blocks
        ],
    )


def _is_of_several(page: Page, title: Block | None) -> bool:
    """Whether the page tells of several events: then no date or number is of one of them."""
    said = [page.words(sentence) for sentence in page.sentences]
    named = [page.words(each) for each in page.of_kind("heading") if each.level > 1]
    return (
        distinct_lines(page) > 1
        or told_one_by_one(page, title)
        or is_of_several(page.words(title) if title else "", named, said)
    )


def _set_apart(page: Page, title: Block | None) -> Page:
    """The page without the sentences that name another event than its title."""
    if title is None:
        return page
    name = page.words(title)
    others = {each for each in page.sentences if names_another(page.words(each), name)}
    return replace(page, apart=frozenset(others | set(earlier_ones(page))))


def _describe(page: Page, title: Block | None, proposal: Proposal) -> None:
    if title is not None:
        words = page.words(title)
        proposal.set("title_stated", Found(words, title.start, title.end, confidence=0.97))
        proposal.set(
            "title",
            Found(without_code(words).strip('“”"'), title.start, title.end, confidence=0.95),
        )
    series = find_series(page)
    proposal.set("series", series)
    proposal.set("cadence_stated", find_cadence(page, series))


def _identify(page: Page, proposal: Proposal) -> None:
    _name_codes(page, proposal, own=True)
    if ordinal := find_ordinal(page):
        proposal.set("ordinal", ordinal)
        proposal.set("ordinal_stated", _words(page, ordinal))
        proposal.values["ordinal_basis"] = "stated"
        if proposal.values["cadence_stated"] is None:
            proposal.set("cadence_stated", find_cadence(page, ordinal))
    for kind in find_kinds(page):
        proposal.add("kind_stated", kind)
    proposal.set("access", find_access(page))
    proposal.set("attribution_rule", find_rule(page))
    for date in find_dates(page):
        proposal.set("dates", date)
    proposal.set("venue", find_venue(page))
    proposal.set("mode", find_mode(page))
    proposal.set("phase", find_phase(page))
    proposal.set("audience", find_audience(page))
    proposal.set("organiser", find_organiser(page, proposal.values["title"] or ""))
    named = set()
    for partner in find_partners(page):
        if partner.value["name"].casefold() not in named:
            named.add(partner.value["name"].casefold())
            proposal.add("partners", partner)
    for person in find_people(page):
        proposal.add("people", person)


def _name_codes(page: Page, proposal: Proposal, *, own: bool) -> None:
    for code in find_codes(page):
        if own and proposal.values["code"] is None and code.confidence > LEAST_SURE:
            proposal.set("code", code)
        elif code.value != proposal.values["code"]:
            proposal.add("other_codes", code)


def _cite(page: Page, title: Block | None, proposal: Proposal) -> None:
    for quote in find_quotes(page):
        proposal.add("quotes", quote)
    for reference in find_references(page):
        proposal.add("references", reference)
    for heading in find_headings(page, title):
        proposal.add("headings", heading)
    for call in find_calls(page):
        proposal.add("calls_to_action", call)


def _words(page: Page, found: Found) -> Found:
    words = page.words(Span(found.start, found.end))
    return Found(words, found.start, found.end, confidence=found.confidence)
