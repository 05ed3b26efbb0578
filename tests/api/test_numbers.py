"""A number in an address or a header has one form, and the OpenAPI schema says the same."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.models import Head
from archive.publisher.after_commit import catch_up
from tests.api.helpers import assert_problem, read
from tests.api.oai.helpers import ask, fault
from tests.factories import make_document, make_event, make_series
from tests.shared import shared

pytestmark = pytest.mark.django_db
OPENAPI = json.loads(Path("api/openapi.json").read_text())


@shared(autouse=True)
def archive():
    make_event(series=make_series(), code="E8", ordinal=5, start="2012-01-02", precision="day")
    catch_up()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("events/?ordinal=05", "ordinal"),
        ("events/?year=02012", "year"),
        ("events/?limit=007", "limit"),
        ("events/?page=01", "page"),
        ("events/?ordinal__gte=%2B5", "ordinal__gte"),
        ("events/?year__lte=2_012", "year__lte"),
        ("changes/?since=00", "since"),
        ("changes/?limit=%20%205", "limit"),
        ("search/?q=a&limit=%EF%BC%95", "limit"),
        ("events/E8/history/diff/?from=01&to=1", "from"),
        ("oembed/?url=https://a.test/&maxwidth=0500", "maxwidth"),
        ("events/?from=2012-W01-1", "from"),
    ],
)
def test_a_parameter_names_what_it_takes(reader, address, name):
    problem = assert_problem(reader.get(f"/api/v1/{address}"), 400, "invalid_parameter")
    [error] = problem["errors"]
    assert error["parameter"] == name
    assert "without a sign or zeros in front" in error["detail"] or name == "from"


@pytest.mark.parametrize("number", ["01", "%D9%A1", "0", "9223372036854775808"])
@pytest.mark.parametrize(
    "path", ["/api/v1/events/E8/history/{}/", "/api/v1/sitemap-{}.xml", "/documents/{}/a.txt"]
)
def test_a_path_has_one_form(reader, path, number):
    assert_problem(reader.get(path.format(number)), 404, "not_found")


def test_the_plain_forms_are_found(reader):
    document = make_document()
    number = read(reader, "/api/v1/events/E8/history/")["results"][0]["sequence"]
    assert read(reader, f"/api/v1/events/E8/history/{number}/")["key"] == "E8"
    assert reader.get("/api/v1/sitemap-1.xml").status_code == 200
    assert reader.get(document.url).status_code == 200


@pytest.mark.parametrize("number", ["01", "+1", "1_0"])
def test_the_last_event_of_a_stream_has_one_form(reader, number):
    headers = {"Last-Event-ID": f"{Head.objects.get().epoch}-{number}"}
    response = reader.get("/api/v1/changes/stream/", headers=headers)
    assert_problem(response, 400, "bad_request")


@pytest.mark.parametrize("length", ["+2", "1_0", "٢"])
def test_the_length_of_a_body_has_one_form(reader, length):
    response = reader.post(
        "/api/v1/newsletter/", "{}", content_type="application/json", CONTENT_LENGTH=length
    )
    assert_problem(response, 400, "bad_request")


@pytest.mark.parametrize("year", ["02012", "2_012", "٢٠١٢", "20120"])
def test_the_year_of_a_set_has_one_form(reader, year):
    given = {"metadataPrefix": "oai_dc"}
    assert fault(ask(reader, "ListIdentifiers", set=f"year:{year}", **given)) is not None
    answer = ask(reader, "ListIdentifiers", set="year:2012", **given)
    assert answer.find("{*}ListIdentifiers") is not None


def test_the_schema_has_bounds_for_every_number_and_no_digit_of_another_script():
    parameters = [
        parameter
        for path in OPENAPI["paths"].values()
        for operation in path.values()
        for parameter in operation.get("parameters", ())
    ]
    numbers = [
        parameter["schema"]
        for parameter in parameters
        if parameter["schema"].get("type") == "integer"
    ]
    assert len(numbers) > 50
    assert [schema for schema in numbers if not {"minimum", "maximum"} <= schema.keys()] == []
    patterns = set(every_pattern(OPENAPI))
    assert len(patterns) > 5
    # "\d" is any digit in some languages, also in Python, and only an ASCII digit in others.
    assert [pattern for pattern in patterns if r"\d" in pattern] == []
    [event_id] = [pattern for pattern in patterns if "0-9a-f]{1,40}" in pattern]
    assert not re.match(event_id, "9f2c-007")


def every_pattern(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str):
            yield part["pattern"]
        for value in part.values():
            yield from every_pattern(value)
    elif isinstance(part, list):
        for value in part:
            yield from every_pattern(value)
