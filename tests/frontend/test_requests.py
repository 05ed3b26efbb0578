"""What programs and forms ask of the site: forms of a page, methods, bodies, and its settings."""

import io

import pytest
from django.conf import settings
from wagtail.models import Locale

from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.models import EventPage
from frontend.server.config import from_environment
from frontend.server.environ import FORM
from frontend.server.pages import history
from frontend.server.responses import Response
from frontend.static import address_of
from tests import factories
from tests.demo_archive import demo  # noqa: F401  a fixture
from tests.frontend.reading import site_here

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
EVENT = "/human-rights/wp1725/"


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("text/html", 200), ("*/*", 200), ("", 200), ("text/html, application/ld+json", 200),
        ("application/ld+json", 303), ("text/html;q=0.5, application/ld+json", 303),
        ("image/png", 406), ("text/html;q=0", 406), ("nonsense", 406),
        ("text/html; charset=utf-8", 200), ("text/html;q=x", 200), (";;,", 200),
        ("text/html;q=0.5, application/ld+json; profile=x", 303), ("image/png; a=b", 406),
    ],
)  # fmt: skip
def test_a_program_that_likes_another_form_better_is_led_to_it(demo, accept, status):  # noqa: F811
    page = site_here().get(EVENT, headers={"Accept": accept})
    assert page.status == status
    if status == 303:
        assert page.headers["Location"].endswith("/events/WP1725.jsonld")


@pytest.mark.parametrize(
    ("path", "location"),
    [("/", "/api/v1/site/"), ("/events/", "/api/v1/events/"), (EVENT, "/api/v1/events/WP1725/")],
)
def test_every_sort_of_page_leads_to_its_json(demo, path, location):  # noqa: F811
    page = site_here().get(path, headers={"Accept": "application/json"})
    assert (page.status, page.headers["Location"]) == (303, settings.API_ORIGIN + location)


def test_a_long_history_goes_on_on_other_pages(demo, monkeypatch):  # noqa: F811
    monkeypatch.setattr(history, "PER_PAGE", 2)
    event = EventPage.objects.get(code="WP1725")
    for number in range(3):
        event.summary = f"Summary {number}"
        event.save_revision().publish()
        catch_up()
    reader, path, versions = site_here(), f"{EVENT}history/", []
    while path:
        page = reader.get(path)
        rows = [int(row.text()) for row in page.css("tbody td:first-child")]
        assert 1 <= len(rows) <= 2
        versions += rows
        later = page.css_first("a[rel=next]")
        path = f"{EVENT}history/{later.attributes['href']}" if later else ""
    own = Entry.objects.filter(kind="event", key="WP1725").values_list("sequence", flat=True)
    assert versions == sorted(own, reverse=True)


def test_a_record_may_be_called_history(demo):  # noqa: F811
    factories.make_theme(label="History")
    catch_up()
    reader = site_here()
    assert "History" in reader.get("/themes/history/").css_first("h1").text()
    assert "History of History" in reader.get("/themes/history/history/").css_first("title").text()
    assert reader.get("/themes/none/history/").status == 404
    assert reader.get("/history/").status == 404


@pytest.mark.parametrize(
    ("path", "method", "allow"),
    [
        ("/", "POST", "GET, HEAD"),
        (EVENT, "DELETE", "GET, HEAD"),
        ("/newsletter/", "PUT", "GET, HEAD, POST"),
        (address_of("style.css"), "POST", "GET, HEAD"),
        ("/favicon.svg", "PROPFIND", "GET, HEAD"),
        ("/_site/nothing", "TRACE", "GET, HEAD"),
    ],
)
def test_other_methods_are_refused(demo, path, method, allow):  # noqa: F811
    page = site_here().get(path, method)
    assert (page.status, page.headers["Allow"]) == (405, allow)


def test_the_newsletter_form_answers_with_a_page(demo):  # noqa: F811
    reader = site_here()
    sent = reader.get("/newsletter/", "POST", data={"email": "a@example.org", "website": ""})
    assert sent.status == 200
    assert "on its way" in sent.words
    bad = reader.get("/newsletter/", "POST", data={"email": "<b>"})
    assert (bad.status, bad.css_first("[name=email]").attributes["value"]) == (400, "<b>")
    assert "Give an e-mail address" in bad.words
    as_json = reader.get("/newsletter/", "POST", json={"email": "a@example.org"})
    assert as_json.status == 415
    assert reader.get("/newsletter/", "POST", data={"email": "a" * 9000}).status == 413


@pytest.mark.parametrize("value", ["fr%0d%0aX-Evil:%20a", "zz%3Cb%3E", "*", "%E2%80%AE"])
@pytest.mark.parametrize("path", ["/search/", "/newsletter/", "/events/"])
def test_what_is_no_language_is_in_no_header(demo, path, value):  # noqa: F811
    page = site_here().get(f"{path}?locale={value}")
    assert page.headers["Content-Language"] == "en"
    assert "X-Evil" not in page.headers


def test_a_header_holds_one_line_of_ascii():
    headers = [("Link", '<https://a.test/é>; rel="license"'), ("X-Note", "a\r\nSet-Cookie: b=c")]
    sent: list[tuple[str, str]] = []
    answer = Response(200, b"", headers=headers)
    answer.answer({"REQUEST_METHOD": "GET"}, lambda _status, headers: sent.extend(headers))
    assert dict(sent)["Link"] == '<https://a.test/%C3%A9>; rel="license"'
    assert dict(sent)["X-Note"] == "a%0D%0ASet-Cookie: b=c"


def test_languages_that_are_none_take_no_memory(demo):  # noqa: F811
    reader = site_here()
    for number in range(5):
        assert reader.get(f"/search/?locale=x{number}y").status == 200
    assert len(reader.site.shared._answers) <= 3


def test_the_search_keeps_the_language_of_the_page(demo):  # noqa: F811
    french = Locale.objects.create(language_code="fr")
    factories.publish(factories.home().copy_for_translation(french))
    event = EventPage.objects.get(code="WP1725")
    factories.publish(event.series.copy_for_translation(french))
    factories.publish(event.copy_for_translation(french))
    catch_up()
    reader = site_here()
    page = reader.get("/fr/")
    for where in ("[role=search] [name=locale]", ".newsletter [name=locale]"):
        for field in page.css(where):
            assert field.attributes["value"] == "fr"
    assert page.css("[role=search] [name=locale]")
    results = reader.get("/search/?locale=fr&q=human")
    assert results.css_first("html").attributes["lang"] == "fr"
    facets = results.css_first(".facets").text()
    assert "Événements" in facets
    assert "Suisse" in facets
    empty = reader.get("/search/?locale=fr")
    assert empty.css_first("form.search [name=locale]").attributes["value"] == "fr"
    bad = reader.get("/newsletter/", "POST", data={"email": "x", "locale": "fr"})
    assert (bad.status, bad.css_first("html").attributes["lang"]) == (400, "fr")
    assert "Donnez une adresse" in bad.words
    sent = reader.get("/newsletter/", "POST", data={"email": "a@example.org", "locale": "fr"})
    assert sent.css_first("main a").attributes["href"] == "/fr/"
    refused = reader.get("/search/?locale=fr&page=0")
    assert (refused.status, refused.css_first("html").attributes["lang"]) == (400, "fr")
    for path, language in (("/fr/rien/", "fr"), ("/rien/", "en"), ("/french/", "en")):
        missing = reader.get(path)
        assert (missing.status, missing.css_first("html").attributes["lang"]) == (404, language)
    events = reader.get("/events/?locale=fr&kind=conference&year=2017")
    assert "Type : conference" in events.words
    assert "locale" not in events.words
    assert events.css_first("header.title a").attributes["href"] == "/events/?locale=fr"


@pytest.mark.parametrize(
    ("length", "status", "message"),
    [
        (None, 411, "This form"), ("x", 400, "This form"), ("²", 400, "This form"),
        ("9" * 5000, 413, "too much"),
    ],
)  # fmt: skip
def test_a_form_whose_length_says_nothing_is_refused(demo, length, status, message):  # noqa: F811
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/newsletter/", "CONTENT_TYPE": FORM}
    more = {} if length is None else {"CONTENT_LENGTH": length}
    answer = site_here().site.respond({**environ, **more, "wsgi.input": io.BytesIO(b"email=a")})
    assert answer.status == status
    assert message in answer.body.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FRONTEND_ORIGIN", "https://a.test/archive"), ("API_ORIGIN", "unix:/run/socket"),
        ("API_ORIGIN", "a.test"), ("SITE_FRESH_SECONDS", "soon"), ("SITE_FRESH_SECONDS", "nan"),
        ("TRUSTED_PROXY_COUNT", "-1"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named(name, value):
    with pytest.raises(SystemExit, match=f"{name} is '{value}': write "):
        from_environment({name: value})
