"""An archive in which every column of every table has a value that is not its default."""

import datetime
import uuid
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import models
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)

from archive.publisher.after_commit import catch_up, mark
from archive.registry import registry
from cms import models as cms
from exports.database_rows import fields_of, tables
from home.models import NavigationItem
from importer.formats.saved_file import SavedFile
from importer.kept.store import keep_file
from importer.models import ImportedPage
from tests import factories as make

TIME = datetime.datetime(2012, 1, 26, 10, 11, 12, 131415, tzinfo=datetime.UTC)
FUTURE = TIME.replace(year=2100)
BODY = [
    {"type": "heading", "value": {"text": "Kontext ä", "level": "3"}, "id": "b1"},
    {"type": "paragraph", "value": "<p>Words &amp; <b>more</b></p>", "id": "b2"},
    {"type": "list", "value": {"ordered": True, "items": [
        {"type": "item", "value": "<p>One</p>", "id": "i1"}]}, "id": "b3"},
    {"type": "table", "value": {"columns": [{"type": "rich_text", "heading": "H"}],
                                "rows": [{"values": ["<p>Cell</p>"]}], "caption": "C"}, "id": "b4"},
    {"type": "embed", "value": {"url": "https://video.test/1", "title": "Film", "caption": ""},
     "id": "b5"},
]  # fmt: skip
DATES = {
    "start": "2012-01-26",
    "end": "2012-01-28",
    "precision": "day",
    "extended_date": "{2012-01-26,2012-01-28}",
}
# Values that the rules of the database or of rendering ask for, by column.
CHOSEN: dict[str, Any] = {
    "country": "FI",
    "time_zone": "Europe/London",
    "expire_at": FUTURE,
    "approved_go_live_at": FUTURE,
    "same_as": "https://www.wikidata.org/entity/Q1",
    "url": "https://example.org/a",
    "website": "https://example.org/b",
    "attribution_rule": "on-the-record",
}


# What the last row of a table gets, so that the first one stays public.
HIDING = {"live", "expired", "go_live_at", "expire_at"}


def fill() -> None:
    """Write it, with its log."""
    records()
    for model in tables():
        complete(model)
    mark(
        (resource.kind, pk)
        for resource in registry
        for pk in resource.model._default_manager.values_list("pk", flat=True)
    )
    catch_up()


def records() -> None:
    """At least one row of each table, public ones and hidden ones."""
    french = Locale.objects.create(language_code="fr")
    collection = Collection.get_first_root_node().add_child(name="Behind")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    image = make.make_image(
        title="Hall", focal_point_x=30, focal_point_y=20, focal_point_width=9, focal_point_height=8
    )
    image.tags.add("halls")
    make.make_image(title="Hidden hall", collection=collection, is_decorative=True, alt_text="")
    document = make.make_document(title="Report", content=b"Report")
    make.make_document(title="Hidden report", content=b"Hidden", collection=collection)
    partner = make.make_partner(name="Ministry", parent=make.make_partner(name="State"), logo=image)
    person = make.make_person(name="Ann Example", portrait=image)
    theme = make.make_theme(label="Dignity", broader=make.make_theme(label="Rights"))
    venue, reference = (
        make.make_venue(name="Hall", expire_at=FUTURE),
        make.make_reference(name="Act", **DATES),
    )
    series = make.make_series(title="Series", organiser=partner, image=image, body=BODY)
    event = make.make_event(
        series=series, title="Event", code="AB1", ordinal=3, venue=venue, organiser=partner,
        image=image, body=BODY, **DATES,
    )  # fmt: skip
    other = make.make_event(title="Other", slug="other")
    make.make_event(title="Draft", slug="draft", live=False, alias_of=other, expired=True)
    quote = make.make_quote(
        text="Words", speaker=person, occasion_event=event, occasion_reference=reference, **DATES
    )
    make.make_quote(text="Others", speaker_organisation=partner)
    parts(
        series=series, event=event, other=other, partner=partner, person=person, theme=theme,
        reference=reference, quote=quote, document=document,
    )  # fmt: skip
    for resource in registry:
        for record in resource.model._default_manager.all():
            if hasattr(record, "sources"):
                sources = resource.model.sources.rel.related_model
                sources.objects.create(record=record, document=document, title="Where")
    home = make.home()
    home.image = image
    home.save()
    NavigationItem.objects.create(home=home, label="Series", page=series.page_ptr)
    private = make.make_series(title="Private", slug="private")
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type="password")
    Redirect.objects.create(
        old_path="/old", site=Site.objects.get(), redirect_page=event.page_ptr,
        automatically_created=True, is_permanent=False,
    )  # fmt: skip
    make.make_theme(label="Thème", locale=french)
    for maker in (make.make_partner, make.make_person, make.make_quote, make.make_venue,
                  make.make_reference, make.make_theme):  # fmt: skip
        maker()
    catch_up()
    ImportedPage.objects.create(
        name="page.html", text="Words", proposal={}, series=series, event=event
    )
    address = "https://example.org/page.html"
    kept = SavedFile("page.html", b"Words", address=address, retrieved=TIME.date())
    keep_file(kept, replace(kept.read(b"The words of a page"), part="first"))
    for record in (event, partner):
        publish_twice(record)
    hidden = make.make_theme(label="Gone soon")
    catch_up()
    hidden.delete()
    catch_up()


def publish_twice(record: Any) -> None:
    """A revision that is live, and a draft after it; a new address; what the admin noted."""
    record.save_revision().publish()
    record.refresh_from_db()
    record.slug = f"{record.slug}-moved"
    record.save_revision().publish()
    record.refresh_from_db()
    revision = record.save_revision(changed=True)
    log(record, "wagtail.edit", revision=revision, content_changed=True, deleted=True,
        data={"b": 1, "a": ["ä", None]})  # fmt: skip
    catch_up()


def parts(*, series, event, other, partner, person, theme, reference, quote, document) -> None:
    cms.SeriesAlias.objects.create(series=series, name="Alias")
    cms.SeriesTheme.objects.create(series=series, theme=theme)
    cms.DefaultPartner.objects.create(series=series, partner=partner)
    cms.Partnership.objects.create(event=event, partner=partner, role="host")
    cms.Appearance.objects.create(event=event, person=person, may_be_named=True, capacity="chair")
    cms.ProgrammeItem.objects.create(
        event=event, title="Session", start=TIME, end=TIME,
        people=[{"type": "person", "value": person.pk, "id": "p1"}],
        documents=[{"type": "document", "value": document.pk, "id": "d1"}],
    )  # fmt: skip
    cms.EventTheme.objects.create(event=event, theme=theme)
    cms.EventReference.objects.create(event=event, reference=reference)
    cms.EventQuote.objects.create(event=event, quote=quote)
    cms.EventDocument.objects.create(event=event, document=document)
    cms.RelatedEvent.objects.create(event=event, related=other)
    cms.CallToAction.objects.create(event=event, label="Read")
    cms.PartnerName.objects.create(partner=partner, name="Ministère")
    cms.ErasedKey.remember([("person", "jane-doe", uuid.UUID(int=7))])
    cms.Affiliation.objects.create(person=person, partner=partner)


def complete(model: Any) -> None:
    """Give one row a value in each column that no row has one in."""
    for field in fields_of(model):
        if field.primary_key or is_tried(model, field):
            continue
        is_last = model is Page or field.name in HIDING
        row = model._base_manager.order_by("-pk" if is_last else "pk").first()
        assert row is not None, f"{model._meta.label} has no row: add one to `records`"
        model._base_manager.filter(pk=row.pk).update(**{field.name: value_of(field, row)})


def is_tried(model: Any, field: Any) -> bool:
    """Whether a row has another value than an empty one or the default."""
    default = field.get_default() if not isinstance(field, StreamField) else []
    values = model._base_manager.values_list(field.attname, flat=True)
    return any(value not in (None, "", default, {}) and not is_empty(value) for value in values)


def is_empty(value: Any) -> bool:
    return hasattr(value, "raw_data") and not len(value.raw_data)


def value_of(field: Any, row: Any) -> Any:
    """A value of the type of `field`, and within its limits."""
    if field.name in CHOSEN:
        return CHOSEN[field.name]
    if field.is_relation:
        target = field.related_model._base_manager.exclude(pk=getattr(row, field.attname))
        return target.order_by("pk").first()
    if field.choices:
        values = [value for value, _label in field.choices if value not in ("", field.default)]
        return values[-1]
    return next(value for kind, value in values_by_type(field) if isinstance(field, kind))


def values_by_type(field: Any) -> list[tuple[type[models.Field], Any]]:
    """In an order in which a kind of field comes before what it is a kind of."""
    text = f"{field.model._meta.model_name} {field.name} ä"
    return [
        (StreamField, BODY),
        (models.BooleanField, not field.default),
        (models.DateTimeField, TIME),
        (models.DateField, TIME.date()),
        (models.UUIDField, uuid.uuid5(uuid.NAMESPACE_URL, text)),
        (models.DecimalField, Decimal("12.345678")),
        (models.IntegerField, 1987),
        (models.JSONField, {"b": 1, "a": [None, "ä"]}),
        (models.SlugField, text.replace(" ", "-").replace("ä", "a")),
        (models.CharField, text[: field.max_length]),
        (models.TextField, f"{text}\nsecond line, =1+1"),
    ]
