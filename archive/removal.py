"""Removing a person everywhere, in one action."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from archive.models import Entry, PublicRecord
from archive.opaque import make_opaque
from archive.publisher.after_commit import catch_up
from archive.redaction import mentions, redact
from archive.search.files import records_naming
from cms.ledger.store import append
from cms.models import Appearance, EventPage, Person, ProgrammeItem, Quote
from cms.signals import person_removed
from cms.text.names import NameFinder
from cms.text.words import tokens
from cms.trash.keep import forget

ATTRIBUTION = {"speaker": None, "attribution_stated": "", "role_then": ""}


@dataclass(frozen=True)
class Reach:
    """What the removal of a person changes: events and quotes lose the person, versions go."""

    events: list[EventPage]
    quotes: list[Quote]
    versions: list[Entry]


@dataclass(frozen=True)
class Removal:
    """What was done, and the public records whose own text, or PDF, still
    holds the name."""

    redacted: int
    still_named: list[PublicRecord]


def reach_of(person: Person) -> Reach:
    """What `remove_person` would change, and the versions that hold the person's id or name."""
    translations = list(person.get_translations(inclusive=True))
    events: dict[int, EventPage] = {}
    quotes: dict[int, Quote] = {}
    for record in translations:
        events |= {one.pk: one for one in _referring(EventPage, record) if _shows(one, record)}
        quotes |= {one.pk: one for one in _referring(Quote, record) if _quotes(one, record)}
    return Reach([*events.values()], [*quotes.values()], mentions(_needles(translations)))


def _shows(event: EventPage, person: Person) -> bool:
    """Whether the event or one of its versions in the admin has the person."""
    contents = [revision.content for revision in _revisions(event)]
    contents.append(event.serializable_data())
    return any(_take_out(content, person.pk) for content in contents)


def _quotes(quote: Quote, person: Person) -> bool:
    speakers = [revision.content.get("speaker") for revision in _revisions(quote)]
    return person.pk in (quote.speaker_id, *speakers)


def _needles(translations: list[Person]) -> list[str]:
    return [*(str(record.uid) for record in translations), *_full_names(translations)]


def _full_names(translations: list[Person]) -> list[str]:
    """Also those for sorting, unless that is a family name alone: “Li” stands in “Library”."""
    sorted_as = [person.sort_name for person in translations if len(tokens(person.sort_name)) > 1]
    return [*(person.name for person in translations), *sorted_as]


def remove_person(person: Person, *, reason: str, user: Any = None) -> Removal:
    """Delete `person` in every language, all links to them, and every past version with them.

    Their keys become opaque, and addresses with their name lead nowhere.

    Quotes stay, without speaker, attribution and role, in all their revisions. Other free text that
    holds the name stays too: an editor has to mend it, so those records are returned.
    """
    translations = list(person.get_translations(inclusive=True))
    needles = _needles(translations)
    keys = [(record._meta.label_lower, record.pk) for record in translations]
    _check_reason(reason, needles)
    with transaction.atomic():
        for record in translations:
            _clear_quotes(record)
            _clear_events(record)
            _delete(record, user)
        for record in translations:
            append("erased", kind=record.kind, id=str(record.uid))
        forget(keys, needles)
        person_removed.send(Person, names=[record.name for record in translations])
        make_opaque([record.uid for record in translations], _names(translations))
    catch_up()
    redacted, still_named = 0, []
    for entry in mentions(needles):
        public = PublicRecord.objects.filter(entry_id=entry.pk, live=True).first()
        if public is None:
            redact(entry, reason=reason, user=user)
            redacted += 1
        else:
            still_named.append(public)
    also_named = records_naming(_full_names(translations))
    still_named += also_named.exclude(pk__in=[record.pk for record in still_named])
    return Removal(redacted, still_named)


def _check_reason(reason: str, needles: list[str]) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Say why: the reason stays in the log."})
    names = NameFinder(needles)
    if names.stands_in(reason) or names.is_word_in(reason):
        message = "The reason stays in the log, where readers see it. Say it without the name."
        raise ValidationError({"reason": message})


def _names(translations: Iterable[Person]) -> list[str]:
    return [text for record in translations for text in (record.name, record.slug)]


def _delete(person: Person, user: Any) -> None:
    """Delete the record, and its name in the history that editors see."""
    content_type = ContentType.objects.get_for_model(Person)
    pk = person.pk
    log(instance=person, action="wagtail.delete", user=user, deleted=True)
    person.delete()
    history = ModelLogEntry.objects.filter(content_type=content_type, object_id=str(pk))
    history.update(label="A removed person")


def _clear_quotes(person: Person) -> None:
    for quote in _referring(Quote, person):
        for revision in _revisions(quote):
            if revision.content.get("speaker") == person.pk:
                revision.content.update(ATTRIBUTION)
                revision.object_str = str(quote)
                revision.save()
        if quote.speaker_id == person.pk:
            for name, value in ATTRIBUTION.items():
                setattr(quote, name, value)
            quote.save()


def _clear_events(person: Person) -> None:
    for event in _referring(EventPage, person):
        for revision in _revisions(event):
            _take_out(revision.content, person.pk)
            revision.save()
        Appearance.objects.filter(event=event, person=person).delete()
        for item in ProgrammeItem.objects.filter(event=event):
            kept = [block for block in item.people.raw_data if block["value"] != person.pk]
            if len(kept) != len(item.people.raw_data):
                item.people = json.dumps(kept)
                item.save()


def _take_out(content: dict, pk: int) -> bool:
    """Take the person out of the JSON of an event's revision. Returns whether it was there."""
    appearances = content.get("appearances", [])
    content["appearances"] = [one for one in appearances if one["person"] != pk]
    was_there = content["appearances"] != appearances
    for item in content.get("programme", []):
        people = json.loads(item["people"])
        kept = [block for block in people if block["value"] != pk]
        item["people"] = json.dumps(kept)
        was_there = was_there or kept != people
    return was_there


def _referring(model: type[Model], person: Person) -> Iterable:
    """The records of `model` that hold the person now, or may in an unpublished revision."""
    pks = set(
        ReferenceIndex.get_references_to(person)
        .filter(content_type=ContentType.objects.get_for_model(model))
        .values_list("object_id", flat=True)
    )
    pks |= set(
        Revision.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            content__icontains=str(person.pk),
        ).values_list("object_id", flat=True)
    )
    return model._default_manager.filter(pk__in=pks)


def _revisions(record: Model) -> Iterable[Revision]:
    return Revision.objects.for_instance(record)
