"""The site: the true status of every address, versions, heads for machines, and nothing hidden."""

import re
import socket
import time
from datetime import timedelta
from urllib.parse import quote

import orjson
import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from rdflib import Graph, URIRef

from archive.publisher.after_commit import catch_up
from cms.models import EventPage, Quote
from frontend.server.app import Site
from frontend.server.config import Config
from tests import factories
from tests.demo_archive import demo  # noqa: F401  a fixture
from tests.frontend.reading import Reader, crawl, site_here
from tests.threats.conftest import CANARY, archive  # noqa: F401  a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
EVENT = "/human-rights/wp1725/"
HOSTILE = "</title></script><script>document.hacked=1</script><img src=x onerror=alert(1)>"


def test_every_page_of_the_sitemap_and_every_link_of_it_is_there(demo):  # noqa: F811
    reader = site_here()
    parts = re.findall(r"<loc>(.*?)</loc>", reader.get("/sitemap.xml").body.decode())
    starts = []
    for part in parts:
        body = reader.get(part.removeprefix(settings.FRONTEND_ORIGIN)).body.decode()
        starts += re.findall(r"<loc>(.*?)</loc>", body)
    starts = [url.removeprefix(settings.FRONTEND_ORIGIN) for url in starts]
    assert EVENT in starts
    pages = crawl(reader, *starts)
    assert len(pages) > 80
    assert {path: page.status for path, page in pages.items() if page.status not in OK} == {}
    for path, page in pages.items():
        if page.status == 200 and page.headers["Content-Type"].startswith("text/html"):
            check_page(path, page, is_indexed=path in starts)


OK = (200, 301, 302)


def check_page(path: str, page, *, is_indexed: bool) -> None:
    assert len(page.css("h1")) == 1, path
    assert 0 < len(page.css_first("title").text(strip=True)) <= 70, path
    check_names(path, page)
    assert page.css_first("html").attributes["lang"], path
    if path == "/preview/":
        return
    canonical = page.css_first("link[rel=canonical]").attributes["href"]
    if is_indexed:
        assert canonical == settings.FRONTEND_ORIGIN + path
        assert page.css_first("meta[name=description]").attributes["content"], path
        assert page.css("meta[name=robots]") == [], path
    script = page.css_first('script[type="application/ld+json"]').text()
    # Its context is not fetched: the words of schema.org are those of its vocabulary.
    data = orjson.loads(script)
    data["@context"] = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}
    graph = Graph().parse(data=orjson.dumps(data).decode(), format="json-ld")
    pages = set(graph.objects(None, URIRef("https://schema.org/url")))
    assert URIRef(canonical) in pages, path


def check_names(path: str, page) -> None:
    """Each place has its own id, each landmark its own name, and each field its type."""
    for unique in (
        [node.attributes["id"] for node in page.css("[id]")],
        [node.attributes.get("aria-label") for node in page.css("nav, aside, [role=search]")],
    ):
        assert None not in unique, path
        assert len(unique) == len(set(unique)), (path, unique)
    assert page.css("input:not([type])") == [], path


def test_a_former_address_leads_on_and_a_withdrawn_one_is_gone(demo):  # noqa: F811
    reader = site_here()
    former = reader.get("/events/WP1725/")
    assert (former.status, former.headers["Location"]) == (301, EVENT)
    Quote.objects.get(slug="interlocking-elements").delete()
    catch_up()
    gone = reader.get("/quotes/interlocking-elements/")
    assert gone.status == 410
    assert "was public at this address until" in gone.words
    assert reader.get("/quotes/interlocking-elements/history/").status == 410


def test_a_page_has_a_version_that_stays_until_it_changes(demo):  # noqa: F811
    reader = site_here()
    event = EventPage.objects.get(code="WP1725")
    event.summary = "A summary"
    event.save_revision().publish()
    catch_up()
    etag = reader.get(EVENT).headers["ETag"]
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        first = reader.get(EVENT)
    assert first.headers["ETag"] == etag
    changed = first.headers["Last-Modified"]
    same = reader.get(EVENT, headers={"If-None-Match": etag})
    assert (same.status, same.body, same.headers["ETag"]) == (304, b"", etag)
    assert reader.get(EVENT, headers={"If-Modified-Since": changed}).status == 304
    assert reader.get(EVENT, "HEAD").headers["ETag"] == etag
    event.summary = "Another summary"
    event.save_revision().publish()
    catch_up()
    other = reader.get(EVENT, headers={"If-None-Match": etag})
    assert other.status == 200
    assert "Another summary" in other.words


def test_a_page_costs_one_request_and_none_while_it_is_fresh(demo):  # noqa: F811
    reader = site_here(fresh_seconds=60)
    reader.get("/")
    reader.api.asked.clear()
    for path in (EVENT, "/quotes/", "/partners/wilton-park/", "/search/?q=peace"):
        reader.get(path)
        assert len(reader.api.asked) == 1, reader.api.asked
        reader.api.asked.clear()
        reader.get(path)
        assert reader.api.asked == []


def test_the_head_tells_machines_what_the_page_is(demo):  # noqa: F811
    page = site_here().get(EVENT)
    metas = {
        node.attributes.get("name") or node.attributes.get("property"): node.attributes["content"]
        for node in page.css("meta[name], meta[property]")
    }
    assert metas["og:title"] == metas["citation_title"] == "Human Rights, Peace and Security"
    assert metas["og:image"].endswith("/api/v1/events/WP1725.png")
    assert metas["citation_conference_title"] == "Annual human rights series"
    types = {node.attributes["type"] for node in page.css("link[rel=alternate][type]")}
    assert {"application/json+oembed", "application/ld+json", "application/atom+xml"} <= types
    link = page.headers["Link"]
    assert f'<{settings.FRONTEND_ORIGIN}{EVENT}>; rel="cite-as"' in link
    assert 'rel="describedby"; type="application/x-bibtex"' in link
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    loaded = [node.attributes.get("src") or "" for node in page.css("script[src], img, iframe")]
    assert [url for url in loaded if not url.startswith(("/", settings.API_ORIGIN))] == []


class Trouble:
    """An API that answers everything in one way."""

    def __init__(self, reader: Reader, status: int, **headers: str) -> None:
        reader.api.client.generic = self.answer  # type: ignore[method-assign]
        self.status, self.headers = status, headers

    def answer(self, *_args, **_more):
        from django.http import HttpResponse

        return HttpResponse(b"{}", status=self.status, headers=self.headers)


@pytest.mark.parametrize(
    ("given", "status", "wait"), [(429, 429, "17"), (500, 503, "30"), (503, 503, "30")]
)
def test_an_api_in_trouble_is_explained_and_known_pages_go_on(demo, given, status, wait):  # noqa: F811
    reader = site_here()
    before = reader.get(EVENT)
    Trouble(reader, given, **({"Retry-After": wait} if given == 429 else {}))
    assert reader.get(EVENT).body == before.body
    page = reader.get("/quotes/the-best-prevention-tool/")
    assert (page.status, page.headers["Retry-After"]) == (status, wait)
    assert page.headers["Cache-Control"] == "no-store"
    assert len(page.css("h1")) == 1


def test_an_api_that_is_away_or_silent_is_a_503_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for address in (
            f"http://127.0.0.1:{port}",
            "unix:/tmp/no-such-socket",
            "http://127.0.0.1:1",
        ):
            reader = Reader()
            reader.site = Site(Config("http://a.test", "http://b.test", address, timeout=0.3))
            began = time.monotonic()
            answer = reader.site.respond({"REQUEST_METHOD": "GET", "PATH_INFO": "/"})
            assert answer.status == 503
            assert time.monotonic() - began < 3


def test_markup_in_any_text_stays_text():
    event = factories.make_event(title=HOSTILE[:200], code="X1", summary=HOSTILE)
    factories.make_quote(text=HOSTILE, attribution_stated="javascript:alert(1)", slug="evil")
    factories.make_partner(name=HOSTILE[:200], slug="p", website="https://a.test/")
    catch_up()
    reader = site_here()
    paths = ["/", f"/{event.slug}/", "/quotes/evil/", "/partners/p/", "/events/", "/quotes/"]
    for path in [*paths, f"/search/?q={quote(HOSTILE)}", f"/{quote(HOSTILE)}/"]:
        page = reader.get(path)
        assert page.status in (200, 400, 404), path
        scripts = [node.attributes.get("type") for node in page.css("script:not([src])")]
        assert set(scripts) <= {"application/ld+json"}, path
        assert page.css("img[src=x]") == [], path
        assert [a for a in page.css("a") if (a.attributes["href"] or "").startswith("java")] == []
    assert HOSTILE[:50] in reader.get(f"/{event.slug}/").words


def test_nothing_hidden_is_on_any_page(archive):  # noqa: F811
    pages = crawl(site_here(), "/", "/search/?q=a", "/sitemap.xml", "/llms.txt", "/feed.atom")
    assert len(pages) > 10
    assert [path for path, page in pages.items() if CANARY.encode() in page.body] == []
