"""Answers hold what a page needs of other records, and no more."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from cms.models import Appearance, Partnership
from tests.api.helpers import assert_problem, read
from tests.demo_archive import demo  # noqa: F401  a fixture
from tests.factories import make_event, make_image, make_partner, make_person, make_series
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
EVENTS = "/api/v1/events/"
EVERY = ["card", "portrait", "hero", "logo"]


@shared
def archive():
    """Twenty editions, each with a picture and with the logos of one or two partners."""
    series = make_series(title="A series")
    logos = [make_image(title=f"Logo {number}", size=(300, 200)) for number in range(2)]
    partners = [make_partner(logo=logo) for logo in logos]
    picture = make_image(title="A hall", size=(2000, 1200))
    for number in range(20):
        event = make_event(
            series=series, ordinal=number + 1, title=f"Edition {number}", image=picture
        )
        for partner in partners[: 1 + number % 2]:
            Partnership.objects.create(event=event, partner=partner)
    Appearance.objects.create(
        event=event, person=make_person(name="A person", portrait=picture), capacity="chair"
    )
    catch_up()


def objects_in(value: Any) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            yield from objects_in(item)


def stated_in(value: Any) -> set[str]:
    """What a document says, beside the names and API addresses of records."""
    if isinstance(value, dict):
        names = value.keys() - {"id", "key", "slug", "type", "url"}
        return set().union(*(stated_in(value[name]) for name in names))
    if isinstance(value, list):
        return set().union(*map(stated_in, value))
    return set() if value is None else {str(value)}


def test_the_page_of_an_edition_has_all_facts_in_less_than_9_kb(demo, reader):  # noqa: F811
    """With the request of docs/front-end.md, and addresses as long as those of `make run`."""
    guide = Path("docs/front-end.md").read_text()
    [address] = re.findall(r"(/api/v1/events/WP1725/\?fields=html_url,\S+)\"", guide)
    response = reader.get(address)
    origin = settings.FRONTEND_ORIGIN.encode()
    content = response.content.replace(origin, b"http://localhost:8001")
    assert len(content) < 9_000
    whole = read(reader, "/api/v1/events/WP1725/")
    assert stated_in(whole) - stated_in(response.json()) == set()


def test_every_link_leads_to_a_page(demo, reader):  # noqa: F811
    links = {}
    for record in PublicRecord.objects.filter(live=True).exclude(kind="site"):
        document = read(reader, f"/api/v1/{registry[record.kind].plural}/{record.key}/")
        for linked in objects_in(document):
            if {"id", "type", "key", "url"} <= linked.keys():
                links[linked["html_url"]] = linked["id"]
    assert len(links) > 20
    for address, uid in links.items():
        path = urlencode({"path": address.removeprefix("https://www.test")})
        resolved = read(reader, f"/api/v1/resolve/?{path}")
        assert (resolved["status"], resolved["document"]["id"]) == (200, uid), address


def test_twenty_editions_with_pictures_and_logos_are_light(reader, archive):
    response = reader.get(EVENTS)
    assert len(response.content) < 60_000
    [first, *others] = response.json()["results"]
    assert len(others) == 19
    assert list(first["image"]["profiles"]) == ["card"]
    logos = [partnership["partner"]["logo"] for partnership in first["partners"]]
    assert [list(logo["profiles"]) for logo in logos] == [["logo"]] * 2
    card = first["image"]["profiles"]["card"]
    assert [source["type"] for source in card["sources"]] == ["image/avif"]
    assert card["src"].endswith(".png")


def test_a_document_has_its_own_picture_in_every_profile(reader, archive):
    [event] = read(reader, f"{EVENTS}?ordinal=1&fields=*")["results"]
    assert event == read(reader, f"{EVENTS}{event['key']}/")
    assert list(event["image"]["profiles"]) == EVERY
    assert list(event["partners"][0]["partner"]["logo"]["profiles"]) == ["logo"]
    [event] = read(reader, f"{EVENTS}?ordinal=20&fields=*")["results"]
    assert list(event["people"][0]["person"]["portrait"]["profiles"]) == ["portrait"]


@pytest.mark.parametrize(
    ("address", "path", "profile"),
    [
        ("partners/", "logo", "logo"),
        ("people/", "portrait", "portrait"),
        ("events/", "image", "card"),
        ("images/", "", "card"),
    ],
)
def test_an_item_has_the_profile_that_fits(reader, archive, address, path, profile):
    for query in ("", f"?fields={path}.profiles" if path else "?fields=profiles"):
        item = read(reader, f"/api/v1/{address}{query}")["results"][0]
        assert list((item[path] if path else item)["profiles"]) == [profile]


def test_profiles_reach_every_picture(reader, archive, django_assert_max_num_queries):
    query = "?limit=2&profiles=hero,card&expand=partners"
    with django_assert_max_num_queries(6):
        page = read(reader, f"{EVENTS}{query}")
    pictures = [picture for picture in objects_in(page) if "profiles" in picture]
    assert len(pictures) == 5
    for picture in pictures:
        assert set(picture["profiles"]) == {"hero", "card"}
        whole = read(reader, picture["url"].removeprefix("https://api.test"))
        assert picture["profiles"] == {name: whole["profiles"][name] for name in ("hero", "card")}
    event = read(reader, f"{EVENTS}{page['results'][0]['key']}/?profiles=logo")
    assert {name for member in objects_in(event) for name in member.get("profiles", ())} == {"logo"}


def test_fields_reach_into_profiles(reader, archive):
    [item] = read(reader, f"{EVENTS}?ordinal=1&fields=image.profiles.card.src")["results"]
    assert list(item["image"]["profiles"]["card"]) == ["src"]
    query = "fields=image.profiles.hero.width&profiles=hero"
    [item] = read(reader, f"{EVENTS}?ordinal=1&{query}")["results"]
    assert item["image"]["profiles"]["hero"]["width"] == 1800
    problem = reader.get(f"{EVENTS}?fields=image.profiles.cards")
    assert_problem(problem, 400, "invalid_parameter")
    problem = assert_problem(reader.get(f"{EVENTS}?profiles=heroes"), 400, "invalid_parameter")
    assert problem["errors"][0]["nearest"] == "hero"
