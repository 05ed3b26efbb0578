"""What the API says of WP1725 and its series: every stated fact, and nothing else."""

import html
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from . import facts

# Identities, addresses and times are the archive's own.
NOT_WORDS = {"id", "url", "html_url", "key", "slug", "meta", "locale", "type", "previous", "next"}

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.same_on_all_databases]


def read(path: str) -> dict:
    """The JSON at `path`, which may be an absolute address of the API."""
    response = Client().get(path.removeprefix(settings.API_ORIGIN))
    assert response.status_code == 200, (path, response.content)
    return response.json()


def texts(value: object) -> Iterator[str]:
    """Every piece of text that `value` says to a reader, without markup."""
    if isinstance(value, str):
        yield html.unescape(re.sub(r"<[^>]+>", " ", value))
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in NOT_WORDS:
                yield from texts(item)


def links(value: object) -> Iterator[str]:
    """The address of every document that `value` links to."""
    if isinstance(value, list):
        for item in value:
            yield from links(item)
    elif isinstance(value, dict):
        if {"id", "type", "key", "url"} <= value.keys():
            yield value["url"]
        for item in value.values():
            yield from links(item)


@pytest.fixture
def event() -> dict:
    return read("/api/v1/events/WP1725/")


@pytest.mark.parametrize("name", facts.FIELDS)
def test_a_stated_field_is_as_stated(event, name):
    assert event[name] == facts.FIELDS[name]


def test_every_stated_word_stands_in_the_event_or_in_what_it_links_to(event):
    documents = [event, *map(read, sorted(set(links(event)) - {event["url"]}))]
    text = "\n".join(part for document in documents for part in texts(document))
    assert [phrase for phrase in facts.WORDS if phrase.lower() not in text.lower()] == []


def test_partners_come_in_the_order_of_the_page_with_its_texts(event):
    partners = [partnership["partner"] for partnership in event["partners"]]
    assert [
        (partner["title"], partner["country"], read(partner["url"])["kind"]) for partner in partners
    ] == facts.PARTNERS
    assert {(link["role"], link["role_stated"]) for link in event["partners"]} == {
        ("partner", "being developed in partnership with")
    }
    assert event["organiser"]["title"] == "Wilton Park"


def test_quotations_are_carried_word_for_word_with_their_attribution(event):
    first, second = event["quotes"]
    assert (first["text"], second["text"]) == (facts.QUOTE_1, facts.QUOTE_2)
    assert [block["value"]["text"] for block in event["body"] if block["type"] == "quote"] == [
        facts.QUOTE_1,
        facts.QUOTE_2,
    ]
    quotes = [
        (quote["text"], quote["speaker"]["title"], quote["role_then"], quote["occasion"])
        for quote in (read(first["url"]), read(second["url"]))
    ]
    assert [quote[:3] for quote in quotes] == [
        (facts.QUOTE_1, "António Guterres", "Secretary-General (United Nations)"),
        (facts.QUOTE_2, "Michelle Bachelet", "High Commissioner for Human Rights"),
    ]
    for (*_, occasion), year in zip(quotes, ("2017", "2018"), strict=True):
        assert occasion["event"] is None
        assert occasion["reference"] is not None
        assert (occasion["dates"]["edtf"], occasion["dates"]["precision"]) == (year, "year")


def test_themes_are_the_five_that_the_page_supports(event):
    assert {theme["title"].lower() for theme in event["themes"]} == facts.THEMES


def test_what_the_page_does_not_state_is_null(event):
    assert {name: event[name] for name in facts.EMPTY} == dict.fromkeys(facts.EMPTY)
    assert {name: event[name] for name in facts.EMPTY_LISTS} == {
        name: [] for name in facts.EMPTY_LISTS
    }
    assert (event["dates"].pop("days"), set(event["dates"].values())) == ([], {None, "none"})
    assert [action["url"] for action in event["calls_to_action"]] == [None]
    assert [(source["url"], source["retrieved"]) for source in event["sources"]] == [(None, None)]


def test_what_the_page_does_not_state_of_its_references_is_null(event):
    references = {reference["key"]: reference for reference in event["references"]}
    appeal = references["13th-june-appeal"]
    assert (appeal["dates"].pop("days"), set(appeal["dates"].values())) == ([], {None, "none"})
    assert appeal["website"] is None
    assert references["human-rights-council-2017"]["session_number"] is None
    assert references["un-general-assembly-73rd-session"]["session_number"] == 73


def test_no_number_is_there_that_the_page_does_not_state(event):
    numbers = {number for text in texts(event) for number in re.findall(r"\d+", text)}
    assert numbers == facts.NUMBERS


def test_nothing_of_the_page_around_the_event_is_there(event):
    text = "\n".join(texts(event))
    assert [phrase for phrase in facts.ABSENT if phrase.lower() in text.lower()] == []


def test_editions_are_those_that_public_pages_tell_of():
    editions = [
        read(event["url"])
        for event in read("/api/v1/events/?series=human-rights&ordering=ordinal")["results"]
    ]
    rows = [
        (
            edition["ordinal"],
            edition["ordinal_basis"],
            edition["code"],
            edition["title"],
            edition["dates"]["start"],
            edition["dates"]["end"],
            [partnership["partner"]["country"] for partnership in edition["partners"]],
        )
        for edition in editions
    ]
    assert rows == facts.EDITIONS
    assert [edition["phase"] for edition in editions] == [None, None, None, None, "planned"]


def test_the_series_shows_its_gaps():
    series = read("/api/v1/series/human-rights/")
    assert series["gaps"] == [10, 13, 14]
    assert series["editions"]["count"] == 5
    assert series["cadence_stated"] == "annual"


@pytest.mark.parametrize(
    "plural", ["series", "events", "quotes", "partners", "people", "themes", "references"]
)
def test_every_record_has_a_source(plural):
    records = read(f"/api/v1/{plural}/?limit=100")["results"]
    assert records
    assert [record["key"] for record in records if not read(record["url"])["sources"]] == []
