"""The warnings before publishing, each with a problem and a solution.

A warning does not prevent publishing. What must not be published is an error of the form.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import prefetch_related_objects

from cms.attribution import who_agreed
from cms.dates_in_words import write
from cms.models import CustomDocument, CustomImage, EventPage, Person, Quote
from cms.models.file import ArchivedFile
from cms.publishing.linked_records import shown_by_each
from cms.vocabularies import OrdinalBasis, Verification

from .links import edit_url

OF_PEOPLE = (
    "Author",
    "First author",
    "Last saved by",
    "Manager",
    "Company",
    "Comments and changes by",
)
PICTURES = ("image", "logo", "portrait")


@dataclass(frozen=True)
class Advice:
    """A `problem` and its `solution`, with the `url` of the page for the solution."""

    problem: str
    solution: str
    url: str = ""


def warnings_of(record: Any) -> list[Advice]:
    """The warnings for the draft `record`. What stays unpublished comes first."""
    return warnings_of_each([record])[0]


def warnings_of_each(records: Sequence[Any]) -> list[list[Advice]]:
    """The warnings for each of `records`, as `warnings_of` has them."""
    return [
        [*_of_hidden_links(linked_records), *missing_in(record, linked_records)]
        for record, linked_records in zip(records, shown_by_each(records), strict=True)
    ]


def missing_in(record: Any, linked_records: Iterable[Any]) -> list[Advice]:
    """The warnings about `record` itself, and about the new files among what is `shown` by it."""
    warnings = [
        *_of_sources(record),
        *_of_pictures(record),
        *_of_details(record, linked_records),
    ]
    if isinstance(record, EventPage):
        warnings += [*_of_number(record), *_of_hidden_names(record), *_of_hours(record)]
    if isinstance(record, Quote):
        warnings += _of_quote(record)
    return warnings


def _of_sources(record: Any) -> Iterator[Advice]:
    if hasattr(record, "sources") and not list(record.sources.all()):
        yield Advice(
            "The record has no source, so nobody can check it.",
            "Add a source under Archive › Sources.",
        )


def _of_pictures(record: Any) -> Iterator[Advice]:
    for image in _pictures(record):
        if not image.alt_text and not image.is_decorative:
            yield Advice(
                f"The picture “{image}” has no alternative text. Readers who do not see it "
                "cannot know what it shows.",
                "Describe it, or tick “decoration only”.",
                edit_url(CustomImage, image.pk),
            )


def _pictures(record: Any) -> Iterable[CustomImage]:
    images = [getattr(record, name, None) for name in PICTURES]
    for block in getattr(record, "body", ()):
        # A picture in a text may have its own alternative text there.
        if block.block_type == "image" and (image := block.value["image"]):
            described = image.decorative or image.contextual_alt_text
            images.append(None if described else image)
    return {image.pk: image for image in images if image is not None}.values()


def _of_details(record: Any, linked_records: Iterable[Any]) -> Iterator[Advice]:
    """What the files say of people, and that goes public with the record."""
    for file in (record, *linked_records):
        if not isinstance(file, CustomDocument) or (file is not record and file.live):
            continue
        details = [f"{label}: {value}" for label, value in file.details if label in OF_PEOPLE]
        if details:
            yield Advice(
                f"The file of “{file}” says who made it. {'; '.join(details)}.",
                "Remove the details in the form of the document, or leave them for readers.",
                edit_url(CustomDocument, file.pk),
            )


def _of_hidden_links(linked_records: Iterable[Any]) -> Iterator[Advice]:
    for linked in linked_records:
        if isinstance(linked, ArchivedFile) and linked.is_never_published:
            continue  # it goes public with the record
        if not linked.live:
            kind = type(linked)._meta.verbose_name
            yield Advice(
                f"The {kind} “{linked}” is not public, so readers do not see it here.",
                f"Publish the {kind} as well.",
                edit_url(type(linked), linked.pk),
            )


def _of_number(event: EventPage) -> Iterator[Advice]:
    if event.ordinal is None:
        return
    if event.ordinal_basis == OrdinalBasis.INFERRED:
        yield Advice(
            f"Number {event.ordinal} is inferred. Readers see this.",
            "If a source states it, choose “Stated by a source” and enter the words of the source.",
        )
    if event.ordinal_basis == OrdinalBasis.UNKNOWN:
        yield Advice(
            f"The record does not say how number {event.ordinal} is known. Readers see this.",
            "Choose “Stated by a source” or “Inferred from stated facts”.",
        )
    series = event.series_above()
    if series is None:
        return
    others = series.editions.exclude(pk=event.pk).exclude(ordinal=None)
    numbers = others.filter(ordinal__lt=event.ordinal).order_by("-ordinal")
    before = numbers.values_list("ordinal", flat=True).first()
    if before is not None and (missing := event.ordinal - before - 1):
        gap = f"Number {before + 1} has" if missing == 1 else f"{missing} numbers have"
        yield Advice(
            f"{gap} no record between number {before} and this one. Readers see the gap.",
            "This is correct if nothing is known about them. If not, add them or check the number.",
        )
    yield from _of_planned_number(event, others)


def _of_planned_number(event: EventPage, others: Any) -> Iterator[Advice]:
    """Another draft has the same number. Only one of the two can be published."""
    drafts = others.model.objects.filter(series=event.series_above(), has_unpublished_changes=True)
    for other in drafts.exclude(pk=event.pk).select_related("latest_revision"):
        planned = other.latest_revision and other.latest_revision.content.get("ordinal")
        if planned == event.ordinal:
            yield Advice(
                f"The draft of “{other}” also has number {event.ordinal}.",
                "Only one of the two can be published. Change the other number.",
                edit_url(EventPage, other.pk),
            )


def _of_hours(event: EventPage) -> Iterator[Advice]:
    """Sessions on other days than the event, and hours without a time zone."""
    sessions = [(item, item.start) for item in event.programme.all() if item.start]
    if sessions and str(event.zone) == "UTC" and not event.time_zone:
        yield Advice(
            "The programme has hours, and the event has no time zone. Readers see them as UTC.",
            "Choose a venue with a time zone, or enter the time zone.",
        )
    date = event.date
    if date.first_day is None or date.last_day is None:
        return
    for item, start in sessions:
        begins, ends = (time.astimezone(event.zone).date() for time in (start, item.end or start))
        is_on_a_day = begins in (date.days or [begins])
        # A dinner may end after midnight.
        is_within = date.first_day <= begins and ends - timedelta(days=1) <= date.last_day
        if not is_on_a_day or not is_within or begins > date.last_day:
            hour = start.astimezone(event.zone)
            yield Advice(
                f"“{item}” is on {hour:%d %B %Y}, {hour:%H:%M}. The event is on {write(date)}.",
                "Check the day of the session and the date of the event.",
            )


def _of_hidden_names(event: EventPage) -> Iterator[Advice]:
    if not event.hides_names:
        return
    rule = event.get_attribution_rule_display()
    appearances = list(event.appearances.all())
    prefetch_related_objects(appearances, "person")
    unnamed = {
        guest.person for guest in appearances if guest.person_id and not event.may_name(guest)
    }
    in_sessions = {
        block["value"] for item in event.programme.all() for block in item.people.raw_data
    }
    unnamed |= set(Person.objects.filter(pk__in=in_sessions - who_agreed(appearances)))
    if unnamed:
        yield Advice(
            f"{rule}: {', '.join(sorted(map(str, unnamed)))} will not be named.",
            "Select “may be named”, under Who › People, for those who have agreed to it.",
        )


def _of_quote(quote: Quote) -> Iterator[Advice]:
    if quote.verification == Verification.UNCHECKED:
        yield Advice(
            "Nobody has compared this quote with its source. Readers see this.",
            f"Compare the quote with its source and choose “{Verification.CHECKED.label}”.",
        )
    if quote.has_attribution and not quote.may_be_attributed:
        yield Advice(
            f"“{quote.occasion_event}” was off the record. Plenary publishes the quote without "
            "the speaker.",
            "If the words are from a public source, remove the event from the quote.",
        )
