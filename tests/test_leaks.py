"""Nothing leaks: hidden values carry canary words, and no public byte holds one."""

from datetime import timedelta

import orjson
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from archive.log import catch_up
from archive.models import Record
from cms.models import (
    Appearance,
    EventDocument,
    EventQuote,
    EventReference,
    EventTheme,
    Partnership,
    ProgrammeItem,
    RelatedEvent,
)
from tests import factories

pytestmark = pytest.mark.django_db

CANARY = "xcanary"


def canary(place: str) -> str:
    """A word that stands in one hidden place and nowhere else."""
    return f"{CANARY}{place}"


@pytest.fixture
def archive():
    """A public archive in which everything that can hold something hidden does."""
    make = factories
    private = Collection.get_first_root_node().add_child(name=canary("collection"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    hidden_image = make.make_image(
        title=canary("image"), alt_text=canary("alt"), credit=canary("credit"), collection=private
    )
    hidden_file = make.make_document(
        title=canary("file"), name=f"{canary('filename')}.txt", collection=private
    )
    hidden_partner = make.make_partner(name=canary("partner"), live=False)
    hidden_theme = make.make_theme(label=canary("theme"), live=False)
    hidden_person = make.make_person(name=canary("person"), live=False)
    hidden_quote = make.make_quote(text=canary("quote"), live=False)
    hidden_reference = make.make_reference(name=canary("reference"), live=False)
    hidden_venue = make.make_venue(name=canary("venue"), live=False)
    expired = make.make_theme(
        label=canary("expired"), expire_at=timezone.now() - timedelta(hours=1)
    )

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
            [{"type": "person", "value": each.pk} for each in (hidden_person, unnamed)]
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
    catch_up()
    return Client(headers={"host": "api.test"})


def addresses() -> list[str]:
    """Every public route: each list with each filter and order, each document, the feeds."""
    from api.expansion import EXPANDABLE
    from api.filters import PARAMETERS
    from api.ordering import ORDERINGS
    from archive.registry import registry

    found = ["/api/v1/", "/api/v1/site/", "/api/v1/openapi.json", "/api/v1/changes/"]
    found += ["/health/live", "/health/ready"]
    resolve = "/api/v1/resolve/?expand=document&path="
    paths = ("/", "/a-series/", "/a-series/an-event/", "/behind/", f"/{canary('draft')}/")
    found += [f"{resolve}{path}" for path in paths]
    search = "/api/v1/search/"
    found += [search, f"{search}?q={CANARY}", f"{search}?q=event", f"{search}?limit=100"]
    found += [f"{search}?q={canary(place)}" for place in ("partner", "draft", "note1", "role")]
    found += [f"{search}suggest/?q={CANARY[:5]}", f"{search}suggest/?q=a"]
    found += [f"{search}?{name}=hidden&q=an" for name in ("series", "theme", "partner")]
    for resource in registry:
        if resource.kind == "site":
            continue
        plural = f"/api/v1/{resource.plural}/"
        found += [plural, f"{plural}?limit=1", f"{plural}no-such-key/"]
        found += [f"{plural}?ordering={name}" for name in ORDERINGS[resource.kind]]
        found += [
            f"{plural}?fields=*",
            f"{plural}?as_of=2100-01-01&fields=*&limit=100",
            f"{plural}?limit=100&expand={','.join(EXPANDABLE[resource.kind])}",
        ]
        for name in PARAMETERS[resource.kind]:
            for value in ("ab1", "hid2", "HID3", "1", "2012", "behind", "a-theme", CANARY):
                found.append(f"{plural}?{name}={value}")
        found.append(f"/api/v1/changes/?kind={resource.kind}")
    for record in Record.objects.exclude(kind="site"):
        plural = registry[record.kind].plural
        document = f"/api/v1/{plural}/{record.key}/"
        found += [document, f"{document}history/", f"{document}timemap/"]
        found += [f"{document}?as_of=2000-01-01", f"{document}?as_of=2100-01-01&fields=*"]
        found += [f"{document}history/{record.entry_id}/", f"{document}history/diff/?from=1&to=2"]
    return found


def test_no_public_byte_holds_a_hidden_word(archive):
    responses = [(url, archive.get(url)) for url in addresses()]
    assert len(responses) > 150
    leaks = [
        (url, word)
        for url, response in responses
        for word in [CANARY.encode()]
        if word in _bytes(response) and CANARY not in url
    ]
    assert leaks == []
    assert [url for url, response in responses if response.status_code >= 500] == []


def test_the_canaries_are_there_for_an_editor_to_see(archive):
    """The test above could not fail if the hidden words were nowhere."""
    from cms.models import EventPage, Partner

    assert Partner.objects.filter(name__contains=CANARY).exists()
    assert EventPage.objects.get(code="AB1").internal_notes == canary("note6")
    assert "A ministry" in archive.get("/api/v1/events/AB1/").content.decode()


def test_hidden_and_unknown_keys_give_one_answer(archive):
    unknown, hidden = (
        _comparable(archive.get(f"/api/v1/events/{key}/")) for key in ("HID9", "HID3")
    )
    assert hidden == unknown


def test_filtering_by_a_hidden_key_is_as_filtering_by_an_unknown_one(archive):
    unknown, hidden = (
        _comparable(archive.get(f"/api/v1/events/?partner={key}"))
        for key in ("ycanarypartner", "xcanarypartner")
    )
    assert hidden == unknown


def test_an_editor_s_session_changes_no_byte(archive, admin_user):
    before = {url: archive.get(url) for url in addresses()}
    editor = Client(headers={"host": "api.test"})
    editor.force_login(admin_user)
    for url, response in before.items():
        other = editor.get(url)
        assert _comparable(other) == _comparable(response), url
        assert "Set-Cookie" not in other.headers
        assert "cookie" not in other.headers.get("Vary", "").lower()


def _bytes(response) -> bytes:
    return response.content + repr(sorted(response.headers.items())).encode()


def _comparable(response) -> tuple:
    """Status, headers and body, but for what names the request itself."""
    body = response.content
    if response.headers["Content-Type"] == "application/problem+json":
        problem = orjson.loads(body)
        text = orjson.dumps(
            {k: v for k, v in problem.items() if k not in ("request_id", "instance")}
        )
        body = text.replace(b"xcanary", b"").replace(b"ycanary", b"").replace(b"HID3", b"HID9")
    headers = {
        k: v for k, v in response.headers.items() if k not in ("X-Request-ID", "Content-Length")
    }
    return response.status_code, headers, body


def test_every_word_of_settings_keeps_the_wagtail_api_out():
    assert not [app for app in settings.INSTALLED_APPS if app.startswith("wagtail.api")]
