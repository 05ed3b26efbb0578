"""Make the draft of an event, and drafts of the records that its sources name."""

from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from cms.models import (
    Appearance,
    CallToAction,
    EventPage,
    EventQuote,
    EventReference,
    EventSource,
    Partner,
    Partnership,
    Person,
    Quote,
    Reference,
    SeriesPage,
    SeriesSource,
)
from cms.models.fields import lines
from cms.vocabularies import EventKind, ReferenceKind
from importer.extract import Proposal

from .evidence import PageStatement, SavedPage
from .facts import ALL_DATE_FIELDS, Fields, with_text
from .page_facts import facts_of_page
from .records import Records

# Values whose keys are fields of the event.
PLAIN_FIELDS = (
    "title",
    "code",
    "ordinal",
    "event_kind",
    "access",
    "attribution_rule",
    "audience",
    "phase",
    "mode",
    "dates",
)
# Fields that a page gets with its place in the tree.
PLACELESS = ["path", "depth", "slug", "content_type"]


@transaction.atomic
def create(proposal: Proposal, series: SeriesPage, *, match: bool = False) -> Records:
    """Make the draft in `series` and return its records. `made` includes the event.

    Raises `ValidationError` for invalid values, such as the code of another event, and then writes
    nothing.
    """
    records = Records(series.locale, match)
    source_facts = facts_of_page(proposal.as_json(), proposal.page.text, proposal.page.language)
    page = SavedPage(
        url=proposal.address,
        title=proposal.file or proposal.values["title_stated"] or "A saved page",
        retrieved=proposal.retrieved or timezone.localdate(),
        sha256=proposal.sha256,
        text=proposal.page.text,
    )
    facts = source_facts.as_dict(page.fields)
    source = page.source(EventSource, spoken_for(facts), source_facts.evidence())
    event = make(facts, records, [source], parent=series)
    records.made[EventPage, event.title.casefold()] = event
    return records


def spoken_for(facts: dict[str, Any]) -> list[str]:
    """The names for `speaks_for`: all values that `facts` state."""
    return [name for name, stated in facts.items() if stated]


@transaction.atomic
def make(
    facts: dict[str, Any],
    records: Records,
    sources: list[EventSource],
    *,
    parent: Page,
    user: Any = None,
) -> EventPage:
    """A new draft under `parent` with `facts`, as `SourceFacts.as_dict` returns them."""
    series = parent if isinstance(parent, SeriesPage) else None
    event = EventPage(
        series=series, locale=records.locale, live=False, owner=user, event_kind=EventKind.OTHER
    )
    code = facts.get("code", {}).get("code")
    event.title = code or "An event without a title"
    put(event, facts, records, sources)
    _add_draft(event, parent, user)
    return event


@transaction.atomic
def make_series(name: str, statements: list[PageStatement], *, parent: Page, user: Any) -> Any:
    """A new draft of the series `name` under `parent`, with what `statements` say of it."""
    stated = [statement.item.fields["cadence_stated"] for statement in statements]
    fields = {"title": name, "cadence_stated": next(filter(None, stated), "")}
    series: Any = SeriesPage(locale=parent.locale, live=False, owner=user, **fields)
    series.sources = [statement.source(SeriesSource, fields) for statement in statements]
    _add_draft(series, parent, user)
    return series


def _add_draft(page: Page, parent: Page, user: Any) -> None:
    """Add the draft `page` below `parent`.

    Wagtail saves drafts with fewer checks. All checks run here, and an error undoes everything.
    """
    page.full_clean(exclude=PLACELESS)
    parent.add_child(instance=page)
    page.save_revision(user=user)
    log(instance=page, action="wagtail.create", user=user)


@transaction.atomic
def extend(
    event: EventPage,
    facts: dict[str, Any],
    records: Records,
    sources: list[EventSource],
    *,
    user: Any,
) -> EventPage:
    """A new draft version of `event` with `facts` added. The public version does not change."""
    draft: Any = event.get_latest_revision_as_object()
    put(draft, facts, records, sources)
    draft.full_clean()
    draft.save_revision(user=user, log_action=True)
    return draft


def put(
    event: EventPage, facts: dict[str, Any], records: Records, sources: list[EventSource]
) -> None:
    """Set `facts` on `event`. This saves the records that they name, but not the event."""
    for name in PLAIN_FIELDS:
        for key, value in facts.get(name, {}).items():
            setattr(event, key, value)
    _put_place(event, facts)
    if organiser := facts.get("organiser"):
        event.organiser = records.named(Partner, organiser)
    kinds = [*lines(event.kind_stated), *(kind["words"] for kind in facts["kind_stated"])]
    event.kind_stated = "\n".join(dict.fromkeys(kinds))
    _append(event.partnerships, [_partnership(partner, records) for partner in facts["partners"]])
    _append(event.appearances, [_appearance(person, records) for person in facts["people"]])
    cited = {reference["name"]: _reference(reference, records) for reference in facts["references"]}
    _append(
        event.event_references,
        [EventReference(reference=reference) for reference in cited.values()],
    )
    quotes = [EventQuote(quote=_quote(quote, records, cited)) for quote in facts["quotes"]]
    _append(event.event_quotes, quotes)
    _append(event.calls_to_action, [CallToAction(**call) for call in facts["calls_to_action"]])
    _append(event.sources, sources)
    if facts["body"]:
        blocks = [with_text(block["block"], block["text"]) for block in facts["body"]]
        event.body = orjson.dumps([*event.body.get_prep_value(), *blocks]).decode()


def _put_place(event: EventPage, facts: dict[str, Any]) -> None:
    """Set the venue that the editor chose, and the place as stated."""
    if place := facts.get("place"):
        event.venue, event.place_stated = place.get("use"), place["place_stated"]


def _append(relation: Any, rows: list[Any]) -> None:
    """Add `rows` at the end of the relation. Rows that the relation has keep their place."""
    behind = max((row.sort_order or 0 for row in relation.all()), default=-1) + 1
    for row in rows:
        if row.sort_order is None:
            row.sort_order, behind = behind, behind + 1
        relation.add(row)


def _partnership(partner: Fields, records: Records) -> Partnership:
    row = partner.get("part") or Partnership(
        partner=records.named(Partner, partner, country=partner["country"])
    )
    row.role, row.role_stated = partner["role"], partner["role_stated"]
    return row


def _appearance(person: Fields, records: Records) -> Appearance:
    row = person.get("part") or Appearance(person=records.named(Person, person))
    row.capacity, row.role_then = person["capacity"], person["role_then"]
    row.affiliation_then = person["affiliation_then"]
    return row


def _reference(reference: Fields, records: Records) -> Reference:
    fields = {
        key: reference[key]
        for key in ("reference_kind", "symbol", "issuer", "facts_stated", *ALL_DATE_FIELDS)
    }
    return records.named(Reference, reference, **fields)


def _quote(quote: Fields, records: Records, cited: dict[str, Reference]) -> Quote:
    """The quote, with its session when the occasion names a session that the page cites."""
    name, occasion = quote["speaker"], quote["occasion_stated"]
    statements: list[PageStatement] = quote.get("statements", [])
    sessions = [
        reference
        for name, reference in cited.items()
        if name in occasion and reference.reference_kind == ReferenceKind.SESSION
    ]
    if chosen := quote.get("use"):
        return records.get(Quote, quote["text"], chosen)
    speaker = (
        records.get(
            Person,
            name,
            quote.get("speaker_use"),
            [statement.part("speaker", as_name="name") for statement in statements],
            name=name,
        )
        if name
        else None
    )
    return records.get(
        Quote,
        quote["text"],
        None,
        statements,
        text=quote["text"],
        language=quote["language"] or records.locale.language_code,
        speaker=speaker,
        attribution_stated=quote["attribution_stated"],
        role_then=quote["role_then"],
        occasion_stated=occasion,
        occasion_reference=sessions[0] if len(sessions) == 1 else None,
        **{key: quote[key] for key in ALL_DATE_FIELDS},
    )
