"""Developers are told how long an answer took."""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_an_answer_tells_its_time_and_its_queries(reader, settings):
    settings.MIDDLEWARE = ["api.http.server_timing.ServerTimingMiddleware", *settings.MIDDLEWARE]
    told = reader.get("/api/v1/themes/").headers["Server-Timing"]
    assert re.fullmatch(r'total;dur=[\d.]+, db;dur=[\d.]+;desc="[1-9] queries"', told)


def test_outside_development_nobody_is_told(reader):
    assert "Server-Timing" not in reader.get("/api/v1/themes/").headers
