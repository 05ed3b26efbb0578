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

pytestmark = pytest.mark.usefixtures("demo")


def read(path: str) -> dict:
    """The JSON at `path`, which may be an absolute address of the API."""
    response = Client().get(path.removeprefix(settings.API_ORIGIN))
    assert response.status_code == 200, (path, response.content)
    return response.json()


def words(value: object) -> Iterator[str]:
    """Every piece of text that `value` says to a reader, without markup."""
    if isinstance(value, str):
        yield html.unescape(re.sub(r"<[^>]+>", " ", value))
    elif isinstance(value, list):
        for each in value:
            yield from words(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in NOT_WORDS:
                yield from words(each)


def links(value: object) -> Iterator[str]:
    """The address of every document that `value` links to."""
    if isinstance(value, list):
        for each in value:
            yield from links(each)
    elif isinstance(value, dict):
        if {"id", "type", "key", "url"} <= value.keys():
            yield value["url"]
        for each in value.values():
            yield from links(each)


@pytest.fixture
def event() -> dict:
    return read("/api/v1/events/WP1725/")


@pytest.mark.parametrize("name", facts.FIELDS)
def test_a_stated_field_is_as_stated(event, name):
    assert event[name] == facts.FIELDS[name]


def test_every_stated_word_stands_in_the_event_or_in_what_it_links_to(event):
    documents = [event, *map(read, sorted(set(links(event)) - {event["url"]}))]
    told = "\n".join(text for document in documents for text in words(document))
    assert [each for each in facts.WORDS if each.lower() not in told.lower()] == []


def test_partners_come_in_the_order_of_the_page_with_its_words(event):
    found = [
        (each["partner"]["title"], each["partner"]["country"], read(each["partner"]["url"])["kind"])
        for each in event["partners"]
    ]
    assert found == facts.PARTNERS
    assert {(each["role"], each["role_stated"]) for each in event["partners"]} == {
        ("partner", "being developed in partnership with")
    }
    assert event["organiser"]["title"] == "Wilton Park"


def test_quotations_are_carried_word_for_word_with_their_attribution(event):
    first, second = event["quotes"]
    assert (first["text"], second["text"]) == (facts.QUOTE_1, facts.QUOTE_2)
    assert [each["value"]["text"] for each in event["body"] if each["type"] == "quote"] == [
        facts.QUOTE_1,
        facts.QUOTE_2,
    ]
    told = [
        (quote["text"], quote["speaker"]["title"], quote["role_then"], quote["occasion"])
        for quote in (read(first["url"]), read(second["url"]))
    ]
    assert [each[:3] for each in told] == [
        (facts.QUOTE_1, "António Guterres", "Secretary-General (United Nations)"),
        (facts.QUOTE_2, "Michelle Bachelet", "High Commissioner for Human Rights"),
    ]
    for (*_, occasion), year in zip(told, ("2017", "2018"), strict=True):
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
    assert set(event["dates"].values()) == {None, "none"}
    assert [each["url"] for each in event["calls_to_action"]] == [None]
    assert [(each["url"], each["retrieved"]) for each in event["sources"]] == [(None, None)]


def test_what_the_page_does_not_state_of_its_references_is_null(event):
    references = {each["key"]: each for each in event["references"]}
    appeal = references["13th-june-appeal"]
    assert set(appeal["dates"].values()) == {None, "none"}
    assert appeal["website"] is None
    assert references["human-rights-council-2017"]["session_number"] is None
    assert references["un-general-assembly-73rd-session"]["session_number"] == 73


def test_no_number_is_there_that_the_page_does_not_state(event):
    numbers = {each for text in words(event) for each in re.findall(r"\d+", text)}
    assert numbers == facts.NUMBERS


def test_nothing_of_the_page_around_the_event_is_there(event):
    told = "\n".join(words(event))
    assert [each for each in facts.ABSENT if each.lower() in told.lower()] == []


def test_editions_are_those_that_public_pages_tell_of():
    editions = [
        read(each["url"])
        for each in read("/api/v1/events/?series=human-rights&ordering=ordinal")["results"]
    ]
    found = [
        (
            each["ordinal"],
            each["ordinal_basis"],
            each["code"],
            each["title"],
            each["dates"]["start"],
            each["dates"]["end"],
            [partnership["partner"]["country"] for partnership in each["partners"]],
        )
        for each in editions
    ]
    assert found == facts.EDITIONS
    assert [each["phase"] for each in editions] == [None, None, None, None, "planned"]


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
    assert [each["key"] for each in records if not read(each["url"])["sources"]] == []
