"""What the tests of the API share."""

import re
from typing import Any

import orjson
import time_machine
from django.http import HttpResponse
from django.test import Client

from archive.models import Entry, Head, PublicRecord
from archive.publisher.after_commit import catch_up
from tests.factories import make_theme


def read(client, url: str, **headers: str) -> Any:
    """The JSON of a 200."""
    response = client.get(url, headers=headers)
    assert response.status_code == 200, response.content
    return orjson.loads(response.content)


def formats_of(client: Client, url: str) -> dict[str, str]:
    """`{path: media type}` of the other formats of `url`, from where its Link header leads."""
    link = client.get(url).headers["Link"]
    [address] = re.findall(r'<https://api\.test([^>]*)>; rel="linkset"', link)
    [context] = read(client, address)["linkset"]
    return {
        target["href"].removeprefix("https://api.test"): target["type"]
        for target in context["alternate"]
    }


def assert_problem(response: HttpResponse, status: int, code: str) -> dict[str, Any]:
    """`response` is a problem document in every respect; return it."""
    assert response.status_code == status, response.content[:500]
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response.headers
    problem = orjson.loads(response.content)
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["request_id"] == response.headers["X-Request-ID"]
    assert problem["type"].endswith(f"/api/v1/docs/problems/#{code}")
    assert problem["title"]
    assert problem["detail"]
    assert b"Traceback" not in response.content
    return problem


def keys(page: dict[str, Any]) -> list[str]:
    return [item["key"] for item in page["results"]]


def restore_and_go_on() -> None:
    """A backup of before the newest entry, which has grown beyond it since."""
    newest = Head.objects.get().sequence
    PublicRecord.objects.filter(entry_id=newest).delete()
    Entry.objects.filter(pk=newest).delete()
    Head.objects.update(sequence=newest - 1)
    with time_machine.travel("2076-01-01T00:00:00Z"):
        make_theme(label="Health")
        make_theme(label="Work")
        catch_up()
    assert Head.end() > newest
