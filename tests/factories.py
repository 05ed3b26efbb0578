"""Valid, live content for tests. Every function takes the fields that matter to the test."""

import io
import itertools

from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.models import Page

from archive.registry import registry
from cms.models import (
    CustomDocument,
    CustomImage,
    EventPage,
    Partner,
    Person,
    Quote,
    Reference,
    SeriesPage,
    Theme,
    Venue,
)

_numbers = itertools.count(1)


def home() -> Page:
    """The home page that the migrations make."""
    return Page.objects.get(depth=2, slug="home").specific


def make(kind: str):
    """A record of any kind. One without a function of its own needs a name and no more."""
    if own := globals().get(f"make_{kind}"):
        return own()
    return registry[kind].model._default_manager.create(name=f"{kind} {next(_numbers)}")


def make_series(*, parent: Page | None = None, **fields) -> SeriesPage:
    fields = {"title": "A series"} | fields
    return (parent or home()).add_child(instance=SeriesPage(**_without_none(fields)))


def make_event(*, series: SeriesPage | None = None, parent: Page | None = None, **fields):
    """An event under `series`, or under the home page."""
    fields = {"title": "An event"} | fields
    return (series or parent or home()).add_child(instance=EventPage(**_without_none(fields)))


def make_partner(**fields) -> Partner:
    return Partner.objects.create(**{"name": f"Partner {next(_numbers)}"} | fields)


def make_person(**fields) -> Person:
    return Person.objects.create(**{"name": f"Person {next(_numbers)}"} | fields)


def make_quote(**fields) -> Quote:
    return Quote.objects.create(**{"text": f"Words number {next(_numbers)}"} | fields)


def make_theme(**fields) -> Theme:
    return Theme.objects.create(**{"label": f"Theme {next(_numbers)}"} | fields)


def make_venue(**fields) -> Venue:
    return Venue.objects.create(**{"name": f"Venue {next(_numbers)}"} | fields)


def make_reference(**fields) -> Reference:
    return Reference.objects.create(**{"name": f"Reference {next(_numbers)}"} | fields)


def make_image(*, size: tuple[int, int] = (64, 48), **fields) -> CustomImage:
    """A small PNG of one colour."""
    picture = io.BytesIO()
    PillowImage.new("RGB", size, "teal").save(picture, "PNG")
    fields = {"title": f"Image {next(_numbers)}", "alt_text": "A field of teal"} | fields
    return CustomImage.objects.create(
        file=ContentFile(picture.getvalue(), name="picture.png"), **fields
    )


def make_document(
    *, content: bytes = b"Words", name: str = "words.txt", **fields
) -> CustomDocument:
    fields = {"title": f"Document {next(_numbers)}"} | fields
    return CustomDocument.objects.create(file=ContentFile(content, name=name), **fields)


def publish(record):
    """Publish `record` as it stands, the way an editor does."""
    record.save_revision().publish()
    record.refresh_from_db()
    return record


def image_model() -> type[CustomImage]:
    return CustomImage


def _without_none(fields: dict) -> dict:
    return {name: value for name, value in fields.items() if value is not None}
