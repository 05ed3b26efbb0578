"""An archive in which everything that can hold something hidden does."""

from datetime import datetime, timedelta

import orjson
import pytest
import time_machine
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from api.fast_path.known_answers import FastPath
from archive.publisher.after_commit import catch_up
from cms.models import (
    Appearance,
    CustomDocument,
    EventDocument,
    EventQuote,
    EventReference,
    EventTheme,
    Partnership,
    ProgrammeItem,
    RelatedEvent,
    Release,
)
from cms.publishing.releases import add_to_release
from home.models import Subscription
from tests import factories
from tests.importer.formats.writers import paged_pdf
from tests.shared import shared
from tests.threats.known import HeadOfThisTransaction

CANARY = "xcanary"
PAST = "2015-01-01"  # when something was public that is hidden now


def canary(place: str) -> str:
    """A word that stands in one hidden place and nowhere else."""
    return f"{CANARY}{place}"


@shared
def archive():
    return public_archive()


def public_archive() -> Client:
    """Make an archive in which everything that can hold something hidden does. It is read by the
    client."""
    make = factories
    private = Collection.get_first_root_node().add_child(name=canary("collection"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    hidden_image = make.make_image(
        title=canary("image"), alt_text=canary("alt"), credit=canary("credit"), collection=private
    )
    hidden_file = make.make_document(
        title=canary("file"), name=f"{canary('filename')}.txt", collection=private
    )
    for word, hiding in (("pdf", {"collection": private}), ("pdfdraft", {"live": False})):
        make.make_document(name="a.pdf", content=paged_pdf(canary(word)), **hiding)
    release = Release.objects.create(name=canary("release"))
    collected = make.make_partner(name=canary("collected"), live=False)
    add_to_release(release, [hidden_file, collected], user=None)
    make.make_image(title=canary("imagedraft"), credit=canary("credit2"), live=False)
    make.make_document(title=canary("filedraft"), name=f"{canary('name')}.txt", live=False)
    make.make_document(title="A document")
    CustomDocument.objects.filter(title="A document").update(details=[["Author", canary("author")]])
    picture = make.make_image(title="A picture")
    picture.title, picture.credit = canary("picturedraft"), canary("credit3")
    picture.file = make.make_image(size=(9, 9), live=False).file
    picture.sha256 = ""
    picture.save_revision()
    hidden_partner = make.make_partner(name=canary("partner"), live=False)
    hidden_theme = make.make_theme(label=canary("theme"), live=False)
    hidden_person = make.make_person(name=canary("person"), live=False)
    hidden_quote = make.make_quote(text=canary("quote"), live=False)
    hidden_reference = make.make_reference(name=canary("reference"), live=False)
    hidden_venue = make.make_venue(name=canary("venue"), live=False)
    expired = make.make_theme(
        label=canary("expired"),
        slug="once-a-theme",
        expire_at=timezone.now() - timedelta(hours=1),
    )

    Subscription.objects.create(email=f"{canary('reader')}@example.org", locale="en")

    partner = make.make_partner(
        name="A ministry",
        country="FI",
        internal_notes=canary("note1"),
        parent=hidden_partner,
        logo=hidden_image,
    )
    person = make.make_person(
        name="A person", internal_notes=canary("note2"), portrait=hidden_image
    )
    unnamed = make.make_person(name="Nobody special")
    theme = make.make_theme(label="A theme", broader=hidden_theme, internal_notes=canary("note3"))
    reference = make.make_reference(name="A declaration", internal_notes=canary("note4"))
    series = make.make_series(
        title="A series",
        organiser=hidden_partner,
        internal_notes=canary("note5"),
        image=hidden_image,
    )
    make.make_event(series=series, title=canary("draft"), ordinal=2, live=False, code="HID2")
    private_series = make.make_series(title=canary("private"), slug="behind")
    behind = make.make_event(series=private_series, title=canary("below"), ordinal=1, code="HID3")
    PageViewRestriction.objects.create(
        page=private_series.page_ptr, restriction_type="password", password=canary("password")
    )
    event = make.make_event(
        series=series,
        title="An event",
        code="AB1",
        ordinal=1,
        start="2012-01-26",
        end="2012-01-28",
        precision="day",
        attribution_rule="off-the-record",
        venue=hidden_venue,
        organiser=hidden_partner,
        image=hidden_image,
        internal_notes=canary("note6"),
    )
    make.make_event(series=series, title="The next event", code="AB3", ordinal=3)
    quote = make.make_quote(
        text="Public words",
        speaker=hidden_person,
        occasion_reference=hidden_reference,
        occasion_event=behind,
        internal_notes=canary("note7"),
    )
    spoken = make.make_quote(text="Words spoken here", occasion_event=event)
    Partnership.objects.create(event=event, partner=partner)
    Partnership.objects.create(event=event, partner=hidden_partner, role_stated=canary("rolewords"))
    Appearance.objects.create(event=event, person=unnamed, role_then=canary("unnamed"))
    Appearance.objects.create(
        event=event, person=hidden_person, may_be_named=True, affiliation_then=canary("affiliation")
    )
    Appearance.objects.create(event=event, person=person, may_be_named=True)
    for model, name, values in (
        (EventTheme, "theme", [theme, hidden_theme, expired]),
        (EventReference, "reference", [reference, hidden_reference]),
        (EventQuote, "quote", [quote, hidden_quote, spoken]),
        (EventDocument, "document", [hidden_file]),
        (RelatedEvent, "related", [behind]),
    ):
        for value in values:
            model.objects.create(event=event, **{name: value})
    ProgrammeItem.objects.create(
        event=event,
        title="A session",
        people=orjson.dumps(
            [{"type": "person", "value": person.pk} for person in (hidden_person, unnamed)]
        ).decode(),
        documents=orjson.dumps([{"type": "document", "value": hidden_file.pk}]).decode(),
    )
    link = f'<a linktype="page" id="{behind.pk}">words</a>'
    file_link = f'<a linktype="document" id="{hidden_file.pk}">words</a>'
    embed = (
        f'<embed embedtype="image" id="{hidden_image.pk}" alt="{canary("embed")}" format="left"/>'
    )
    event.body = orjson.dumps(
        [
            {"type": "paragraph", "value": f"<p>{link} {file_link}</p>{embed}"},
            {"type": "quote", "value": hidden_quote.pk},
            {"type": "quote", "value": spoken.pk},
            {"type": "reference", "value": hidden_reference.pk},
            {
                "type": "image",
                "value": {
                    "image": {
                        "image": hidden_image.pk,
                        "decorative": False,
                        "alt_text": canary("contextual"),
                    },
                    "caption": canary("caption"),
                },
            },
            {
                "type": "document",
                "value": {"document": hidden_file.pk, "caption": canary("caption2")},
            },
        ]
    ).decode()
    factories.publish(event)
    event.title = canary("revision")
    event.save_revision()
    spoken.attribution_stated, spoken.role_then = canary("attribution"), canary("role")
    spoken.save()  # which no form would allow: the rule holds in what is rendered, too
    partner.name = canary("partnerdraft")
    partner.save_revision()
    once = make.make_partner(name=canary("once"), slug="once-public")
    thrown_away = [
        make.make_quote(text=canary("thrownaway1"), slug="thrown-away"),
        # Its address was public, and says of it that it is gone.
        make.make_event(series=series, title=canary("thrownaway2"), slug="gone", code="GONE1"),
        make.make_person(name=canary("thrownaway3"), live=False),
        make.make_document(title=canary("thrownaway4"), name=f"{canary('thrown')}.txt", live=False),
    ]
    Partnership.objects.create(event=event, partner=once)
    catch_up(datetime.fromisoformat(f"{PAST}T12:00:00Z"))
    once.unpublish()
    for record in thrown_away:
        record.delete()
    catch_up()
    return Client(headers={"host": "api.test"})


@pytest.fixture
def django():
    """The application without the fast path, which leaves the connection of the test open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def fast(django, monkeypatch):
    """The fast path, and in `asked` what it has asked Django."""
    asked = []

    def counted(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return django(environ, start_response)

    path = FastPath(counted, most=64 * 1024 * 1024)
    path.head_watch = HeadOfThisTransaction()
    path.asked = asked
    return path


@pytest.fixture
def an_hour_later():
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        yield
