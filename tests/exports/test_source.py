"""What an export is made from: one state, one order, and nothing that is not public."""

import hashlib

import pytest
from django.utils import timezone

from api.json_walk import objects_in
from archive.models import Entry, PublicRecord
from archive.publisher.log import catch_up
from cms.models import EventPage, EventTheme
from exports.media import media_path
from exports.snapshot import Source, Unavailable, open_source
from tests import factories
from tests.threats.conftest import CANARY, archive  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


def keys(source: Source, kind: str) -> list[str]:
    return [key for key, _body in source.bodies(kind)]


def test_documents_come_by_kind_and_key_as_they_were_stored():
    factories.make_theme(label="b")
    factories.make_theme(label="A")
    factories.make_partner(name="C")
    with open_source() as source:
        found = [(document["type"], document["key"]) for document in source.documents()]
        bodies = [body for _key, body in source.bodies()]
    assert found == [("partner", "c"), ("theme", "a"), ("theme", "b"), ("site", "en")]
    stored = set(PublicRecord.objects.values_list("entry__digest", flat=True))
    assert {hashlib.sha256(body).hexdigest() for body in bodies} == stored


def test_a_series_brings_its_editions_and_what_they_show():
    shown, other = factories.make_theme(label="Shown"), factories.make_theme(label="Other")
    series, elsewhere = factories.make_series(title="One"), factories.make_series(title="Two")
    event = factories.make_event(series=series, title="First", code="AB1")
    EventTheme.objects.create(event=event, theme=shown)
    far = factories.make_event(series=elsewhere, title="Far", code="CD1")
    EventTheme.objects.create(event=far, theme=other)
    catch_up()
    with open_source(series="one") as source:
        found = {kind.kind: keys(source, kind.kind) for kind in source.kinds()}
        entries = [(entry.kind, entry.key) for entry in source.entries()]
    assert found["series"] == ["one"]
    assert found["event"] == ["AB1"]
    assert found["theme"] == ["shown"]
    assert ("event", "AB1") in entries
    assert ("event", "CD1") not in entries


def test_an_unknown_series_and_a_time_before_the_log_are_refused():
    with pytest.raises(Unavailable, match="no public series with the key nothing"):
        Source(series="nothing")
    with pytest.raises(Unavailable, match="begins later"):
        Source(as_of=timezone.now().replace(year=1999))


def test_a_time_of_the_past_has_the_versions_of_then():
    theme = factories.make_theme(label="Before")
    catch_up()
    Entry.objects.update(recorded_at=timezone.now().replace(year=2001))
    theme.label = "After"
    theme.save()
    catch_up()
    with open_source(as_of=timezone.now().replace(year=2002)) as source:
        assert [each["title"] for each in source.documents("theme")] == ["Before"]
        assert source.head.recorded_at.year == 2001
    with open_source() as source:
        assert [each["title"] for each in source.documents("theme")] == ["After"]


def test_the_present_governs_the_past():
    theme = factories.make_theme(label="Hidden later")
    event = factories.make_event(title="An event", code="AB1")
    EventTheme.objects.create(event=event, theme=theme)
    catch_up()
    Entry.objects.update(recorded_at=timezone.now().replace(year=2001))
    theme.live = False
    theme.save()
    catch_up()
    with open_source(as_of=timezone.now().replace(year=2002)) as source:
        assert keys(source, "theme") == keys(source, "event") == []
    with open_source() as source:
        [first, second] = source.history(EventPage.objects.get(code="AB1").uid)
        [stone] = source.tombstones()
    assert first.body is None
    assert b"Hidden" not in second.content
    assert (stone["type"], stone["key"], stone["reason"]) == ("theme", "hidden-later", "withdrawn")


def test_every_address_of_a_file_leads_to_a_file_of_the_export():
    factories.make_image()
    factories.make_document(content=b"Words")
    with open_source() as source:
        files = {path: (opener, sha256) for path, opener, sha256 in source.media()}
        documents = list(source.documents())
    addresses = {
        address.split(" ")[0]
        for document in documents
        for each in objects_in(document)
        for name in ("src", "srcset", "url")
        for address in str(each.get(name, "")).split(", ")
    }
    paths = {media_path(address) for address in addresses} - {None}
    assert len(paths) > 5
    assert paths <= files.keys()
    opener, sha256 = files[next(path for path in files if path.endswith(".txt"))]
    with opener() as file:
        assert hashlib.sha256(file.read()).hexdigest() == sha256


def test_nothing_hidden_is_in_it(archive):  # noqa: F811
    with open_source() as source:
        everything = b"".join(body for _key, body in source.bodies())
        everything += repr(list(source.tombstones())).encode()
        for entry in source.entries():
            everything += entry.content + entry.key.encode()
        for path, opener, _sha256 in source.media():
            with opener() as file:
                everything += path.encode() + file.read()
    assert b"A ministry" in everything
    assert CANARY.encode() not in everything
