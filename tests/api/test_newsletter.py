"""The address of the newsletter: what it takes, and from whom."""

import logging

import orjson
import pytest

from cms.requests import beside
from cms.requests.counting import here
from home.models import Subscription
from tests.api.helpers import assert_problem

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/v1/newsletter/"


@pytest.fixture(autouse=True)
def _sent():
    yield
    beside.wait()


def send(reader, body, content_type="application/json", **headers):
    return reader.post(URL, body, content_type=content_type, headers=headers)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "bad_request"),
        ("[]", 400, "bad_request"),
        ("{}", 400, "invalid_parameter"),
        ('{"email": 5}', 400, "invalid_parameter"),
        ('{"email": "reader"}', 400, "invalid_parameter"),
        ('{"email": "a@b.org\\r\\nBcc: x@y.org"}', 400, "invalid_parameter"),
        ('{"email": "%s@example.org"}' % ("x" * 300), 400, "invalid_parameter"),
        ('{"email": "a@example.org", "locale": "xx"}', 400, "invalid_parameter"),
        ('{"email": "a@example.org", "nmae": "x"}', 400, "unknown_parameter"),
        ('{"email": "a@example.org", "website": 5}', 400, "invalid_parameter"),
        ('{"email": "%s"}' % ("x" * 5000), 413, "too_large"),
    ],
)
def test_what_is_no_request_is_refused(reader, body, status, code):
    assert_problem(send(reader, body), status, code)


def test_a_plain_form_will_do(reader):
    form = "email=reader%40example.org&website="

    assert send(reader, form, "application/x-www-form-urlencoded").status_code == 202
    assert_problem(send(reader, form, "text/plain"), 415, "unsupported_media_type")


@pytest.mark.parametrize(
    "email",
    ["", " ", "a@", "@example.org", "a@localhost", "a@[127.0.0.1]", '"a b"@example.org', "a@b..org",
     "İ@example.org", "ſ@example.org", "a@example.org\x00", "İ" * 200 + "@example.org",
     "a@" + "ü" * 60 + ".org", "a@" + ".".join(["üü"] * 80)],
)  # fmt: skip
def test_an_address_that_mail_does_not_reach_is_refused(reader, email):
    problem = assert_problem(send(reader, orjson.dumps({"email": email})), 400, "invalid_parameter")
    assert problem["errors"][0]["parameter"] == "email"
    assert not Subscription.objects.exists()


def test_a_domain_with_other_letters_is_one_address_in_both_ways_to_write_it(reader):
    for email in ("Reader@Bücher.example", " reader@xn--bcher-kva.example "):
        assert send(reader, orjson.dumps({"email": email})).status_code == 202

    assert Subscription.objects.get().email == "reader@xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("form", "code"),
    [("email=a@example.org&email=b@example.org", "invalid_parameter"), ("email=%ff", "bad_request"),
     ("&".join(f"a{n}=1" for n in range(30)), "bad_request")],
)  # fmt: skip
def test_a_form_that_can_be_read_in_two_ways_is_refused(reader, form, code):
    assert_problem(send(reader, form, "application/x-www-form-urlencoded"), 400, code)


@pytest.mark.parametrize("length", ["x", "", "9" * 5000])
def test_a_length_that_is_no_number_is_no_error_of_the_server(reader, length):
    answer = reader.post(URL, "{}", content_type="application/json", CONTENT_LENGTH=length)
    assert_problem(answer, 400, "bad_request")


def test_it_only_takes_posts(reader):
    for method in ("get", "head", "put", "delete"):
        answer = getattr(reader, method)(URL)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "POST, OPTIONS"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_every_site_may_send_and_no_other_address_takes_a_post(reader):
    asked = {"origin": "https://any.test", "access-control-request-method": "POST"}

    mine = reader.options(URL, headers=asked)
    other = reader.options("/api/v1/events/", headers=asked)

    assert mine.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in mine.headers["Access-Control-Allow-Methods"]
    assert "POST" not in other.headers.get("Access-Control-Allow-Methods", "")
    assert reader.post("/api/v1/events/").status_code == 405
    answer = send(reader, '{"email": "a@example.org"}', origin="https://any.test")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_one_client_asks_only_so_often(reader, settings):
    settings.NEWSLETTER_RATE_LIMIT = (2, 60)
    here.clear()
    answers = [
        send(reader, f'{{"email": "a{n}@example.org"}}', x_forwarded_for=f"10.0.0.{n}")
        for n in range(3)
    ]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert int(answers[2].headers["Retry-After"]) <= 60


def test_no_log_and_no_public_answer_holds_an_address(reader, caplog):
    with caplog.at_level(logging.DEBUG):
        send(reader, '{"email": "canary-reader@example.org"}')
        beside.wait()
        pages = [reader.get(f"/api/v1/{name}/") for name in ("site", "changes", "search")]

    assert "canary-reader" not in caplog.text
    assert all(b"canary-reader" not in page.content for page in pages)
