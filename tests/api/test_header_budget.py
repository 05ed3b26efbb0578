"""The headers of every answer stay under 3,000 bytes, however long a list, a title or a name is."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import Locale

from api.formats import FORMATS, SHOWN_FORMATS
from api.formats.listing import formats_of as list_formats_of
from api.http.header_budget import LARGEST_HEADERS, size_of, within_budget
from api.resources.base import ModelResource, resources
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up, mark
from archive.registry import registry
from cms.admin.links import edit_url
from cms.models import Theme
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
LIMIT = 3000
LIGHT = 1024
RATE_LIMIT = 90
ADDED = RATE_LIMIT + len(
    "Date: Thu, 26 Jan 2012 12:00:00 GMT\r\nServer: granian\r\nConnection: keep-alive\r\n"
)
LISTED = [resource for resource in resources() if resource.is_listed]
MANY = 101
LONG = "會議記錄" * 30
LAST_TITLE = f"{LONG} {'x' * 120}"


@shared
def long_archive() -> None:
    """A hundred themes with long labels, and one record of each kind in another script."""
    locale = Locale.get_default()
    Theme.objects.bulk_create(
        Theme(label=f"{LONG} {number:03}", slug=f"theme-{'x' * 150}-{number}", locale=locale)
        for number in range(MANY)
    )
    mark(registry.identities())
    for resource in LISTED:
        factories.make(resource.kind)
    series = factories.make_series(title=LONG, slug="人權會議" * 10)
    factories.publish(factories.make_event(series=series, title=LAST_TITLE, slug="第一屆" * 20))
    factories.make_document(title=LONG, name=f"{'報告' * 20}.txt")
    catch_up(timezone.now() - timedelta(minutes=1))


def header_bytes(response: HttpResponse) -> int:
    return size_of(response) + len("HTTP/1.1 200 OK\r\n\r\n") + ADDED


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def answers_of(reader: Client, resource: ModelResource) -> Iterator[tuple[str, HttpResponse]]:
    """Every list, format, page and history of a kind."""
    base = f"/api/v1/{resource.plural}"
    for query in ("", "?limit=38", "?limit=100", "?limit=100&fields=*&ordering=-title"):
        yield from pages_of(reader, f"{base}/{query}")
    for suffix in [form.suffix for form in list_formats_of(resource.kind)]:
        yield from pages_of(reader, f"{base}.{suffix}?limit=40&ordering=title")
        yield (address := f"{base}.{suffix}"), reader.get(address)
    for record in PublicRecord.objects.filter(kind=resource.kind, live=True).order_by("-entry_id")[
        :2
    ]:
        key = quote(record.key)
        parts = ("/", "/history/", "/timemap/", "/?as_of=2100-01-01", "/?fields=*")
        parts += tuple(
            f".{form.suffix}" for form in (*FORMATS, *SHOWN_FORMATS) if form.is_for(resource.kind)
        )
        for part in parts:
            yield (address := f"{base}/{key}{part}"), reader.get(address)
        yield (address := f"{base}/{key}"), reader.get(address)


def pages_of(reader: Client, address: str) -> Iterator[tuple[str, HttpResponse]]:
    """The first two pages. The second has links both ways."""
    for _page in range(2):
        response = reader.get(address)
        yield address, response
        if "application/json" in response.headers["Content-Type"]:
            following = response.json().get("next")
        else:
            links = response.headers.get("Link", "").split(", ")
            following = next((link[1:].partition(">")[0] for link in links if "next" in link), None)
        if not following:
            return
        address = path_of(following)


@pytest.mark.parametrize("resource", LISTED, ids=lambda resource: resource.kind)
def test_no_answer_of_a_kind_is_over_the_budget(long_archive, reader, resource):
    sizes = {}
    for address, response in answers_of(reader, resource):
        assert response.status_code < 500, address
        sizes[address] = header_bytes(response)
    assert {address: size for address, size in sizes.items() if size >= LIMIT} == {}


@pytest.mark.parametrize(
    "address",
    ["/api/v1/", "/api/v1/changes/?limit=100", f"/api/v1/search/?q={quote('會議')}&limit=100",
     "/api/v1/site/", "/api/v1/resolve/?path=/",
     "/api/v1/oai/?verb=ListRecords&metadataPrefix=oai_dc",
     "/sitemap.xml", "/api/v1/openapi.json"],
)  # fmt: skip
def test_no_other_answer_is_over_the_budget(long_archive, reader, address):
    assert header_bytes(reader.get(address)) < LIMIT


@pytest.mark.parametrize("resource", LISTED, ids=lambda resource: resource.kind)
def test_a_plain_answer_has_less_than_a_kilobyte_of_headers(
    reader, resource, settings, monkeypatch
):
    monkeypatch.setattr("api.http.caching.SETTLED", timedelta())
    settings.API_RATE_LIMIT = (600, 60)
    factories.make(resource.kind)
    catch_up()
    listed = f"/api/v1/{resource.plural}/"
    first = reader.get(listed).json()["results"][0]
    plain = (
        listed,
        f"{listed}?limit=100&ordering=-title",
        path_of(first["url"]),
        f"/api/v1/resolve/?path={path_of(first['html_url'])}&include=formats",
        f"/api/v1/linkset/?path={path_of(first['url'])}",
        "/api/v1/search/?q=peace",
        "/api/v1/site/",
    )
    for address in plain:
        response = reader.get(address)
        assert response.status_code == 200, address
        assert {"RateLimit", "Last-Modified"} <= response.headers.keys(), address
        assert header_bytes(response) - RATE_LIMIT < LIGHT, (address, response.headers)


def test_a_list_names_the_kinds_and_not_each_record(long_archive, reader):
    for limit in (5, 38, 100):
        response = reader.get(f"/api/v1/themes/?limit={limit}&expand=broader")
        assert response.headers["Surrogate-Key"] == response.headers["Cache-Tag"] == "themes"
    etag = response.headers["ETag"]
    address = f"/api/v1/themes/?limit={limit}&expand=broader"
    unchanged = reader.get(address, headers={"if-none-match": etag})
    assert (unchanged.status_code, unchanged.headers["Surrogate-Key"]) == (304, "themes")


def test_a_page_of_a_table_always_leads_to_the_next(long_archive, reader):
    rows, address = [], "/api/v1/themes.csv?limit=40&ordering=title"
    for _page in range(3):
        response = reader.get(address)
        rows += response.content.decode().splitlines()[1:]
        links = response.headers.get("Link", "")
        assert ('rel="next"' in links) == (len(rows) < MANY)
        address = path_of(links[1:].partition(">")[0])
    assert len(rows) == MANY + 1  # with the one of the other kinds


def test_important_links_stay_and_formats_go():
    formats = [f'<https://a.test/{"x" * 500}.{n}>; rel="alternate"; type="a, b"' for n in range(9)]
    response = HttpResponse()
    response.headers["Link"] = ", ".join(
        [
            *formats,
            '<https://a.test/a>; rel="original timegate"',
            '<https://a.test/b>; rel="next"',
        ]
    )
    kept = within_budget(HttpRequest(), response).headers["Link"]
    assert kept.startswith('<https://a.test/b>; rel="next", <https://a.test/a>; rel="original')
    assert 0 < kept.count("alternate") < 9
    assert size_of(response) <= LARGEST_HEADERS


def test_an_address_that_is_too_long_is_a_414(long_archive, reader):
    request = RequestFactory().get("/api/v1/themes/")
    answer = HttpResponse(status=308, headers={"Location": "/" + "x" * LARGEST_HEADERS})
    assert within_budget(request, answer).status_code == 414
    response = reader.get(f"/api/v1/themes?q={quote('會議' * 240)}")
    assert (response.status_code, response.json()["code"]) == (414, "uri_too_long")
    assert response.headers["X-Request-ID"]
    response = Client().get(f"/admin/pages/?q={quote('會議' * 180)}")
    assert (response.status_code, response.content) == (414, b"The address is too long.")


def test_a_long_file_name_is_shortened_and_keeps_its_ending():
    response = HttpResponse()
    name = quote("報告" * 200)
    response.headers["Content-Disposition"] = f"inline; filename*=utf-8''{name}.pdf"
    kept = within_budget(HttpRequest(), response).headers["Content-Disposition"]
    assert kept.startswith("inline; filename*=utf-8''%E5%A0%B1")
    assert kept.endswith(".pdf")
    assert len(kept) < 700


def test_the_file_of_a_document_has_short_headers(long_archive, reader):
    for record in list(PublicRecord.objects.filter(kind="document", live=True)):
        [document] = [reader.get(f"/api/v1/documents/{quote(record.key)}/").json()]
        response = reader.get(path_of(document["file"]["url"]))
        assert (response.status_code, len(b"".join(response))) == (200, 5)
        assert header_bytes(response) < LIMIT


def test_messages_to_an_editor_are_no_headers():
    theme = factories.make_theme(label=LONG)
    client = signed_in(user("writer", is_superuser=True))
    client.get("/admin/")
    edit = edit_url(Theme, theme.pk)
    data = {"label": LAST_TITLE, "slug": theme.slug, "action-publish": "1"}
    data |= {f"sources-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    response = client.post(edit, data)
    assert response.status_code == 302
    assert "messages" not in response.cookies
    assert header_bytes(response) < LIMIT
    assert f"{messages.__name__}.storage.session.SessionStorage" == settings.MESSAGE_STORAGE
