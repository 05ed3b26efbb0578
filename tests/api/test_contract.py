"""What was released holds: a change that breaks is listed in docs/api-changes.md with its date."""

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date

import orjson
import pytest
from django.conf import settings

from api.openapi.views import SNAPSHOT
from tests.contract import breaking

RELEASED = orjson.loads((settings.BASE_DIR / "api/released.json").read_bytes())
ROW = re.compile(r"^\| (\S+) \| `(.+?)` \| .+ \|$", re.MULTILINE)
EVENTS, EVENT, NEWSLETTER = "/api/v1/events/", "/api/v1/events/{key}/", "/api/v1/newsletter/"


def unlisted(changes: list[str], page: str) -> list[str]:
    """Those of `changes` that the page does not list with a date."""
    listed = {change for day, change in ROW.findall(page) if date.fromisoformat(day)}
    return [change for change in changes if change not in listed]


def test_every_change_that_breaks_is_listed_with_its_date():
    page = (settings.BASE_DIR / "docs/api-changes.md").read_text()
    changes = breaking(RELEASED, orjson.loads(SNAPSHOT.read_bytes()))
    assert unlisted(changes, page) == [], "a change that breaks: see docs/api-changes.md"


def test_a_listed_change_is_no_failure_and_one_without_a_date_is():
    change = "GET /api/v1/site/ is gone"
    assert unlisted([change], f"| 2026-11-25 | `{change}` | Ask another. |") == []
    assert unlisted([change], "| 2026-11-25 | `GET /api/v1/ is gone` | Ask another. |") == [change]
    with pytest.raises(ValueError, match="soon"):
        unlisted([change], f"| soon | `{change}` | Ask another. |")


def parameter(api: dict, name: str) -> dict:
    return next(
        parameter
        for parameter in api["paths"][EVENTS]["get"]["parameters"]
        if parameter["name"] == name
    )


def schema(api: dict, name: str) -> dict:
    return api["components"]["schemas"][name]


def event(api: dict, name: str) -> dict:
    return schema(api, "Event")["properties"][name]


NEW = {"in": "query", "name": "colour", "required": True, "schema": {"type": "string"}}
BREAKING: dict[str, Callable[[dict], object]] = {
    "GET /api/v1/events/ is gone": lambda api: api["paths"].pop(EVENTS),
    "POST /api/v1/newsletter/ is gone": lambda api: api["paths"][NEWSLETTER].pop("post"),
    "GET /api/v1/events/: kind is not taken any more": lambda api: api["paths"][EVENTS]["get"][
        "parameters"
    ].remove(parameter(api, "kind")),
    "GET /api/v1/events/: colour is new and required": lambda api: api["paths"][EVENTS]["get"][
        "parameters"
    ].append(NEW),
    "GET /api/v1/events/: kind is required": lambda api: parameter(api, "kind").update(
        required=True
    ),
    "GET /api/v1/events/: kind[]: the value 'panel' is gone": lambda api: parameter(api, "kind")[
        "schema"
    ]["items"]["enum"].remove("panel"),
    "GET /api/v1/events/: limit: maximum has changed": lambda api: parameter(api, "limit")[
        "schema"
    ].update(maximum=50),
    "GET /api/v1/events/{key}/: 200 is not application/ld+json any more": lambda api: api["paths"][
        EVENT
    ]["get"]["responses"]["200"]["content"].pop("application/ld+json"),
    "Event.summary is gone": lambda api: schema(api, "Event")["properties"].pop("summary"),
    "Event.title is not always there any more": lambda api: schema(api, "Event")["required"].remove(
        "title"
    ),
    "Event.title: the type was string and is null or string": lambda api: event(
        api, "title"
    ).update(type=["string", "null"]),
    "Event.ordinal: the type was integer or null and is string": lambda api: event(
        api, "ordinal"
    ).update(type="string"),
    "AccessEnum: the value 'secret' is new in an answer": lambda api: schema(api, "AccessEnum")[
        "enum"
    ].append("secret"),
    "AccessEnum: the value 'private' is gone": lambda api: schema(api, "AccessEnum")["enum"].remove(
        "private"
    ),
}


@pytest.mark.parametrize("line", BREAKING)
def test_a_change_that_breaks_is_found_and_named(line):
    changed = deepcopy(RELEASED)
    BREAKING[line](changed)
    assert line in breaking(RELEASED, changed)


def test_a_new_kind_of_record_in_an_answer_is_an_addition():
    changed = deepcopy(RELEASED)
    schemas = changed["components"]["schemas"]
    schemas["AwardSummary"] = {"type": "object", "properties": {"year": {"type": "integer"}}}
    schemas["SummaryOfAnyKind"]["anyOf"].append({"$ref": "#/components/schemas/AwardSummary"})
    assert breaking(RELEASED, changed) == []


def test_a_kind_of_record_that_changes_is_named_beside_a_new_one():
    changed = deepcopy(RELEASED)
    schemas = changed["components"]["schemas"]
    schemas["AwardSummary"] = {"type": "object", "properties": {}}
    schemas["SummaryOfAnyKind"]["anyOf"].append({"$ref": "#/components/schemas/AwardSummary"})
    schemas["ThemeSummary"]["properties"].pop("summary")
    assert breaking(RELEASED, changed) == ["ThemeSummary.summary is gone"]


def test_nothing_and_what_is_added_breaks_nothing():
    changed = deepcopy(RELEASED)
    changed["paths"]["/api/v1/more/"] = changed["paths"][EVENTS]
    changed["paths"][EVENTS]["get"]["parameters"].append({**NEW, "required": False})
    event_ = schema(changed, "Event")
    event_["properties"]["colour"] = {"type": "string"}
    event_["required"].append("colour")
    parameter(changed, "kind")["schema"]["items"]["enum"].append("party")
    changed["info"]["description"] = "Another."
    assert breaking(RELEASED, RELEASED) == breaking(RELEASED, changed) == []
