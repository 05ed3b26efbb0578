"""A request of ASGI as a WSGI application gets it."""

import pytest

from api.changes.wsgi_call import environ_of

SCOPE = {"method": "GET", "path": "/api/v1/changes/", "query_string": b"", "http_version": "1.1"}


@pytest.mark.parametrize(
    ("headers", "value"),
    [
        ([(b"x-forwarded-for", b"192.0.2.1"), (b"x_forwarded_for", b"192.0.2.2")], "192.0.2.1"),
        ([(b"x_forwarded_for", b"192.0.2.2")], None),
        ([(b"x-forwarded-for", b"192.0.2.1"), (b"x-forwarded-for", b"b")], "192.0.2.1,b"),
    ],
)
def test_no_other_name_stands_for_a_header(headers, value):
    environ = environ_of({**SCOPE, "headers": headers})

    assert environ.get("HTTP_X_FORWARDED_FOR") == value


def test_a_query_is_handed_on_whatever_its_bytes_are():
    environ = environ_of({**SCOPE, "query_string": b"wait=\xff", "headers": []})

    assert environ["QUERY_STRING"].encode("latin-1") == b"wait=\xff"
