"""Odd addresses: the true status and a page in words, and no way that leads to nothing."""

from itertools import product
from urllib.parse import quote

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.demo_archive import demo  # noqa: F401  a fixture
from tests.frontend.reading import Page, Reader, site_here

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
HISTORY = "/human-rights/wp1725/history/"
PARTNER = "/partners/wilton-park/history/"
PAGED = ("/events/", "/images/", "/search/", "/search/?q=a", HISTORY, PARTNER)
NO_PAGES = (
    "page=0", "page=-1", "page=x", "page=1.5", "page=99999", f"page={'9' * 30}", "page=%D9%A1",
    "page=1&page=2", "colour=red", "limit=5", "fields=id", "cursor=x",
)  # fmt: skip


def check_words(page: Page, *statuses: int) -> None:
    """A page in words, with one of `statuses`."""
    assert page.status in statuses
    assert len(page.css("h1")) == 1
    assert page.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("path", PAGED)
def test_a_page_that_no_list_has_is_refused_alike_everywhere(demo, path):  # noqa: F811
    reader = site_here()
    for query in NO_PAGES:
        check_words(reader.get(f"{path}{'&' if '?' in path else '?'}{query}"), 400, 404)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("before=x", 400), ("before=1", 404), ("from=1", 400), ("to=1", 400), ("from=1&to=x", 400),
        ("version=0", 404), ("version=1&before=2", 400), ("version=1&version=1", 400),
    ],
)  # fmt: skip
def test_versions_that_there_are_not_are_refused(demo, query, status):  # noqa: F811
    check_words(site_here().get(f"{HISTORY}?{query}"), status)


def test_what_asks_for_nothing_is_ignored(demo):  # noqa: F811
    reader = site_here()
    for path in PAGED:
        mark = "&" if "?" in path else "?"
        assert reader.get(f"{path}{mark}page=&utm_source=a&fbclid=b").status == 200


def test_a_search_without_words_shows_what_its_filters_leave(demo):  # noqa: F811
    reader = site_here()
    quotes = reader.get("/search/?kind=quote")
    assert quotes.status == 200
    assert {link.attributes["href"][:8] for link in quotes.css(".found h2 a")} == {"/quotes/"}
    assert reader.get("/search/").css(".found") == []


PATHS = (
    "/", "/events/", "/search/", "/newsletter/", "/preview/", "/human-rights/", HISTORY,
    "/human-rights/wp1725/", "/events/WP1725/", "/events/WP1725/history/", "/themes/peace/",
    "/nothing/", "/sitemap.xml", "/feed.atom", "/favicon.svg",
)  # fmt: skip
CHANGES = (
    lambda path: path.rstrip("/"), lambda path: f"{path}/", lambda path: f"/{path}",
    lambda path: path.replace("/", "//"), lambda path: f"{path.rstrip('/')}/history",
    lambda path: f"{path.rstrip('/')}/history/", lambda path: path.upper(),
    lambda path: f"{path}page/2/", lambda path: f"{path}index.html", lambda path: f"{path}.",
)  # fmt: skip
QUERIES = ("?page=0", "?page=99999", "?version=99999", "?colour=red&locale=fr")


def test_no_redirect_leads_to_nothing_or_to_another_redirect(demo):  # noqa: F811
    reader, redirects = site_here(fresh_seconds=60), 0
    addresses = [change(path) for path, change in product(PATHS, CHANGES)]
    addresses += [path.rstrip("/") + query for path, query in product(PATHS, QUERIES)]
    for address in addresses:
        page = asked(reader, address)
        if page.status in (301, 302):
            redirects += 1
            location = page.headers["Location"]
            assert asked(reader, location).status == 200, (address, location)
        elif page.status != 200:
            check_words(page, 400, 404)
    assert redirects > 40


def asked(reader: Reader, address: str) -> Page:
    """What the site answers. Test clients take an address with two slashes for another host."""
    path, _mark, query = address.partition("?")
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    response = reader.site.respond(environ)
    headers = {**dict(response.headers), "Content-Type": response.content_type}
    return Page(response.status, headers, response.body)


@pytest.mark.parametrize(
    ("link", "status", "location"),
    [
        ("/human-rights/wp1725", 302, "/human-rights/wp1725/"),
        ("/human-rights/wp1725/#quotes", 301, "/human-rights/wp1725/#quotes"),
        ("/events?year=2025", 302, "/events/?year=2025"),
        ("https://elsewhere.test/a", 301, "https://elsewhere.test/a"),
        ("/nothing/", 404, None), ("/events/?page=99", 404, None), ("/events/?page=0", 400, None),
        ("/%ff/", 400, None), ("/old/", 404, None),
    ],
)  # fmt: skip
def test_a_redirect_of_an_editor_leads_to_a_page_at_once(demo, link, status, location):  # noqa: F811
    is_permanent = status != 302
    Redirect.objects.create(old_path="/old", redirect_link=link, is_permanent=is_permanent)
    Redirect.objects.create(old_path="/older", redirect_link="/old", is_permanent=True)
    for path in ("/old/", "/older/"):
        page = site_here().get(path)
        assert (page.status, page.headers.get("Location")) == (status, location)
        if location is None:
            check_words(page, status)


def test_the_history_of_a_redirect_to_another_site_is_not_here(demo):  # noqa: F811
    Redirect.objects.create(old_path="/old", redirect_link="https://elsewhere.test/a")
    assert site_here().get("/old/history/").status == 404


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/nothing/", 404, "There is no such page"),
        ("/a/b/c/d", 404, "There is no such page"),
        ("/a%00b/", 400, "This address cannot be read"),
        ("/quotes/?colour=red", 400, "colour"),
        ("/quotes/?page=x", 400, "page"),
        ("/search/?q=a&limit=5", 400, "limit: Answers of the API take it. A page has one form."),
        ("/quotes/?page=99", 404, "There is no such page"),
        ("/quotes/?limit=3", 400, "limit"),
        ("/search/?q=a&q=b", 400, "q"),
        ("/search/?q=a&page=999", 400, "read page: Pages reach"),
        ("/search/?q=%00", 400, "This address cannot be read"),
        ("/human-rights/wp1725/history/?version=x", 400, "version"),
        ("/human-rights/wp1725/history/?version=9999", 404, "There is no such page"),
        ("/nothing/history/", 404, "There is no such page"),
        (f"/themes/{quote('會' * 255)}/", 404, "There is no such page"),
        (f"/themes/{quote('𠮷' * 255)}/", 404, "There is no such page"),
        ("/" + "a" * 4000, 414, "This address is too long"),
        ("/_site/000000000000/style.css", 404, "There is no such page"),
    ],
)
def test_what_cannot_be_shown_says_so_in_words_with_its_true_status(demo, path, status, message):  # noqa: F811
    page = site_here().get(path)
    assert page.status == status
    assert len(page.css("h1")) == 1
    assert message in page.words


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/search?q=a", "/search/?q=a"),
        ("/newsletter", "/newsletter/"),
        ("/quotes", "/quotes/"),
        ("/events?year=2025&page=1", "/events/?year=2025&page=1"),
        ("/human-rights/wp1725", "/human-rights/wp1725/"),
        ("/human-rights/wp1725/history", "/human-rights/wp1725/history/"),
    ],
)
def test_a_path_without_its_last_slash_leads_to_the_page(demo, path, location):  # noqa: F811
    page = site_here().get(path)
    assert (page.status, page.headers["Location"]) == (301, location)


def test_two_slashes_lead_to_no_other_site(demo):  # noqa: F811
    reader = site_here()
    assert asked(reader, "//evil.test/a").status == 404
    page = asked(reader, "//events")
    assert (page.status, page.headers["Location"]) == (301, "/events/")


def test_a_path_that_is_no_text_is_refused(demo):  # noqa: F811
    site = site_here().site
    for path in ("/\xff", "/a\x00b/", "/a\nb/"):
        assert site.respond({"REQUEST_METHOD": "GET", "PATH_INFO": path}).status == 400
