"""The checksum of the whole set proves that a mirror is complete."""

import hashlib

import pytest

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from tests.api.helpers import assert_problem, read
from tests.factories import make_partner, make_theme, publish
from tests.shared import shared

pytestmark = pytest.mark.django_db

CHANGES = "/api/v1/changes/"


def checksum(items: list[dict]) -> dict:
    """The checksum of what a mirror holds, as the documentation words it."""
    lines = sorted(f"{item['id']} {item['digest']}\n" for item in items)
    return {"count": len(lines), "sha256": hashlib.sha256("".join(lines).encode()).hexdigest()}


@shared
def themes():
    themes = [make_theme(label=f"Theme {number}") for number in range(5)]
    make_partner(name="A ministry")
    themes[0].unpublish()
    catch_up()
    return themes


@pytest.mark.parametrize("query", ["checksum=true", "checksum=true&kind=theme"])
def test_it_is_that_of_all_public_records_of_the_asked_kinds(reader, themes, query):
    page = read(reader, f"{CHANGES}?{query}")
    assert page["set"] == checksum([item for item in page["results"] if item["document"]])


def test_it_stands_on_the_last_page_alone(reader, themes):
    pages = [read(reader, f"{CHANGES}?checksum=true&limit=5")]
    while pages[-1]["more"]:
        pages.append(read(reader, pages[-1]["next"]))
    assert [page["set"] is None for page in pages] == [True] * (len(pages) - 1) + [False]
    items = [item for page in pages for item in page["results"] if item["document"]]
    assert pages[-1]["set"] == checksum(items)


def test_it_follows_every_change(reader, themes):
    checksums = {read(reader, f"{CHANGES}?checksum=true")["set"]["sha256"]}
    themes[1].summary = "Changed"
    publish(themes[1])
    catch_up()
    checksums.add(read(reader, f"{CHANGES}?checksum=true")["set"]["sha256"])
    themes[2].delete()
    catch_up()
    last = read(reader, f"{CHANGES}?checksum=true")["set"]
    assert len(checksums | {last["sha256"]}) == 3
    assert last["count"] == PublicRecord.objects.filter(live=True).count()


def test_nobody_pays_for_it_unasked_and_everybody_once(reader, themes, django_assert_num_queries):
    assert read(reader, CHANGES)["set"] is None
    with django_assert_num_queries(4):
        read(reader, f"{CHANGES}?checksum=true")
    with django_assert_num_queries(3):
        read(reader, f"{CHANGES}?checksum=true")


def test_it_is_asked_for_with_one_word(reader):
    assert_problem(reader.get(f"{CHANGES}?checksum=yes"), 400, "invalid_parameter")
