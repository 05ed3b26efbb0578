"""No line of a log has a token with which somebody could do what another may."""

import logging
from copy import deepcopy
from logging.config import DictConfigurator

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from tests.cms.admin.routes import routes

TOKENS = [
    "/admin/password_reset/confirm/MQ/CANARY-0123/",
    "/newsletter/confirm/CANARY:0123/",
    "/newsletter/unsubscribe/CANARY:0123/",
    "Authorization: Bearer CANARY:0123",
    "Cookie: a=b; sessionid=CANARY0123",
    "https://www.test/preview/#code=CANARY0123",
]


@pytest.mark.parametrize("text", TOKENS)
@pytest.mark.parametrize("name", ["line", "json"])
def test_a_message_an_error_and_a_request_come_without_their_token(name, text):
    configuration = deepcopy(settings.LOGGING)
    formatter = DictConfigurator(configuration).configure_formatter(
        configuration["formatters"][name]
    )
    request: WSGIRequest = RequestFactory().get("/")
    request.path = text if text.startswith("/") else "/"
    try:
        raise ValueError(text)
    except ValueError as error:
        caught = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", 40, "", 1, "Error: %s", (text,), caught)
    record.request_id, record.request = "-", request

    line = formatter.format(record)

    assert "Error: " in line
    assert "CANARY" not in line


def test_the_line_of_a_request_has_no_token(client, caplog, db):
    [route] = [route for route in routes() if "<token>" in route]
    path = "/" + route.replace("<uidb64>", "MQ").replace("<token>", "CANARY-0123")

    with caplog.at_level(logging.DEBUG):
        client.get(path)

    [line] = [record for record in caplog.records if record.name == "plenary.request"]
    assert line.path == "/admin/password_reset/confirm/MQ/***/"
    assert "CANARY" not in caplog.text


@pytest.mark.parametrize(
    ("headers", "body"),
    [({"Host": "evil.example"}, b""), ({"Host": "api.test"}, b"a=&" * 12_000)],
    ids=["an unknown host", "too many fields"],
)
@pytest.mark.django_db
def test_what_is_refused_of_a_request_is_one_line_and_no_error(client, headers, body, caplog):
    configuration = DictConfigurator(deepcopy(settings.LOGGING))
    client.post("/admin/login/", body, "application/x-www-form-urlencoded", headers=headers)
    [record] = [record for record in caplog.records if record.name.startswith("django.security.")]
    for name in configuration.config["handlers"]["console"]["filters"]:
        configuration.configure_filter(configuration.config["filters"][name]).filter(record)
    formatter = configuration.configure_formatter(configuration.config["formatters"]["line"])
    line = formatter.format(record)
    assert line.startswith("WARNING django.security.")
    assert "\n" not in line
