"""Removing a person everywhere, in one action."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from archive.models import FormerPath, PublicRecord
from archive.publisher.log import catch_up
from archive.redaction import mentions, redact
from cms.models import Appearance, EventPage, Person, ProgrammeItem, Quote

ATTRIBUTION = {"speaker": None, "attribution_stated": "", "role_then": ""}


@dataclass(frozen=True)
class Removal:
    """What was done, and the public records whose own text still holds the name."""

    redacted: int
    still_named: list[PublicRecord]


def remove_person(person: Person, *, reason: str, user=None) -> Removal:
    """Delete `person` in every language, all links to them, and every past version with them.

    Quotes stay, without speaker, attribution and role, in all their revisions. Other free text that
    holds the name stays too: an editor has to mend it, so those records are returned.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why: the reason stays in the log."})
    translations = list(person.get_translations(inclusive=True))
    needles = [str(record.uid) for record in translations]
    needles += [record.name for record in translations]
    with transaction.atomic():
        for record in translations:
            _clear_quotes(record)
            _clear_events(record)
            _forget_paths(record)
            _delete(record, user)
    catch_up()
    redacted, still_named = 0, []
    for entry in mentions(needles):
        public = PublicRecord.objects.filter(entry_id=entry.pk, live=True).first()
        if public is None:
            redact(entry, reason=reason, user=user)
            redacted += 1
        else:
            still_named.append(public)
    return Removal(redacted, still_named)


def _delete(person: Person, user) -> None:
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


def _forget_paths(person: Person) -> None:
    """Delete the former addresses that hold the name."""
    for slug in {slugify(person.name), person.slug} - {""}:
        pattern = rf"(^|[/-]){re.escape(slug)}([/-]|$)"
        FormerPath.objects.filter(path__iregex=pattern).delete()


def _take_out(content: dict, pk: int) -> None:
    """Take the person out of the JSON of an event's revision."""
    content["appearances"] = [
        appearance for appearance in content.get("appearances", []) if appearance["person"] != pk
    ]
    for item in content.get("programme", []):
        people = [block for block in json.loads(item["people"]) if block["value"] != pk]
        item["people"] = json.dumps(people)


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
