"""The mirror, served by nginx with its own configuration, answers as the API does."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit

import orjson
import pytest
from django.core.files.base import ContentFile

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from cms.models import Theme
from tests import factories
from tests.api.helpers import read
from tests.documentation import blocks
from tests.exports.helpers import export
from tests.mirror import digests, public, run
from tests.nginx import nginx
from tests.serving import free_port
from tests.shared import shared

pytestmark = [pytest.mark.nginx, pytest.mark.django_db]

Ask = Callable[..., tuple[int, dict[str, str], bytes]]


class Unmoved(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


@shared
def content() -> str:
    """Records of all sorts: moved, withdrawn, deleted, with files, in other alphabets.

    Returns what no other content has.
    """
    image = factories.make_image()
    document = factories.make_document(content=b"Words", name="words.txt")
    series = factories.make_series(title="Talks", image=image)
    for number in range(3):
        factories.make_event(series=series, title=f"Talk {number}", ordinal=number + 1)
    factories.make_event(series=series, title="Fête", slug="fête")
    moved = factories.make_event(series=series, title="Moved", slug="before")
    theme = factories.make_theme(label="Withdrawn")
    factories.make_theme(label="Deleted")
    factories.make_theme(label="Stays", summary="Once")
    catch_up()
    moved.slug = "after"
    factories.publish(moved)
    theme.unpublish()
    Theme.objects.get(label="Deleted").delete()
    factories.publish(Theme.objects.get(label="Stays"))
    document.file.save("words.txt", ContentFile(b"Words"), save=True)
    catch_up()
    return str(series.uid)


@pytest.fixture(scope="module")
def mirror_of(tmp_path_factory) -> Iterator[Callable[[str], str]]:
    """The address of the mirror of such content, which is made and served once."""
    with ExitStack() as stack:

        @cache
        def mirror_of(content: str) -> str:
            folder, port = tmp_path_factory.mktemp("served"), free_port()
            address = f"http://127.0.0.1:{port}"
            mirror = export(folder / "mirror", "--format", "mirror", "--origin", address)
            stack.enter_context(nginx(mirror, folder, port))
            return address

        yield mirror_of


@pytest.fixture
def origin(content, mirror_of) -> str:
    return mirror_of(content)


@pytest.fixture
def ask(origin) -> Ask:
    opener = urllib.request.build_opener(Unmoved)

    def ask(path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        request = urllib.request.Request(f"{origin}{path}", method=method)
        try:
            with opener.open(request) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except HTTPError as error:
            return error.code, dict(error.headers), error.read()

    return ask


def test_every_document_and_version_is_that_of_the_api(ask, reader):
    compared = 0
    for record in PublicRecord.objects.filter(live=True).exclude(kind="site"):
        path = f"/api/v1/{registry[record.kind].plural}/{quote(record.key)}/"
        versions = [
            urlsplit(version["url"]).path
            for version in read(reader, f"{path}history/")["results"]
            if version["available"]
        ]
        for address in (path, *versions):
            status, headers, body = ask(address)
            assert (status, headers["Content-Type"]) == (200, "application/json"), address
            assert headers["Access-Control-Allow-Origin"] == "*"
            assert body == reader.get(address).content
            compared += 1
    assert compared > 15
    for path in ("/api/v1/site/", "/api/v1/openapi.json"):
        assert ask(path)[2] == reader.get(path).content


def test_lists_and_the_first_page_lead_to_everything(ask, origin, reader):
    table = json.loads(ask("/api/v1/")[2])
    assert set(table) <= set(read(reader, "/api/v1/"))
    for name, url in table.items():
        assert url.startswith(origin), name
        assert ask(url.removeprefix(origin))[0] == 200
    live = read(reader, "/api/v1/events/?limit=100")
    for query in ("", "?limit=100"):
        assert json.loads(ask(f"/api/v1/events/{query}")[2]) == live


FOLLOWING = [block for block in blocks("python") if "def follow(copy)" in block.values[0]]


@pytest.mark.parametrize("code", FOLLOWING)
def test_the_mirror_of_the_documentation_reads_it_to_the_end(origin, code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = run(code, origin)
    assert digests(first) == public()
    assert first["next"].startswith(f"{origin}/api/v1/changes/?since=")
    assert digests(run(code, origin)) == public()
    older = {"next": f"{origin}/api/v1/changes/?since=1&log=another", "records": {}}
    (tmp_path / "copy.json").write_text(json.dumps(older))
    assert digests(run(code, origin)) == public()


def test_what_is_gone_is_said_as_the_api_says_it(ask, reader):
    for key in ("withdrawn", "deleted"):
        path = f"/api/v1/themes/{key}/"
        status, headers, body = ask(path)
        assert (status, headers["Content-Type"]) == (410, "application/problem+json")
        assert json.loads(body) == json.loads(reader.get(path).content) | {"request_id": None}


def test_a_former_key_leads_to_the_one_of_today(ask, reader):
    status, headers, _body = ask("/api/v1/events/before/")
    live = reader.get("/api/v1/events/before/")
    assert status == live.status_code == 308
    assert live.headers["Location"].endswith(headers["Location"])
    assert ask(headers["Location"])[0] == 200


@pytest.mark.parametrize(
    ("path", "method", "status", "code"),
    [
        ("/api/v1/themes/nothing/", "GET", 404, "not_found"),
        ("/nothing", "GET", 404, "not_found"),
        ("/README.md", "GET", 404, "not_found"),
        ("/gone/api/v1/themes/deleted/index.json", "GET", 404, "not_found"),
        ("/problems/404.json", "GET", 404, "not_found"),
        ("/media/../nginx.conf", "GET", 404, "not_found"),
        ("/api/v1/themes/", "POST", 405, "method_not_allowed"),
        ("/api/v1/themes/?q=peace", "GET", 400, "bad_request"),
        ("/api/v1/themes/stays/?as_of=2012", "GET", 400, "bad_request"),
        ("/api/v1/changes/?kind=event", "GET", 400, "bad_request"),
        ("/api/v1/changes/?since=1", "GET", 410, "cursor_gone"),
    ],
)
def test_an_error_is_a_problem_document(ask, path, method, status, code):
    answered, headers, body = ask(path, method)
    assert (answered, headers["Content-Type"]) == (status, "application/problem+json")
    problem = json.loads(body)
    assert (problem["status"], problem["code"]) == (status, code)


def test_files_have_the_addresses_that_documents_give(ask, reader):
    [image] = read(reader, "/api/v1/images/?fields=*")["results"]
    picture = urlsplit(image["profiles"]["hero"]["sources"][0]["srcset"].split(" ")[0]).path
    status, headers, body = ask(picture)
    assert (status, headers["Content-Type"]) == (200, "image/avif")
    assert body == b"".join(reader.get(picture).streaming_content)
    [document] = read(reader, "/api/v1/documents/?fields=*")["results"]
    status, headers, body = ask(urlsplit(document["file"]["url"]).path)
    assert (status, body) == (200, b"Words")
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_site_in_another_language_has_its_address(ask):
    assert ask("/api/v1/site/?locale=en")[2] == ask("/api/v1/site/")[2]
    assert ask("/api/v1/site/?locale=de")[0] == 404
    assert orjson.loads(ask("/api/v1/site/")[2])["type"] == "site"
