"""The draft of an event as its proposal states it, with drafts of the records it names."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.db import transaction
from wagtail.models import Locale

from archive.reading import Proposal
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
from cms.models.record import Record
from cms.vocabularies import CallToActionKind, EventKind, OrdinalBasis

from .matching import matches

ACTIONS = {
    "newsletter": CallToActionKind.NEWSLETTER,
    "regist": CallToActionKind.REGISTRATION,
    "apply": CallToActionKind.REGISTRATION,
    "contact": CallToActionKind.CONTACT,
    "read": CallToActionKind.READ_MORE,
    "download": CallToActionKind.READ_MORE,
}


@dataclass
class Records:
    """The records that a proposal names: those that are there when `match` is set, else drafts.

    `taken` says which ones were there, so that nothing is taken silently.
    """

    locale: Locale
    match: bool = False
    taken: list[Record] = field(default_factory=list)
    made: dict[tuple[type[Record], str], Any] = field(default_factory=dict)

    def get(self, model: type[Record], words: str, **fields: Any) -> Any:
        """The record of `model` for `words`; the same words in one proposal are one record."""
        key = (model, words.casefold())
        if key not in self.made:
            there = matches(model, words, self.locale) if self.match else []
            if len(there) == 1:
                self.taken.append(there[0])
            self.made[key] = there[0] if len(there) == 1 else self._draft(model, fields)
        return self.made[key]

    def _draft(self, model: type[Record], fields: dict[str, Any]) -> Any:
        record = model(locale=self.locale, live=False, **fields)
        record.full_clean(exclude=["slug", "translation_key"])
        record.save()
        record.save_revision()
        return record


@transaction.atomic
def create(proposal: Proposal, series: SeriesPage, *, match: bool = False) -> Records:
    """Make the draft under `series` and return the records it names, the event among `made`.

    Raises `ValidationError` for what no event may have, such as a code that another one has;
    then nothing is written.
    """
    records = Records(series.locale, match)
    values = proposal.values
    parts: dict[str, Any] = {
        "partnerships": _partnerships(values, records),
        "appearances": _appearances(values, records),
        "event_quotes": _quotes(values, records),
        "event_references": _references(values, records),
        "calls_to_action": _calls(values),
        "sources": [_source(proposal)],
    }
    event = EventPage(series=series, locale=series.locale, live=False, **_fields(values), **parts)
    # A draft is saved with less: what no event may have is refused here, all of it undone.
    event.full_clean(exclude=["path", "depth", "slug", "content_type"])
    series.add_child(instance=event)
    event.save_revision()
    records.made[EventPage, event.title.casefold()] = event
    return records


def _fields(values: dict[str, Any]) -> dict[str, Any]:
    dates = values["dates"]
    return {
        "title": values["title"] or values["code"] or "An event without a title",
        "title_stated": values["title_stated"] or "",
        "code": values["code"] or "",
        "ordinal": values["ordinal"],
        "ordinal_basis": values["ordinal_basis"] or OrdinalBasis.UNKNOWN,
        "ordinal_stated": values["ordinal_stated"] or "",
        "event_kind": _kind(values["kind_stated"]),
        "kind_stated": "\n".join(values["kind_stated"]),
        "access": values["access"] or "",
        "attribution_rule": values["attribution_rule"] or "",
        "place_stated": values["venue"] or "",
        "start": _day(dates["start"]),
        "end": _day(dates["end"]) if dates["end"] != dates["start"] else None,
        "precision": dates["precision"],
        "dates_stated": dates["stated"] or "",
        "body": orjson.dumps(values["body"]).decode(),
    }


def _kind(stated: list[str]) -> str:
    """The first stated word that the vocabulary has."""
    words = [word for each in stated for word in re.findall(r"\w+", each)]
    return next((word for word in words if word in EventKind.values), EventKind.OTHER)


def _day(words: str | None) -> datetime.date | None:
    """The first day of "2017-03" or "2017"; the day of "2017-03-05"."""
    if not words:
        return None
    year, month, day = (*map(int, words.split("-")), 1, 1)[:3]
    return datetime.date(year, month, day)


def _partnerships(values: dict[str, Any], records: Records) -> list[Partnership]:
    return [
        Partnership(
            partner=records.get(
                Partner, each["name"], name=each["name"], country=each["country"] or ""
            ),
            role=each["role"],
            role_stated=each["role_stated"],
            sort_order=order,
        )
        for order, each in enumerate(values["partners"])
    ]


def _appearances(values: dict[str, Any], records: Records) -> list[Appearance]:
    return [
        Appearance(
            person=records.get(Person, each["name"], name=each["name"]),
            capacity=each["capacity"],
            role_then=each["role_then"] or "",
            affiliation_then=each["affiliation_then"] or "",
            sort_order=order,
        )
        for order, each in enumerate(values["people"])
    ]


def _quotes(values: dict[str, Any], records: Records) -> list[EventQuote]:
    return [
        EventQuote(quote=_quote(each, records), sort_order=order)
        for order, each in enumerate(values["quotes"])
    ]


def _quote(said: dict[str, Any], records: Records) -> Quote:
    name = said["speaker"]
    return records.get(
        Quote,
        said["text"],
        text=said["text"],
        speaker=records.get(Person, name, name=name) if name else None,
        attribution_stated=said["attribution_stated"] or "",
        role_then=said["role_then"] or "",
        occasion_stated=said["occasion_stated"] or "",
    )


def _references(values: dict[str, Any], records: Records) -> list[EventReference]:
    return [
        EventReference(
            reference=records.get(
                Reference,
                each["name"],
                name=each["name"],
                reference_kind=each["kind"],
                symbol=each["symbol"] or "",
            ),
            sort_order=order,
        )
        for order, each in enumerate(values["references"])
    ]


def _calls(values: dict[str, Any]) -> list[CallToAction]:
    return [
        CallToAction(
            label=each["text"],
            action_kind=_action(each["text"]),
            url=each["url"] if (each["url"] or "").startswith("http") else "",
            sort_order=order,
        )
        for order, each in enumerate(values["calls_to_action"])
    ]


def _action(words: str) -> str:
    found = (kind for start, kind in ACTIONS.items() if start in words.casefold())
    return next(found, CallToActionKind.OTHER)


def _source(proposal: Proposal) -> EventSource:
    """The page itself, and which fields it speaks for."""
    addresses = [block.href for block in proposal.page.of_kind("address")]
    named = dict.fromkeys(span["path"].split("/")[1] for span in proposal.spans)
    return EventSource(
        url=next(iter(addresses), ""),
        title=proposal.file or proposal.values["title_stated"] or "A saved page",
        speaks_for="\n".join(name for name in named if name not in ("other_codes", "headings")),
    )
