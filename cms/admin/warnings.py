"""What an editor should know before publishing: each with its reason and the way out.

Nothing here keeps anybody from publishing. What must not be published is an error of the form.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, prefetch_related_objects
from wagtail.models import DraftStateMixin

from cms.models import CustomImage, EventPage, Quote
from cms.vocabularies import OrdinalBasis, Verification

from .links import edit_url

# Which lists of a record lead to other records, and by which field.
LINKS = {
    "partnerships": "partner",
    "appearances": "person",
    "event_quotes": "quote",
    "event_themes": "theme",
    "event_references": "reference",
    "related_events": "related",
    "default_partners": "partner",
    "series_themes": "theme",
    "affiliations": "partner",
}
SINGLE_LINKS = ("organiser", "venue", "speaker", "speaker_organisation", "occasion_reference",
                "occasion_event", "parent", "broader")  # fmt: skip
PICTURES = ("image", "logo", "portrait")


@dataclass(frozen=True)
class Advice:
    """`words` say what is so and why it matters, `way_out` what can be done; `url` leads there."""

    words: str
    way_out: str
    url: str = ""


def warnings_of(record: Any) -> list[Advice]:
    """Everything to look at before `record`, as it stands in its draft, is published."""
    found = [*_of_sources(record), *_of_pictures(record), *_of_hidden_links(record)]
    if isinstance(record, EventPage):
        found += [*_of_number(record), *_of_silence(record)]
    if isinstance(record, Quote):
        found += _of_quote(record)
    return found


def _of_sources(record: Any) -> Iterator[Advice]:
    if hasattr(record, "sources") and not list(record.sources.all()):
        yield Advice(
            "No source is given, so nobody can check what this says.",
            "Add where it is known from, under Archive › Sources.",
        )


def _of_pictures(record: Any) -> Iterator[Advice]:
    for image in _pictures(record):
        if not image.alt_text and not image.is_decorative:
            yield Advice(
                f"The picture “{image}” has no alternative text: who does not see it learns "
                "nothing of it.",
                "Describe it, or tick “decoration only”.",
                edit_url(CustomImage, image.pk),
            )


def _pictures(record: Any) -> Iterable[CustomImage]:
    chosen = [getattr(record, name, None) for name in PICTURES]
    for block in getattr(record, "body", ()):
        # A picture within a text may have words of its own for that place.
        if block.block_type == "image" and (image := block.value["image"]):
            described = image.decorative or image.contextual_alt_text
            chosen.append(None if described else image)
    return {image.pk: image for image in chosen if image is not None}.values()


def _of_hidden_links(record: Any) -> Iterator[Advice]:
    for linked in _linked(record):
        if isinstance(linked, DraftStateMixin) and not linked.live:
            kind = type(linked)._meta.verbose_name
            yield Advice(
                f"The {kind} “{linked}” is not public, so readers will not see it here.",
                f"Publish the {kind} as well.",
                edit_url(type(linked), linked.pk),
            )


def _linked(record: Any) -> Iterable[Model]:
    """Every record that `record` leads to, once."""
    found = [getattr(record, name, None) for name in SINGLE_LINKS]
    for relation, field in LINKS.items():
        if hasattr(record, relation):
            children = list(getattr(record, relation).all())
            prefetch_related_objects(children, field)
            found += [getattr(child, field) for child in children]
    found += [
        block.value
        for block in getattr(record, "body", ())
        if block.block_type in ("quote", "reference")
    ]
    return {(type(each), each.pk): each for each in found if each is not None}.values()


def _of_number(event: EventPage) -> Iterator[Advice]:
    if event.ordinal is None:
        return
    if event.ordinal_basis == OrdinalBasis.INFERRED:
        yield Advice(
            f"Number {event.ordinal} is inferred, and readers are told so.",
            "If a source states it, choose “Stated by a source” and give its words.",
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
            "Right, when nothing is known of them; else add what is missing, or check the number.",
        )
    yield from _of_planned_number(event, others)


def _of_planned_number(event: EventPage, others: Any) -> Iterator[Advice]:
    """Another draft wants the same number: whoever publishes second will be refused."""
    drafts = others.model.objects.filter(series=event.series_above(), has_unpublished_changes=True)
    for other in drafts.exclude(pk=event.pk).select_related("latest_revision"):
        planned = other.latest_revision and other.latest_revision.content.get("ordinal")
        if planned == event.ordinal:
            yield Advice(
                f"The draft of “{other}” has number {event.ordinal} as well.",
                "Only one of the two can be published with it: settle which.",
                edit_url(EventPage, other.pk),
            )


def _of_silence(event: EventPage) -> Iterator[Advice]:
    if not event.is_off_the_record:
        return
    rule = event.get_attribution_rule_display()
    appearances = list(event.appearances.all())
    prefetch_related_objects(appearances, "person")
    silent = [str(each.person) for each in appearances if not each.may_be_named and each.person_id]
    if silent:
        yield Advice(
            f"{rule}: {', '.join(silent)} will not be named.",
            "Tick “may be named” for those who have agreed to it.",
        )


def _of_quote(quote: Quote) -> Iterator[Advice]:
    if quote.verification == Verification.UNCHECKED:
        yield Advice(
            "Nobody has compared these words with their source, and readers are told so.",
            "Compare them, and choose “Checked”.",
        )
    if quote.has_attribution and not quote.may_be_attributed:
        yield Advice(
            f"“{quote.occasion_event}” was held under a rule of silence: the quote is published "
            "without saying who spoke.",
            "Take it out, or the occasion, if the words are from somewhere public.",
        )
