"""The API as files: what it says, and that nothing hidden is in it."""

import hashlib
from datetime import UTC, datetime

import orjson
import pytest
from django.conf import settings
from django.core.management import CommandError

from archive.models import Entry, PublicRecord
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from cms.models import EventPage
from exports.mirror import mirror, paths
from exports.snapshot import open_snapshot
from tests import factories
from tests.api.helpers import read
from tests.exports.helpers import export, files_of
from tests.threats.conftest import CANARY, archive  # noqa: F401  a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def files(origin: str | None = None, **scope) -> dict[str, bytes]:
    """`{path: bytes}`; no path twice."""
    mirrored: dict[str, bytes] = {}
    with open_snapshot(**scope) as snapshot:
        for path, body in mirror(snapshot, origin):
            assert path not in mirrored
            mirrored[path] = body
    return mirrored


def followed(mirrored: dict[str, bytes], url: str | None) -> list[dict]:
    """The pages from `url` on."""
    pages = []
    while url:
        path = url.removeprefix(f"{settings.API_ORIGIN}/")
        pages.append(orjson.loads(mirrored[f"{path}index.json"]))
        url = pages[-1]["next"] if pages[-1].get("more", True) else None
    return pages


def live_results(reader, path: str) -> list[dict]:
    """All results of a list of the API itself."""
    results, url = [], path
    while url:
        page = read(reader, url)
        results += page["results"]
        url = page["next"] if page.get("more", True) else None
    return results


@pytest.fixture
def talks():
    """Events in every order: with and without a number, a date, and a title of their own."""
    series = factories.make_series(title="Talks")
    facts = [
        {"ordinal": 3},
        {"ordinal": 1, "start": "2012-01-01", "precision": "year"},
        {"start": "2014-05-01", "precision": "day"},
        {"start": "2013-05-01", "precision": "day"},
        {"title": "Über alles"},
        {"title": "zebra"},
        {"title": "Apple"},
        {"ordinal": 2},
    ]
    for number, fields in enumerate(facts):
        factories.make_event(series=series, slug=f"e{number}", **fields)
    catch_up()


def test_lists_are_in_the_order_of_the_api_and_lead_on(talks, reader, monkeypatch):
    monkeypatch.setattr(paths, "LIMIT", 3)
    mirrored = files()
    for resource in registry:
        if resource.kind == "site":
            continue
        pages = followed(mirrored, f"{settings.API_ORIGIN}/api/v1/{resource.plural}/")
        results = [result for page in pages for result in page["results"]]
        assert results == live_results(reader, f"/api/v1/{resource.plural}/?limit=100")
        assert {page["count"] for page in pages} == {len(results)}
    last = orjson.loads(mirrored["api/v1/events/page/3/index.json"])
    assert last["previous"] == f"{settings.API_ORIGIN}/api/v1/events/page/2/"
    assert last["next"] is None


def test_the_feed_is_that_of_the_api(talks, reader, monkeypatch):
    gone = EventPage.objects.get(slug="e5")
    gone.unpublish()
    catch_up()
    monkeypatch.setattr(paths, "LIMIT", 3)
    mirrored = files()
    pages = followed(mirrored, f"{settings.API_ORIGIN}/api/v1/changes/")
    live = read(reader, "/api/v1/changes/?limit=100&checksum=true")
    assert [result for page in pages for result in page["results"]] == live["results"]
    assert pages[-1]["set"] == live["set"]
    assert pages[-1]["next"] == read(reader, "/api/v1/changes/")["next"]
    assert [page["more"] for page in pages] == [True] * (len(pages) - 1) + [False]
    assert read(reader, pages[-1]["next"])["results"] == []
    end = orjson.loads(mirrored["api/v1/changes/end/index.json"])
    assert (end["results"], end["next"], end["set"]) == ([], pages[-1]["next"], live["set"])


def test_a_history_lists_what_may_be_shown_and_holds_it(reader):
    theme = factories.make_theme(label="Peace")
    for number in range(4):
        theme.summary = f"Version {number}"
        theme.save()
        catch_up()
    first = Entry.objects.filter(kind="theme").order_by("sequence").first()
    Entry.objects.filter(pk=first.pk).update(
        body=None, redacted_at=first.recorded_at, redaction_reason="An address"
    )
    mirrored = files()
    live = read(reader, "/api/v1/themes/peace/history/?limit=100")
    assert orjson.loads(mirrored["api/v1/themes/peace/history/index.json"]) == live
    assert [version["available"] for version in live["results"]] == [True, True, True, False]
    for version in live["results"]:
        path = f"api/v1/themes/peace/history/{version['sequence']}/index.json"
        assert (path in mirrored) == version["available"]
        if version["available"]:
            assert mirrored[path] == reader.get(f"/{path.removesuffix('index.json')}").content


def test_another_origin_changes_where_lists_lead_and_no_document(talks, monkeypatch):
    monkeypatch.setattr(paths, "LIMIT", 3)
    here, moved = files(), files("https://mirror.test")
    assert here.keys() == moved.keys()
    for record in (
        PublicRecord.objects.filter(live=True).exclude(kind="site").select_related("entry")
    ):
        path = f"api/v1/{registry[record.kind].plural}/{record.key}/index.json"
        assert here[path] == moved[path] == record.entry.content
    following = orjson.loads(moved["api/v1/events/index.json"])["next"]
    assert following == "https://mirror.test/api/v1/events/page/2/"


def test_it_resolves_paths_as_the_api_does(reader):
    series = factories.make_series(title="Talks")
    event = factories.make_event(series=series, title="One", code="T1")
    catch_up()
    before = read(reader, "/api/v1/events/T1/")["html_url"]
    event.slug = "another"
    event.save()
    catch_up()
    mirrored = files()
    pages = followed(mirrored, f"{settings.API_ORIGIN}/api/v1/resolve/")
    results = {result["path"]: result for page in pages for result in page["results"]}
    paths = ["/talks/another/", "/talks/", "/", before.removeprefix(settings.FRONTEND_ORIGIN)]
    for path in paths:
        live = read(reader, f"/api/v1/resolve/?path={path}")
        assert results[path] == {name: live[name] for name in results[path]}
    assert results[paths[-1]]["outcome"] == "redirect"


def test_one_series_has_its_own_mirror():
    one, two = factories.make_series(title="One"), factories.make_series(title="Two")
    factories.make_event(series=one, title="First", code="ONE1")
    factories.make_event(series=two, title="Second", code="TWO1")
    mirrored = files(series="one")
    assert "api/v1/events/ONE1/index.json" in mirrored
    assert b"TWO1" not in b"".join(mirrored.values())


def test_nothing_hidden_is_in_it(archive, tmp_path):  # noqa: F811
    mirrored = files_of(export(tmp_path / "mirror", "--format", "mirror"))
    assert b"A ministry" in mirrored["api/v1/events/AB1/index.json"]
    assert [
        path for path, body in mirrored.items() if CANARY in path or CANARY.encode() in body
    ] == []


def test_pictures_as_they_came_in_are_not_in_it(tmp_path):
    factories.make_series(title="Talks", image=factories.make_image())
    factories.make_document(content=b"Words", name="words.txt")
    mirrored = files_of(export(tmp_path / "mirror", "--format", "mirror"))
    assert not [path for path in mirrored if "original_images" in path]
    assert [path for path in mirrored if path.startswith("media/images/")]
    assert [body for path, body in mirrored.items() if path.startswith("media/documents/")] == [
        b"Words"
    ]


def test_the_same_content_is_the_same_mirror(talks, tmp_path):
    first = export(tmp_path / "a.tar", "--format", "mirror").read_bytes()
    assert export(tmp_path / "b.tar", "--format", "mirror").read_bytes() == first


@pytest.mark.parametrize(
    "options",
    [
        ["--origin", "https://mirror.test"],
        ["--format", "mirror", "--origin", "mirror.test"],
        ["--format", "mirror", "--origin", "https://mirror.test/path"],
        ["--format", "mirror", "--origin", 'https://mirror.test"; evil'],
    ],
)
def test_an_origin_is_one_and_is_a_mirror_s(tmp_path, options):
    with pytest.raises(CommandError, match="Only a mirror has an origin") as refused:
        export(tmp_path / "mirror", *options)
    assert refused.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_mirror_of_a_past_day_has_an_edition_without_its_hidden_neighbour(reader):
    series = factories.make_series(title="Annual")
    first, second = (
        factories.make_event(series=series, title=f"Edition {n}", ordinal=n) for n in (1, 2)
    )
    catch_up()
    Entry.objects.update(recorded_at=datetime(2001, 1, 1, 12, tzinfo=UTC))
    second.unpublish()
    catch_up()
    mirrored = files(as_of=datetime(2002, 1, 1, tzinfo=UTC))
    path = f"api/v1/events/{first.slug}/"
    document = mirrored[f"{path}index.json"]
    assert read(reader, f"/{path}?as_of=2001-06-01") == orjson.loads(document)
    [listed] = orjson.loads(mirrored["api/v1/events/index.json"])["results"]
    assert listed["title"] == "Edition 1"
    feed = followed(mirrored, f"{settings.API_ORIGIN}/api/v1/changes/")
    digests = {item["digest"] for page in feed for item in page["results"]}
    assert hashlib.sha256(document).hexdigest() in digests
    everything = b"".join(body for name, body in mirrored.items() if "events" in name)
    assert b"Edition 2" not in everything
