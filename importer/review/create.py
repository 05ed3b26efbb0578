"""The draft of an event from what sources state, with drafts of the records they name."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Locale, Page

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
)
from cms.models.fields import lines
from cms.models.record import Record, free_slug
from cms.vocabularies import EventKind, ReferenceKind
from importer.extract import Proposal

from .facts import Fields, of_page, with_text
from .matching import matches

DATES = ("start", "end", "precision", "dates_stated")
# Values of an event that go into its fields under their own names.
PLAIN = (
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
# What an event has before it has a place in the tree.
PLACELESS = ["path", "depth", "slug", "content_type"]


@dataclass
class Records:
    """The records that a source names: those that were chosen, else drafts.

    With `match`, the one record that is there under the same name counts as chosen. `taken` says
    which ones were there, so that nothing is taken silently.
    """

    locale: Locale
    match: bool = False
    user: Any = None
    taken: list[Record] = field(default_factory=list)
    made: dict[tuple[type[Record], str], Any] = field(default_factory=dict)

    def get(self, model: type[Record], words: str, chosen: Any = None, **fields: Any) -> Any:
        """The record of `model` for `words`; the same words in one draft are one record."""
        key = (model, " ".join(words.split()).casefold())
        if chosen is None and key in self.made:
            return self.made[key]
        if chosen is None and self.match:
            there = matches(model, words, self.locale)
            chosen = there[0] if len(there) == 1 else None
        if chosen is not None and chosen not in self.taken:
            self.taken.append(chosen)
        self.made[key] = chosen if chosen is not None else self._draft(model, fields)
        return self.made[key]

    def _draft(self, model: type[Record], fields: Fields) -> Any:
        record = model(locale=self.locale, live=False, **fields)
        try:
            record.full_clean(exclude=["slug", "translation_key"])
        except ValidationError as error:
            name = f"The {model._meta.verbose_name} “{record}”: "
            raise ValidationError([name + sentence for sentence in error.messages]) from error
        record.save()
        record.save_revision(user=self.user)
        log(instance=record, action="wagtail.create", user=self.user)
        return record


@transaction.atomic
def create(proposal: Proposal, series: SeriesPage, *, match: bool = False) -> Records:
    """Make the draft under `series` and return the records it names, the event among `made`.

    Raises `ValidationError` for what no event may have, such as a code that another one has;
    then nothing is written.
    """
    records = Records(series.locale, match)
    said = of_page(proposal.as_json(), proposal.page.text, proposal.page.language)
    addresses = [block.href for block in proposal.page.of_kind("address")]
    source = EventSource(
        url=next(iter(addresses), ""),
        title=proposal.file or proposal.values["title_stated"] or "A saved page",
        speaks_for="\n".join(spoken_for(said.facts())),
    )
    event = make(said.facts(), records, [source], parent=series)
    records.made[EventPage, event.title.casefold()] = event
    return records


def spoken_for(facts: dict[str, Any]) -> list[str]:
    """The names that a source gives in `speaks_for`, of all that is stated in `facts`."""
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
    """A new draft under `parent` that says `facts`, which are those of `Said.facts`."""
    series = parent if isinstance(parent, SeriesPage) else None
    event = EventPage(
        series=series, locale=records.locale, live=False, owner=user, event_kind=EventKind.OTHER
    )
    code = facts.get("code", {}).get("code")
    event.title = code or "An event without a title"
    put(event, facts, records, sources)
    # A draft is saved with less: what no event may have is refused here, all of it undone.
    event.full_clean(exclude=PLACELESS)
    if not slugify(event.title, allow_unicode=True):
        event.slug = free_slug("", EventPage.kind, parent.get_children())
    parent.add_child(instance=event)
    event.save_revision(user=user)
    log(instance=event, action="wagtail.create", user=user)
    return event


@transaction.atomic
def extend(
    event: EventPage,
    facts: dict[str, Any],
    records: Records,
    sources: list[EventSource],
    *,
    user: Any,
) -> EventPage:
    """A new draft version of `event` that says `facts`, too. What is public stays as it is."""
    draft: Any = event.get_latest_revision_as_object()
    put(draft, facts, records, sources)
    draft.full_clean()
    draft.save_revision(user=user, log_action=True)
    return draft


def put(
    event: EventPage, facts: dict[str, Any], records: Records, sources: list[EventSource]
) -> None:
    """Write `facts` into `event`, which is not saved here; the records they name are."""
    for name in PLAIN:
        for key, value in facts.get(name, {}).items():
            setattr(event, key, value)
    _put_place(event, facts)
    if organiser := facts.get("organiser"):
        name = organiser["name"]
        event.organiser = records.get(Partner, name, organiser.get("use"), name=name)
    said = [*lines(event.kind_stated), *(each["words"] for each in facts["kind_stated"])]
    event.kind_stated = "\n".join(dict.fromkeys(said))
    _append(event.partnerships, [_partnership(each, records) for each in facts["partners"]])
    _append(event.appearances, [_appearance(each, records) for each in facts["people"]])
    cited = {each["name"]: _reference(each, records) for each in facts["references"]}
    _append(event.event_references, [EventReference(reference=each) for each in cited.values()])
    quotes = [EventQuote(quote=_quote(each, records, cited)) for each in facts["quotes"]]
    _append(event.event_quotes, quotes)
    _append(event.calls_to_action, [CallToAction(**each) for each in facts["calls_to_action"]])
    _append(event.sources, sources)
    if facts["body"]:
        blocks = [with_text(each["block"], each["text"]) for each in facts["body"]]
        event.body = orjson.dumps([*event.body.get_prep_value(), *blocks]).decode()


def _put_place(event: EventPage, facts: dict[str, Any]) -> None:
    """The venue that was chosen, or the words; the words stand beside the venue, too."""
    if place := facts.get("place"):
        event.venue, event.place_stated = place.get("use"), place["place_stated"]


def _append(relation: Any, rows: list[Any]) -> None:
    """Put `rows` behind those that are there; one of those that is among them stays in place."""
    behind = max((row.sort_order or 0 for row in relation.all()), default=-1) + 1
    for row in rows:
        if row.sort_order is None:
            row.sort_order, behind = behind, behind + 1
        relation.add(row)


def _partnership(said: Fields, records: Records) -> Partnership:
    row = said.get("part") or Partnership(
        partner=records.get(
            Partner, said["name"], said.get("use"), name=said["name"], country=said["country"]
        )
    )
    row.role, row.role_stated = said["role"], said["role_stated"]
    return row


def _appearance(said: Fields, records: Records) -> Appearance:
    row = said.get("part") or Appearance(
        person=records.get(Person, said["name"], said.get("use"), name=said["name"])
    )
    row.capacity, row.role_then = said["capacity"], said["role_then"]
    row.affiliation_then = said["affiliation_then"]
    return row


def _reference(said: Fields, records: Records) -> Reference:
    fields = {
        key: said[key]
        for key in ("name", "reference_kind", "symbol", "issuer", "facts_stated", *DATES)
    }
    return records.get(Reference, said["name"], said.get("use"), **fields)


def _quote(said: Fields, records: Records, cited: dict[str, Reference]) -> Quote:
    """The quote, and the session it was spoken in when its words name one that is cited."""
    name, occasion = said["speaker"], said["occasion_stated"]
    sessions = [
        reference
        for words, reference in cited.items()
        if words in occasion and reference.reference_kind == ReferenceKind.SESSION
    ]
    if chosen := said.get("use"):
        return records.get(Quote, said["text"], chosen)
    return records.get(
        Quote,
        said["text"],
        text=said["text"],
        language=said["language"] or records.locale.language_code,
        speaker=records.get(Person, name, said.get("speaker_use"), name=name) if name else None,
        attribution_stated=said["attribution_stated"],
        role_then=said["role_then"],
        occasion_stated=occasion,
        occasion_reference=sessions[0] if len(sessions) == 1 else None,
        **{key: said[key] for key in DATES},
    )
