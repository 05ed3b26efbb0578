"""Developers are told how long an answer took, in its headers and in the log."""

import logging
import re

import pytest

pytestmark = pytest.mark.django_db


def test_an_answer_tells_its_time_and_its_queries(reader, settings):
    settings.MIDDLEWARE = ["api.http.server_timing.ServerTimingMiddleware", *settings.MIDDLEWARE]
    timing = reader.get("/api/v1/themes/").headers["Server-Timing"]
    assert re.fullmatch(r'total;dur=[\d.]+, db;dur=[\d.]+;desc="[1-9] queries"', timing)


@pytest.mark.parametrize("path", ["/api/v1/themes/", "/api/v1/no-such/", "/admin/login/"])
def test_the_line_in_the_log_has_milliseconds_and_queries(reader, settings, caplog, path):
    settings.MIDDLEWARE = ["api.http.server_timing.ServerTimingMiddleware", *settings.MIDDLEWARE]
    with caplog.at_level(logging.INFO, "plenary.request"):
        status = reader.get(path).status_code
    [line] = [record.message for record in caplog.records if record.name == "plenary.request"]
    assert re.fullmatch(rf"GET {path} {status} in [\d.]+ ms, (1 query|\d+ queries)", line)


def test_in_production_the_line_is_as_ever(reader, caplog):
    with caplog.at_level(logging.INFO, "plenary.request"):
        reader.get("/api/v1/themes/")
    assert [record.message for record in caplog.records] == ["GET /api/v1/themes/ 200"]


def test_outside_development_nobody_is_told(reader):
    assert "Server-Timing" not in reader.get("/api/v1/themes/").headers
