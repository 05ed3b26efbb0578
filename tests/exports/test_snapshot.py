"""What an export is made from: one state, one order, and nothing that is not public."""

import hashlib

import pytest
from django.utils import timezone

from api.json_walk import objects_in
from archive.models import Entry, PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import EventPage, EventTheme
from exports.media import media_path
from exports.snapshot import CannotExport, Snapshot, open_snapshot
from tests import factories
from tests.threats.conftest import CANARY, archive  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


def keys(snapshot: Snapshot, kind: str) -> list[str]:
    return [key for key, _body in snapshot.bodies(kind)]


def test_documents_come_by_kind_and_key_as_they_were_stored():
    factories.make_theme(label="b")
    factories.make_theme(label="A")
    factories.make_partner(name="C")
    with open_snapshot() as snapshot:
        pairs = [(document["type"], document["key"]) for document in snapshot.documents()]
        bodies = [body for _key, body in snapshot.bodies()]
    assert pairs == [("partner", "c"), ("theme", "a"), ("theme", "b"), ("site", "en")]
    stored = set(PublicRecord.objects.values_list("entry__digest", flat=True))
    assert {hashlib.sha256(body).hexdigest() for body in bodies} == stored


def test_a_series_brings_its_editions_and_what_they_show():
    linked, other = factories.make_theme(label="Shown"), factories.make_theme(label="Other")
    series, elsewhere = factories.make_series(title="One"), factories.make_series(title="Two")
    event = factories.make_event(series=series, title="First", code="AB1")
    EventTheme.objects.create(event=event, theme=linked)
    far = factories.make_event(series=elsewhere, title="Far", code="CD1")
    EventTheme.objects.create(event=far, theme=other)
    catch_up()
    with open_snapshot(series="one") as snapshot:
        by_kind = {kind.kind: keys(snapshot, kind.kind) for kind in snapshot.kinds()}
        entries = [(entry.kind, entry.key) for entry in snapshot.entries()]
    assert by_kind["series"] == ["one"]
    assert by_kind["event"] == ["AB1"]
    assert by_kind["theme"] == ["shown"]
    assert ("event", "AB1") in entries
    assert ("event", "CD1") not in entries


def test_an_unknown_series_and_a_time_before_the_log_are_refused():
    with pytest.raises(CannotExport, match="no public series with the key nothing"):
        Snapshot(series="nothing")
    with pytest.raises(CannotExport, match="begins after this time"):
        Snapshot(as_of=timezone.now().replace(year=1999))


def test_a_time_of_the_past_has_the_versions_of_then():
    theme = factories.make_theme(label="Before")
    catch_up()
    Entry.objects.update(recorded_at=timezone.now().replace(year=2001))
    theme.label = "After"
    theme.save()
    catch_up()
    with open_snapshot(as_of=timezone.now().replace(year=2002)) as snapshot:
        assert [document["title"] for document in snapshot.documents("theme")] == ["Before"]
        assert snapshot.head.recorded_at.year == 2001
    with open_snapshot() as snapshot:
        assert [document["title"] for document in snapshot.documents("theme")] == ["After"]


def test_the_present_governs_the_past():
    theme = factories.make_theme(label="Hidden later")
    event = factories.make_event(title="An event", code="AB1")
    EventTheme.objects.create(event=event, theme=theme)
    catch_up()
    Entry.objects.update(recorded_at=timezone.now().replace(year=2001))
    theme.live = False
    theme.save()
    catch_up()
    with open_snapshot(as_of=timezone.now().replace(year=2002)) as snapshot:
        assert keys(snapshot, "theme") == keys(snapshot, "event") == []
    with open_snapshot() as snapshot:
        [first, second] = snapshot.history(EventPage.objects.get(code="AB1").uid)
        [stone] = snapshot.tombstones()
    assert first.body is None
    assert b"Hidden" not in second.content
    assert (stone["type"], stone["key"], stone["reason"]) == ("theme", "hidden-later", "withdrawn")


def test_every_address_of_a_file_leads_to_a_file_of_the_export():
    factories.make_image()
    factories.make_document(content=b"Words")
    with open_snapshot() as snapshot:
        files = {path: (opener, sha256) for path, opener, sha256 in snapshot.media()}
        documents = list(snapshot.documents())
    addresses = {
        address.split(" ")[0]
        for document in documents
        for part in objects_in(document)
        for name in ("src", "srcset", "url")
        for address in str(part.get(name, "")).split(", ")
    }
    paths = {media_path(address) for address in addresses} - {None}
    assert len(paths) > 5
    assert paths <= files.keys()
    opener, sha256 = files[next(path for path in files if path.endswith(".txt"))]
    with opener() as file:
        assert hashlib.sha256(file.read()).hexdigest() == sha256


def test_nothing_hidden_is_in_it(archive):  # noqa: F811
    with open_snapshot() as snapshot:
        everything = b"".join(body for _key, body in snapshot.bodies())
        everything += repr(list(snapshot.tombstones())).encode()
        for entry in snapshot.entries():
            everything += entry.content + entry.key.encode()
        for path, opener, _sha256 in snapshot.media():
            with opener() as file:
                everything += path.encode() + file.read()
    assert b"A ministry" in everything
    assert CANARY.encode() not in everything
