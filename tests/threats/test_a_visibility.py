"""Attacks A on what is not public: never, not yet, or not any more. Each test has its number."""

from datetime import timedelta

import orjson
import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import EventPage
from tests.api.helpers import assert_problem, read
from tests.factories import home, make_event, make_partner, make_series, make_theme, publish
from tests.shared import shared

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"
HIDDEN = (
    "draft", "private", "below", "embargoed", "expired", "alias", "copied", "translated-fr",
    "mirror", "scheduled", "twin",
)  # fmt: skip
DAY = timedelta(days=1)


def restrict(page) -> None:
    PageViewRestriction.objects.create(
        page=page.page_ptr, restriction_type="password", password="let me in"
    )


@shared
def series():
    """A public series with one public edition; all editions in HIDDEN were never public."""
    Locale.objects.create(language_code="fr")
    series = make_series(title="Annual", slug="annual")
    make_event(series=series, title="Public", slug="public")
    make_event(series=series, title="Draft", slug="draft", live=False)
    private = make_event(series=series, title="Private", slug="private")
    restrict(private)
    restrict(behind := make_series(title="Behind", slug="behind"))
    make_event(series=behind, title="Below", slug="below")
    past, coming = timezone.now() - DAY, timezone.now() + DAY
    make_event(series=series, title="Embargoed", slug="embargoed", go_live_at=coming)
    make_event(series=series, title="Expired", slug="expired", expire_at=past)
    private.create_alias(parent=behind, update_slug="alias")
    private.create_alias(parent=series, update_slug="mirror").view_restrictions.all().delete()
    with time_machine.travel(past - DAY):
        scheduled = make_event(series=series, title="Scheduled", slug="scheduled", live=False)
        scheduled.create_alias(parent=series, update_slug="twin")
        scheduled.go_live_at = past
        scheduled.save_revision().publish()
        scheduled.revisions.update(approved_go_live_at=None)  # and taken back
    private.copy(to=behind, update_attrs={"slug": "copied"})
    translated = private.copy_for_translation(
        Locale.objects.get(language_code="fr"), copy_parents=True
    )
    translated.slug = "translated"
    translated.save_revision()
    translated.save()
    catch_up()
    return series


def comparable(response, *names: str) -> tuple:
    """Status, headers and body, without the id of the request and without `names`."""
    body = response.content
    if response.headers["Content-Type"] == "application/problem+json":
        body = orjson.dumps({**orjson.loads(body), "request_id": None})
    for name in names:
        body = body.replace(name.encode(), b"")
    own = ("X-Request-ID", "ETag", "Content-Length")
    return (
        response.status_code,
        {name: value for name, value in response.headers.items() if name not in own},
        body,
    )


def answer(reader, url: str, name: str) -> tuple:
    return comparable(reader.get(url.format(name)), name)


def same_for(reader, url: str, name: str) -> None:
    """`url` answers for `name` as for a name that never was, of the same length."""
    never = "n" * len(name)
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):  # Last-Modified is settled
        assert answer(reader, url, name) == answer(reader, url, never)


def all_that_names(reader, record: PublicRecord) -> list[str]:
    """Every public answer that still has the id of `record` or its title."""
    plural = "events"
    urls = [
        f"/api/v1/{plural}/?limit=100",
        f"/api/v1/{plural}/?limit=100&fields=*&expand=series,previous,next,related",
        f"/api/v1/{plural}/?as_of=2100-01-01&fields=*",
        "/api/v1/series/?fields=*&limit=100",
        "/api/v1/series/annual/?expand=editions.first,editions.latest",
        "/api/v1/site/",
        "/api/v1/search/?q=secretmeeting",
        "/api/v1/search/suggest/?q=secretmeeting",
        "/api/v1/resolve/?path=/annual/&expand=document",
    ]
    naming = []
    for url in urls:
        response = reader.get(url)
        assert response.status_code in (200, 400), url
        text = response.content.decode()
        if response.status_code == 200 and (str(record.uid) in text or "Secretmeeting" in text):
            naming.append(url)
    return naming


@pytest.mark.parametrize("name", HIDDEN)
def test_a1_what_was_never_public_is_as_what_never_was(series, reader, name):
    for rest in ("", "?fields=*", "history/", "history/1/", "timemap/", "?as_of=2100-01-01"):
        same_for(reader, f"{EVENTS}{{}}/{rest}", name)
    assert_problem(reader.get(f"{EVENTS}{name}/"), 404, "not_found")


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("path", ["/annual/{}/", "/behind/{}/", "/fr/annual/{}/", "/events/{}/"])
def test_a1_a_path_tells_as_little(series, reader, name, path):
    same_for(reader, f"/api/v1/resolve/?path={path}", name)


def test_a1_neither_does_the_number_of_queries(series, reader, django_assert_num_queries):
    for name in (*HIDDEN, "nothing"):
        with django_assert_num_queries(3):
            reader.get(f"{EVENTS}{name}/")


def test_a1_a_hidden_series_is_as_no_series(series, reader):
    same_for(reader, "/api/v1/series/{}/", "behind")
    same_for(reader, "/api/v1/resolve/?path=/{}/", "behind")


@pytest.mark.parametrize(
    ("name", "value"),
    [("series", "behind"), ("partner", "draft-partner"), ("theme", "draft-theme")],
)
def test_a8_a_filter_by_what_is_hidden_is_a_filter_by_nothing(series, reader, name, value):
    make_partner(name="Draft partner", live=False)
    make_theme(label="Draft theme", live=False)
    catch_up()
    assert_problem(reader.get(f"{EVENTS}?{name}={value}"), 400, "invalid_parameter")
    same_for(reader, f"{EVENTS}?{name}={{}}", value)
    same_for(reader, f"{EVENTS}?{name}__not={{}}", value)


@pytest.mark.parametrize("name", ["related", "child_of", "descendant_of", "translation_of"])
def test_a8_there_is_no_way_along_the_tree(series, reader, name):
    pk = EventPage.objects.get(slug="private").pk
    for value in (pk, "private", 10**9):
        assert_problem(reader.get(f"{EVENTS}?{name}={value}"), 400, "unknown_parameter")


def test_a9_numbers_of_the_inside_lead_nowhere(series, reader):
    numbers = list(EventPage.objects.values_list("pk", flat=True))
    many = ",".join(map(str, range(1, 500)))
    assert_problem(reader.get(f"{EVENTS}?ids={many}"), 400, "unknown_parameter")
    for number in numbers:
        assert_problem(reader.get(f"{EVENTS}{number}/"), 404, "not_found")


def test_a9_asking_for_many_at_once_tells_nothing_about_the_hidden_ones(series, reader):
    public = set(PublicRecord.objects.filter(live=True).values_list("key", flat=True))
    for name in HIDDEN:
        response = reader.get(f"{EVENTS}?series=annual&series={name}")
        [error] = assert_problem(response, 400, "invalid_parameter")["errors"]
        assert (error["value"], error["allowed"]) == (name, [])
        assert error["nearest"] in public | {None}
    assert [event["title"] for event in read(reader, EVENTS)["results"]] == ["Public"]
    assert read(reader, "/api/v1/series/annual/")["editions"]["count"] == 1


def test_a12_what_is_to_come_is_as_what_never_was(series, reader):
    assert_problem(reader.get(f"{EVENTS}embargoed/"), 404, "not_found")
    same_for(reader, "/api/v1/search/?q={}", "embargoed")


def test_a12_what_expires_is_gone_at_that_moment_with_no_scheduler_at_all(series, reader):
    event = make_event(
        series=series, title="Secretmeeting", slug="brief", expire_at=timezone.now() + DAY
    )
    catch_up()
    record = PublicRecord.objects.get(uid=event.uid)
    assert len(all_that_names(reader, record)) > 3
    with time_machine.travel(timezone.now() + 2 * DAY, tick=False):
        assert all_that_names(reader, record) == []
        assert_problem(reader.get(f"{EVENTS}brief/"), 410, "gone")


def unpublish(event) -> None:
    event.unpublish()


def unpublish_above(event) -> None:
    restrict(event.series)


def move_behind(event) -> None:
    hidden = make_series(title="Behind the wall", slug="wall")
    restrict(hidden)
    event.move(hidden, pos="last-child")


def delete(event) -> None:
    event.delete()


@pytest.mark.parametrize("hide", [unpublish, restrict, unpublish_above, move_behind, delete])
def test_a13_what_is_hidden_is_gone_everywhere_at_once(series, reader, hide):
    event = make_event(series=series, title="Secretmeeting", slug="secret", ordinal=7)
    root = home()
    root.body = orjson.dumps(
        [{"type": "paragraph", "value": f'<a linktype="page" id="{event.pk}">words</a>'}]
    ).decode()
    publish(root)
    catch_up()
    record = PublicRecord.objects.get(uid=event.uid)
    etag = reader.get(f"{EVENTS}secret/").headers["ETag"]
    version = record.entry_id
    assert len(all_that_names(reader, record)) > 3

    hide(EventPage.objects.get(pk=event.pk))
    catch_up()

    assert all_that_names(reader, record) == []
    gone = [f"{EVENTS}secret/", f"{EVENTS}secret/?as_of=2100-01-01", f"{EVENTS}secret/history/"]
    gone += [f"{EVENTS}secret/history/{version}/", f"{EVENTS}secret/timemap/"]
    for url in gone:
        response = reader.get(url, headers={"if-none-match": etag})
        assert_problem(response, 410, "gone")
        assert b"Secretmeeting" not in response.content
    assert reader.get("/api/v1/resolve/?path=/annual/secret/").json()["status"] == 410
    feed = reader.get("/api/v1/changes/?limit=100")
    assert b"Secretmeeting" not in feed.content
    assert b"/annual/secret/" not in reader.get("/api/v1/site/").content


def test_a14_an_alias_a_copy_and_a_translation_are_hidden_like_what_they_are_of(series, reader):
    private = EventPage.objects.get(slug="private")
    PageViewRestriction.objects.filter(page=private.page_ptr).delete()
    catch_up()
    assert reader.get(f"{EVENTS}private/").status_code == 200
    for name in ("alias", "copied", "translated-fr"):
        assert_problem(reader.get(f"{EVENTS}{name}/"), 404, "not_found")
    document = read(reader, f"{EVENTS}private/")
    assert document["alternates"] == []


def test_a14_hiding_the_original_leaves_no_trace_of_it_in_its_translation(series, reader):
    public = EventPage.objects.get(slug="public")
    french = Locale.objects.get(language_code="fr")
    translated = public.copy_for_translation(french)
    translated.slug = "ouvert"
    publish(translated)
    catch_up()
    url = f"{EVENTS}ouvert-fr/"
    assert [translation["locale"] for translation in read(reader, url)["alternates"]] == ["en"]
    public.unpublish()
    catch_up()
    assert read(reader, url)["alternates"] == []
    assert str(public.uid) not in reader.get(url).content.decode()
