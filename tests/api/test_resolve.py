"""From the path that a reader asks for to the page."""

from datetime import timedelta
from urllib.parse import urlsplit

import orjson
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, PageViewRestriction

from archive.publisher.after_commit import catch_up
from cms.models import EventPage
from tests import factories
from tests.api.helpers import assert_problem, read
from tests.cms.admin.conftest import signed_in, user
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def event():
    series = factories.make_series(title="Annual", slug="annual")
    event = factories.make_event(series=series, title="First", slug="first", code="AB1")
    factories.make_quote(text="Words", slug="words")
    catch_up()
    return event


def resolve(reader, path: str, **more: str) -> dict:
    return reader.get("/api/v1/resolve/", {"path": path, **more}).json()


def leads_to(reader, path: str, **more: str) -> tuple[int, str | None]:
    answer = resolve(reader, path, **more)
    return answer["status"], answer["location"]


def test_a_path_leads_to_its_document(event, reader):
    answer = resolve(reader, "/annual/first/")

    assert (answer["outcome"], answer["status"], answer["location"]) == ("document", 200, None)
    assert answer["canonical"] == "https://www.test/annual/first/"
    assert answer["document"]["key"] == "AB1"
    assert [ancestor["title"] for ancestor in answer["breadcrumbs"]] == ["Home", "Annual", "First"]
    assert answer["breadcrumbs"][1]["html_url"] == "https://www.test/annual/"


def test_the_whole_document_comes_along(event, reader):
    answer = resolve(reader, "/annual/first/", expand="document")
    assert answer["document"] == read(reader, "/api/v1/events/AB1/")


def test_the_home_page_and_records_without_a_page_have_paths_too(event, reader):
    assert resolve(reader, "/")["document"]["type"] == "site"
    answer = resolve(reader, "/quotes/words/")
    assert (answer["document"]["type"], answer["canonical"]) == (
        "quote", "https://www.test/quotes/words/",
    )  # fmt: skip
    assert [ancestor["title"] for ancestor in answer["breadcrumbs"]] == ["Home", "Words"]


def test_a_redirect_that_was_added_is_no_304_by_time(event, reader):
    before = timezone.now() + timedelta(seconds=5)
    with time_machine.travel(before):
        last_modified = reader.get("/api/v1/resolve/", {"path": "/old/"}).headers["Last-Modified"]
        headers = {"if-modified-since": last_modified}
        address = "/api/v1/resolve/?path=/old/"
        assert reader.get(address, headers=headers).status_code == 304
        Redirect.objects.create(old_path="/old", redirect_page=event, is_permanent=True)
    with time_machine.travel(before + timedelta(seconds=10)):
        assert reader.get(address, headers=headers).json()["outcome"] == "redirect"


@pytest.mark.parametrize(
    "path",
    ["/annual/first", "/annual//first/", "/Annual/First/", "/annual/%66irst", "/events/AB1/"],
)
def test_another_spelling_redirects_to_the_one_address(event, reader, path):
    assert leads_to(reader, path) == (301, "https://www.test/annual/first/")


def test_a_former_path_and_a_former_key_redirect(event, reader):
    event.slug = "renamed"
    factories.publish(event)
    catch_up()
    assert leads_to(reader, "/annual/first/") == (301, "https://www.test/annual/renamed/")

    series = event.series
    series.slug = "yearly"
    factories.publish(series)
    catch_up()
    for path in ("/annual/first/", "/annual/renamed/"):
        assert leads_to(reader, path) == (301, "https://www.test/yearly/renamed/")
    assert leads_to(reader, "/annual/") == (301, "https://www.test/yearly/")
    for path in ("/QUOTES/words/", "/quotes/WORDS/"):
        assert leads_to(reader, path) == (301, "https://www.test/quotes/words/")


def test_a_path_that_was_taken_again_leads_to_who_took_it(event, reader):
    event.slug = "renamed"
    factories.publish(event)
    catch_up()
    factories.make_event(series=event.series, title="Second", slug="first", code="AB2")
    catch_up()
    assert resolve(reader, "/annual/first/")["document"]["key"] == "AB2"


def test_a_path_leads_to_the_last_one_that_had_it(event, reader):
    event.slug = "renamed"
    factories.publish(event)
    second = factories.make_event(series=event.series, slug="first", code="AB2")
    catch_up()
    second.unpublish()
    catch_up()
    assert resolve(reader, "/annual/first/")["tombstone"]["key"] == "AB2"

    second.refresh_from_db()
    second.slug = "second"
    factories.publish(second)
    catch_up()
    assert leads_to(reader, "/annual/first/") == (301, "https://www.test/annual/second/")


def test_a_redirect_of_the_editors_is_followed(event, reader):
    Redirect.objects.create(old_path="/old", redirect_page=event, is_permanent=True)
    Redirect.objects.create(
        old_path="/away", redirect_link="https://example.org/", is_permanent=False
    )
    Redirect.objects.create(old_path="/inside", redirect_link="/annual/", is_permanent=False)
    Redirect.objects.create(old_path="/bad", redirect_link="javascript:alert(1)")

    assert leads_to(reader, "/old/") == (301, "https://www.test/annual/first/")
    assert leads_to(reader, "/away") == (302, "https://example.org/")
    assert leads_to(reader, "/inside/") == (302, "https://www.test/annual/")
    assert leads_to(reader, "/bad/") == (404, None)


def test_what_was_withdrawn_is_gone(event, reader):
    event.unpublish()
    catch_up()
    answer = resolve(reader, "/annual/first/")

    assert (answer["outcome"], answer["status"], answer["document"]) == ("gone", 410, None)
    assert answer["tombstone"]["reason"] == "withdrawn"
    assert (answer["breadcrumbs"], answer["alternates"], answer["canonical"]) == ([], [], None)


def test_what_has_expired_is_gone_before_the_log_says_so(event, reader, monkeypatch):
    EventPage.objects.filter(pk=event.pk).update(expire_at=timezone.now() + timedelta(hours=1))
    EventPage.objects.get(pk=event.pk).save()
    catch_up()
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert resolve(reader, "/annual/first/")["outcome"] == "gone"


def test_hidden_and_unknown_paths_give_one_answer(event, reader):
    hidden = factories.make_event(series=event.series, title="Hid", slug="hid", live=False)
    private = factories.make_event(series=event.series, title="Prv", slug="prv")
    PageViewRestriction.objects.create(
        page=private.page_ptr, restriction_type="password", password="x"
    )
    Redirect.objects.create(old_path="/to", redirect_page=hidden)
    catch_up()
    answers = [
        reader.get("/api/v1/resolve/", {"path": path}).content.replace(path.encode(), b"")
        for path in ("/annual/hid/", "/annual/prv/", "/to/", "/annual/none/", "/quotes/none/")
    ]
    assert len(set(answers)) == 1
    assert orjson.loads(answers[0])["status"] == 404


def test_a_language_has_its_own_addresses(event, reader):
    french = Locale.objects.create(language_code="fr")
    factories.publish(factories.home().copy_for_translation(french))
    series = event.series.copy_for_translation(french)
    series.slug, series.title = "annuel", "Annuel"
    factories.publish(series)
    catch_up()

    assert resolve(reader, "/fr/annuel/")["document"]["title"] == "Annuel"
    assert resolve(reader, "/annuel/", locale="fr")["document"]["title"] == "Annuel"
    assert leads_to(reader, "/annual/", locale="fr") == (302, "https://www.test/fr/annuel/")
    assert leads_to(reader, "/fr/annuel/", locale="en") == (302, "https://www.test/annual/")
    answer = resolve(reader, "/fr/annuel/")
    assert [translation["locale"] for translation in answer["alternates"]] == ["en"]
    trail = [ancestor["html_url"] for ancestor in answer["breadcrumbs"]]
    assert trail == ["https://www.test/fr/", "https://www.test/fr/annuel/"]


@pytest.mark.parametrize("path", ["/old/?id=7", "/old?id=7", "/old/?b=1&a=2", "/%6Fld/?id=7"])
def test_a_redirect_may_have_a_query(event, reader, path):
    Redirect.objects.create(old_path="/old", redirect_link="/elsewhere/")
    for query in ("id=7", "a=2&b=1"):
        Redirect.objects.create(
            old_path=Redirect.normalise_path(f"/old?{query}"), redirect_page=event
        )

    assert leads_to(reader, path)[1] == "https://www.test/annual/first/"
    assert leads_to(reader, "/old/?id=8")[1] == "https://www.test/elsewhere/"
    assert resolve(reader, "/annual/first/?utm_source=x")["outcome"] == "document"
    assert resolve(reader, "/nothing/?id=7")["outcome"] == "not_found"


def test_a_redirect_that_leads_back_is_refused(event):
    Redirect.objects.create(old_path="/b", redirect_link="/c/")
    Redirect.objects.create(old_path="/c", redirect_link="https://www.test/a/")
    editor = signed_in(user("boss", is_superuser=True))

    def add(old: str, **target) -> str:
        fields = {"old_path": old, "redirect_link": "", "redirect_page": "", **target}
        page = editor.post(reverse("wagtailredirects:add"), fields)
        return str(page.context["form"].errors) if page.status_code == 200 else ""

    assert "This leads back to itself: /a → /b → /c → /a" in add(
        "/a/", redirect_link="https://www.test/b"
    )
    assert "This leads back to itself: /x → /x" in add("/x", redirect_link="https://www.test/x/")
    page = add("/annual/first/", redirect_page=event.pk)
    assert "This leads back to itself: /annual/first → /annual/first" in page
    for same in ("HTTPS://WWW.TEST/x", "https://www.test:443/x/", "https://www.test/%78"):
        assert "This leads back to itself: /x → /x" in add("/x", redirect_link=same)
    spaced = add("/ä b?b=1&a=2", redirect_link="https://www.test/%C3%A4%20b/?a=2&b=1")
    assert "This leads back to itself: /ä b?a=2&amp;b=1 → /ä b?a=2&amp;b=1" in spaced
    assert Redirect.objects.count() == 2
    add("/d", redirect_link="https://www.test/b")
    add("/e", redirect_link="https://example.org/e")
    assert Redirect.objects.count() == 4


@pytest.mark.parametrize(
    "query",
    ["", "path=", "path=annual", "path=//evil.example/", "path=https://evil.example/",
     "path=/a%23b", "path=/%00/", "path=/%2500/", f"path=/{'a' * 4001}", "path=/&locale=xx",
     "path=/&expand=body"],
)  # fmt: skip
def test_what_is_no_path_is_refused(event, reader, query):
    response = reader.get(f"/api/v1/resolve/?{query}")
    problem = orjson.loads(response.content)
    assert_problem(response, 400, problem["code"])


@pytest.mark.parametrize("path", ["/annual/first/", "/annual/nothing/", "/quotes/WORDS/", "/"])
def test_resolving_costs_at_most_six_queries(event, reader, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        resolve(reader, path)


def test_a_page_lists_each_record_once_in_its_language(event, reader):
    partner = factories.make_partner(name="A ministry", slug="a-ministry")
    events = [event, *(factories.make_event(title=title, slug=title) for title in ("two", "three"))]
    for edition in events:
        edition.organiser = partner
        factories.publish(edition)
    french = Locale.objects.create(language_code="fr")
    factories.publish(factories.home().copy_for_translation(french))
    factories.publish(event.series.copy_for_translation(french))
    for edition in events[:2]:
        copy = edition.copy_for_translation(french)
        copy.title = f"{edition.title} (fr)"
        factories.publish(copy)
    events[1].unpublish()
    other = partner.copy_for_translation(french)
    other.save()
    catch_up()
    assert listed(reader, "/partners/a-ministry/") == {"First", "two (fr)", "three"}
    EventPage.objects.filter(locale=french).update(organiser=other)
    for edition in EventPage.objects.filter(locale=french):
        factories.publish(edition)
    catch_up()
    _status, url = leads_to(reader, "/partners/a-ministry/", locale="fr")
    assert listed(reader, urlsplit(url).path) == {"First (fr)", "two (fr)"}


def listed(reader, path: str) -> set[str]:
    """The titles of the events beside the record at a path."""
    linked = resolve(reader, path, expand="document", include="linked")["linked"]
    return {item["title"] for part in linked for item in part["results"]}


def test_a_page_is_made_from_one_answer(event, reader):
    series = event.get_parent().specific
    partner = factories.make_partner(name="A ministry", slug="a-ministry")
    event.organiser = partner
    event.save_revision().publish()
    catch_up()
    more = {"expand": "document", "include": "jsonld,linked,formats"}
    plain = resolve(reader, "/annual/")
    assert [plain[name] for name in ("jsonld", "linked", "formats")] == [None] * 3
    resolved = resolve(reader, "/annual/", **more)
    assert resolved["jsonld"]["name"] == series.title
    [editions] = resolved["linked"]
    assert (editions["resource"], editions["filter"], editions["count"]) == ("events", "series", 1)
    assert [item["key"] for item in editions["results"]] == ["AB1"]
    organised = resolve(reader, "/partners/a-ministry/", **more)["linked"]
    assert {(part["resource"], part["filter"]) for part in organised} == {("events", "partner")}
    home = {part["resource"]: part for part in resolve(reader, "/", **more)["linked"]}
    assert {"series", "events", "quotes", "partners"} == home.keys()
    markdown = {"href": f"{resolved['document']['url'].rstrip('/')}.md", "type": "text/markdown"}
    assert markdown in resolved["formats"]
    refused = reader.get("/api/v1/resolve/", {"path": "/annual/", "include": "everything"})
    assert_problem(refused, 400, "invalid_parameter")
