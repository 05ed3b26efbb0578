"""No header changes an answer that others get: an answer follows from its key alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.fast_path.answers import Answers
from api.fast_path.known_answers import FastPath
from api.fast_path.request_key import ASKED
from api.http.content_type import without_charset
from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
from tests.shared import shared
from tests.threats.known import comparable
from tests.wsgi import ask, meta_name

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

# The names in the registry of IANA for HTTP fields, and those that proxies and frameworks know.
FIELDS = Path(__file__).with_name("request_fields.txt").read_text().split()
SAME_ORIGIN = {"Cookie": f"csrftoken={'a' * 32}", "X-CSRFToken": "a" * 32}
ODD = 'a/b, "ü";q=0.5'
VALUES = {"Content-Length": "3", "Content-Type": "a/b; charset=cp037"}
# A list, a version of a document, a search, a resolved path; and the format that is asked for.
READS = [
    ("/api/v1/themes/?q=w%C3%B6rds", "*/*"),
    ("/api/v1/themes/peace/?as_of=2015%2D06%2D01", "text/markdown"),
    ("/api/v1/search/?q=w%C3%B6rds", "*/*"),
    ("/api/v1/resolve/?path=/themes/peace/", "*/*"),
]
OF_THE_KEY = [name for name in FIELDS if meta_name(name) in ASKED]
OTHERS = [name for name in FIELDS if name not in OF_THE_KEY]


def odd(names) -> dict[str, str]:
    return {name: VALUES.get(name, ODD) for name in names}


@shared
def archive():
    make_theme(label="Peace", summary="Other wörds", slug="peace")
    catch_up(datetime(2015, 1, 1, tzinfo=UTC))


@pytest.fixture(params=READS, ids=[path for path, _ in READS])
def read(request, archive, an_hour_later):
    """A function that sends one of the reads to an application, with more headers."""
    path, accept = request.param
    return lambda application, headers=None: ask(
        application, path, headers={"Accept": accept, **(headers or {})}
    )


def test_no_header_changes_what_others_get(read, fast, django):
    plain = read(django)
    assert plain.status == 200
    for start in range(0, len(OTHERS), 10):
        names = OTHERS[start : start + 10]
        fast.answers = Answers(1_000_000)
        assert comparable(read(fast, odd(names))) == comparable(plain), names
        assert comparable(read(fast)) == comparable(plain), names
    for name in OF_THE_KEY:
        fast.answers = Answers(1_000_000)
        assert read(fast, odd([name])).status < 500, name
        assert comparable(read(fast)) == comparable(plain), name


@pytest.mark.parametrize("charset", ["cp037", "rot13", "undefined", "x" * 100])
def test_a_charset_does_not_change_how_an_address_is_read(read, django, charset):
    """Also without the fast path: other caches keep the answer, too."""
    named = read(without_charset(django), {"Content-Type": f"a/b; charset={charset}"})
    assert comparable(named) == comparable(read(django))


def test_only_the_key_and_the_client_reach_the_application(fast):
    environs = []

    def application(environ, start_response):
        environs.append(environ)
        start_response("404 Not Found", [])
        return []

    path = FastPath(application, 0)
    path.head_watch = fast.head_watch
    headers = dict.fromkeys([*FIELDS, "Anything-New"], ODD)
    ask(path, "/api/v1/events/", headers=headers)
    [environ] = environs
    reached = {name for name in environ if name.startswith(("HTTP_", "CONTENT_"))}
    assert reached <= {*ASKED, "HTTP_X_REQUEST_ID", "HTTP_X_FORWARDED_FOR"}


def test_a_stream_still_learns_where_to_go_on(archive, fast):
    headers = {"Last-Event-ID": "0123456789abcdef-1"}
    assert ask(fast, "/api/v1/changes/stream/", headers=headers).status == 410


@pytest.mark.parametrize("named", ["charset=rot13", "CHARSET*=utf-8''undefined", 'charset="cp037"'])
def test_a_form_is_read_as_utf_8_whatever_charset_it_names(django, named):
    body = (
        '--x\r\nContent-Disposition: form-data; name="username"\r\n\r\nwörds\r\n--x--\r\n'.encode()
    )
    for content_type in (
        f"multipart/form-data; boundary=x; {named}",
        f'multipart/form-data;{named}; Boundary="x"',
    ):
        headers = {**SAME_ORIGIN, "Content-Type": content_type, "Content-Length": str(len(body))}
        answered = ask(without_charset(django), "/admin/login/", "POST", headers, body)
        assert answered.status == 200
        assert "wörds" in answered.content.decode()
