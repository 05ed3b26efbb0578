"""The static site: every page of the site as a file, which a web server serves alone."""

import http.client
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import orjson
import pytest
import urllib3
from botocore.exceptions import EndpointConnectionError
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from api.linked import linked_to, linked_to_each
from api.resolving import ancestors, ancestors_of_each
from api.resources.base import resources
from api.snapshot_read import public
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import Quote
from exports.site.target import Folder
from home.models import HomePage
from tests import factories
from tests.demo_archive import demo  # noqa: F401  a fixture
from tests.exports.copying import addresses
from tests.nginx import nginx
from tests.serving import free_port
from tests.threats.conftest import CANARY, archive  # noqa: F401  a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def exported(tmp_path: Path) -> Path:
    call_command("site_export", str(tmp_path / "site"))
    return tmp_path / "site"


def pages(site: Path) -> dict[str, LexborHTMLParser]:
    """Each page by its path: "/human-rights/"."""
    return {
        f"/{path.parent.relative_to(site)}/".replace("/./", "/"): LexborHTMLParser(path.read_text())
        for path in site.rglob("index.html")
    }


def test_every_page_is_a_file_and_every_link_leads_to_one(demo, tmp_path):  # noqa: F811
    site = exported(tmp_path)
    pages_by_path = pages(site)
    records = PublicRecord.objects.filter(live=True).select_related("entry")
    paths = {urlsplit(url_of(record)).path for record in records}
    assert paths <= pages_by_path.keys()
    broken = []
    for path, page in pages_by_path.items():
        assert len(page.css("h1")) == 1, path
        assert page.css_first("title").text(strip=True), path
        canonical = page.css_first("link[rel=canonical]").attributes["href"]
        assert canonical == settings.FRONTEND_ORIGIN + path
        assert page.css('script[type="application/ld+json"]'), path
        assert page.css("form") == [], path
        for _tag, name, address in addresses(page):
            parts = [address] if name != "srcset" else [
                candidate.split(" ")[0] for candidate in address.split(", ")
            ]  # fmt: skip
            for part in parts:
                url = urldefrag(urljoin(settings.FRONTEND_ORIGIN + path, part)).url
                own = url.removeprefix(settings.FRONTEND_ORIGIN)
                file = site / unquote(own).strip("/")
                if own != url and not (file / "index.html").is_file() and not file.is_file():
                    broken.append((path, part))
    assert broken == []
    loaded = [
        address
        for page in pages_by_path.values()
        for tag, _name, address in addresses(page)
        if tag in ("img", "source", "script")
    ]
    assert len(loaded) > 5
    assert [url for url in loaded if not url.startswith(("/media/", "/_site/"))] == []


def url_of(record: PublicRecord) -> str:
    return orjson.loads(record.entry.content)["html_url"]


def test_a_long_list_goes_on_on_pages_with_paths_of_their_own(tmp_path):
    for number in range(51):
        factories.make_theme(label=f"Theme {number:03}")
    catch_up()
    site = exported(tmp_path)
    second = LexborHTMLParser((site / "themes/page/2/index.html").read_text())
    assert "Theme 050" in second.css_first("main").text()
    assert second.css_first("a[rel=prev]").attributes["href"] == "/themes/"
    canonical = second.css_first("link[rel=canonical]").attributes["href"]
    assert canonical == f"{settings.FRONTEND_ORIGIN}/themes/page/2/"


def test_documents_and_lists_of_the_api_lie_beside_the_pages(demo, client, tmp_path):  # noqa: F811
    root = exported(tmp_path) / "api/v1"
    for path in ("events/WP1725/", "site/", "openapi.json"):
        file = root / path / "index.json" if path.endswith("/") else root / path
        assert (
            file.read_bytes() == client.get(f"/api/v1/{path}", headers={"host": "api.test"}).content
        )
    for resource in resources():
        if resource.is_listed:
            has_language = any(filter_.name == "locale" for filter_ in resource.filters)
            query = {"limit": 100} | ({"locale": "*"} if has_language else {})
            path = f"/api/v1/{resource.plural}/"
            answer = client.get(path, query, headers={"host": "api.test"}).json()
            listed = orjson.loads((root / resource.plural / "index.json").read_bytes())
            assert [listed["count"], listed["results"]] == [answer["count"], answer["results"]]


def test_lists_name_each_document_with_its_time(demo, tmp_path):  # noqa: F811
    """As docs/export.md says to programs that follow a static site."""
    root = exported(tmp_path) / "api/v1"
    listed_times, document_times = {}, {}
    for name in orjson.loads((root / "index.json").read_bytes()).keys() - {"site", "openapi"}:
        for item in orjson.loads((root / name / "index.json").read_bytes())["results"]:
            listed_times[urlsplit(item["url"]).path] = item["meta"]["published_at"]
    for file in root.glob("*/*/index.json"):
        document = orjson.loads(file.read_bytes())
        if document["type"] != "site":
            path = f"/api/v1/{file.parent.relative_to(root)}/"
            document_times[path] = document["meta"]["published_at"]
    assert len(document_times) > 20
    assert document_times == listed_times


def test_nothing_hidden_is_in_it(archive, tmp_path):  # noqa: F811
    site = exported(tmp_path)
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(files) > 20
    hidden = CANARY.encode()
    assert [path for path in files if CANARY in str(path) or hidden in path.read_bytes()] == []


def test_the_same_content_gives_the_same_files(demo, tmp_path):  # noqa: F811
    one, two = exported(tmp_path / "one"), exported(tmp_path / "two")
    files = [path.relative_to(one) for path in one.rglob("*") if path.is_file()]
    assert len(files) > 50
    assert [path for path in files if (one / path).read_bytes() != (two / path).read_bytes()] == []


def test_a_folder_that_is_there_is_refused_in_one_line(tmp_path):
    with pytest.raises(CommandError, match="exists already") as refused:
        call_command("site_export", str(tmp_path))
    assert refused.value.returncode == 2


@pytest.mark.nginx
def test_nginx_serves_it_with_the_true_status_of_each_address(demo, tmp_path):  # noqa: F811
    Quote.objects.get(slug="interlocking-elements").delete()
    key = "a-" + "b" * 150
    theme = factories.make_theme(label="Former", slug=key)
    catch_up()
    theme.delete()
    Redirect.objects.create(old_path="/old", redirect_link="/quotes/?a=$b c")
    # nginx compares without regard to case: neither hides the list, nor is one key there twice.
    for path in ("/Quotes", "/OLD"):
        Redirect.objects.create(old_path=path, redirect_link="/quotes/")
    catch_up()
    site = exported(tmp_path)
    (tmp_path / "run").mkdir()
    port = free_port()
    with nginx(site, tmp_path / "run", port, "/srv/site", "/"):
        asked = {
            "/": (200, None),
            "/human-rights/wp1725/": (200, None),
            "/events/WP1725/": (301, "/human-rights/wp1725/"),
            "/quotes/interlocking-elements/": (410, None),
            f"/themes/{key}/": (410, None),
            "/old/": (301, "/quotes/"),
            "/quotes/": (200, None),
            "/nothing/": (404, None),
            "/api/v1/events/WP1725/": (200, None),
            "/api/v1/quotes/interlocking-elements/": (410, None),
            "/api/v1/themes/nothing/": (404, None),
        }
        for path, (status, location) in asked.items():
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == status, path
            if location:
                assert urlsplit(answer.headers["Location"]).path == location
            elif path.startswith("/api/"):
                assert answer.headers["Access-Control-Allow-Origin"] == "*", path
                assert answer.headers["Content-Type"].endswith("json")
                assert orjson.loads(body).get("status", 200) == status
            else:
                assert LexborHTMLParser(body.decode()).css_first("h1"), path
                assert "default-src" in answer.headers["Content-Security-Policy"], path
            connection.close()


@pytest.mark.nginx
def test_nginx_answers_in_the_language_of_the_home_page_above(tmp_path):
    home = factories.home()
    factories.publish(home)
    for code in ("fr", "de"):
        locale, _is_new = Locale.objects.get_or_create(language_code=code)
        factories.publish(home.copy_for_translation(locale))
    french = HomePage.objects.get(locale__language_code="fr")
    series = factories.make_series(title="Mers", parent=french)
    catch_up()
    gone = urlsplit(url_of(PublicRecord.objects.get(kind="series"))).path
    series.delete()
    catch_up()
    site = exported(tmp_path)
    (tmp_path / "run").mkdir()
    port = free_port()
    with nginx(site, tmp_path / "run", port, "/srv/site", "/"):
        for path, status, language in (
            ("/fr/rien/", 404, "fr"),
            ("/fr/rien/du/tout", 404, "fr"),
            (gone, 410, "fr"),
            ("/de/nichts/", 404, "de"),
            ("/nothing/", 404, "en"),
            ("/french/", 404, "en"),
            ("/fr/404.html", 404, "fr"),
        ):
            answer = urllib3.request("GET", f"http://127.0.0.1:{port}{path}")
            page = LexborHTMLParser(answer.data.decode())
            shown = (answer.status, page.css_first("html").attributes["lang"])
            assert shown == (status, language), path
            begins = "/" if language == "en" else f"/{language}/"
            assert page.css_first("main a").attributes["href"] == begins, path
    rules = (site / "_redirects").read_text().splitlines()
    assert "/fr/* /fr/404.html 404" in rules
    assert f"{gone} /fr/410.html 410" in rules[: rules.index("/fr/* /fr/404.html 404")]


def test_what_stands_beside_many_records_is_what_stands_beside_each(demo):  # noqa: F811
    now = timezone.now()
    compared = 0
    for resource in resources():
        records = list(public(resource.kind, now).select_related("entry"))
        if not records:
            continue
        documents = [orjson.loads(bytes(record.entry.content)) for record in records]
        linked = linked_to_each(documents, now)
        above = ancestors_of_each(records, now)
        for record, document in zip(records, documents, strict=True):
            one = linked_to(document, now)
            assert orjson.dumps(linked[document["key"]]) == orjson.dumps(one)
            assert above[record.uid] == ancestors(record, now)
            compared += bool(one)
    assert compared > 10


def test_the_site_costs_the_same_queries_however_many_records_it_has(tmp_path):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            call_command("site_export", str(tmp_path / f"{PublicRecord.objects.count()}"))
        return len(captured)

    factories.make_quote(text="One", speaker=factories.make_person())
    catch_up()
    few = count()
    for number in range(8):
        factories.make_quote(text=f"Words {number}", speaker=factories.make_person())
    catch_up()
    assert count() <= few


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OperationalError("gone"), "The database does not answer"),
        (EndpointConnectionError(endpoint_url="x"), "The bucket does not answer"),
    ],
    ids=["database", "bucket"],
)
def test_following_waits_for_what_is_away_when_it_begins(
    error, message, tmp_path, monkeypatch, capsys
):
    def away(self):
        raise error

    def rest(seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(Folder, "has_site", away)
    monkeypatch.setattr("exports.management.commands.site_export.time.sleep", rest)
    monkeypatch.setattr("exports.management.commands.site_export.signal.signal", lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        call_command("site_export", str(tmp_path / "site"), "--follow")
    assert message in capsys.readouterr().err
