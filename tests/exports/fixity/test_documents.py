"""The log has the fixity of files: a document that has changed is named, and nothing serves it."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.models import CustomRendition
from exports.fixity.in_part import InPart
from tests import factories
from tests.api.helpers import assert_problem, read
from tests.archive.helpers import verify
from tests.exports.helpers import export, lines_of
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
ADDRESS = "/api/v1/themes/peace/"


@shared
def theme():
    """A theme with an earlier version, number 2, and the one that is public, number 3."""
    theme = factories.make_theme(label="Peace", slug="peace", summary="First words")
    catch_up()
    theme.summary = "Second words"
    factories.publish(theme)
    catch_up()
    return theme


def flip(sequence: int, old: bytes, new: bytes) -> Entry:
    entry = Entry.objects.get(pk=sequence)
    assert old in entry.stored
    Entry.objects.filter(pk=sequence).update(body=entry.stored.replace(old, new, 1))
    return entry


# In the words, in the syntax, and at the end.
FLIPS = [(b"Second", b"Secood"), (b'{"', b"{c"), (b"}", b"|")]


@pytest.mark.parametrize("flipped", FLIPS)
def test_a_flipped_bit_is_named_and_the_check_goes_on(theme, flipped):
    other = factories.make_theme(label="Calm", slug="calm")
    catch_up()
    flip(3, *flipped)
    type(other).objects.filter(pk=other.pk).update(summary="Changed by SQL")

    code, out = verify()

    assert (code, sorted(out.splitlines())) == (
        1,
        ["differs: theme calm at 4", "digest: theme peace at 3"],
    )


@pytest.mark.parametrize("flipped", FLIPS)
@pytest.mark.parametrize("kind", ["bag", "ndjson", "mirror"])
def test_no_export_seals_it(theme, flipped, kind, tmp_path):
    flip(3, *flipped)
    with pytest.raises(CommandError, match="stored bytes of entry 3") as error:
        export(tmp_path / "out", "--format", kind)
    assert error.value.returncode == 2
    assert not (tmp_path / "out").exists()


def test_no_bag_seals_an_earlier_version(theme, tmp_path):
    flip(2, b"First", b"Fjrst")
    with pytest.raises(CommandError, match="stored bytes of entry 2"):
        export(tmp_path / "bag")
    assert export(tmp_path / "documents", "--format", "ndjson").exists()


@pytest.mark.parametrize("found_by", ["verify", "export"])
def test_once_known_it_is_served_no_more(theme, reader, found_by, tmp_path):
    etag = reader.get(ADDRESS).headers["ETag"]
    flip(3, b"Second", b"Secood")
    if found_by == "verify":
        verify()
    else:
        with pytest.raises(CommandError):
            export(tmp_path / "bag")

    urls = [
        ADDRESS,
        *(ADDRESS + rest for rest in ("history/3/", "?fields=title", "?as_of=2100-01-01")),
    ]
    urls += ["/api/v1/themes/?fields=summary", "/api/v1/themes.csv", "/api/v1/sitemap/1.xml"]
    urls += ["/api/v1/changes/?include=documents"]
    for url in urls:
        response = reader.get(url, headers={"if-none-match": etag})
        assert response.status_code in (503, 404) or b"Sec" not in response.getvalue(), url
    assert_problem(reader.get(ADDRESS, headers={"if-none-match": etag}), 503, "unavailable")
    assert read(reader, f"{ADDRESS}history/2/")["summary"] == "First words"
    listed = read(reader, f"{ADDRESS}history/")["results"]
    assert [version["available"] for version in listed] == [False, True]


@pytest.mark.parametrize("name", ["bag", "bag.zip", "bag.tar"])
@pytest.mark.parametrize("number", [2, 3])
def test_a_bag_puts_it_back(theme, reader, name, number, tmp_path):
    before = Entry.objects.get(pk=number).stored
    bag = export(tmp_path / name)
    flip(number, b"words", b"wards")
    assert verify()[0] == 1

    assert verify("--repair-from", str(bag)) == (0, "")

    entry = Entry.objects.get(pk=number)
    assert (entry.content, entry.damaged_at) == (before, None)
    assert Entry.objects.count() == 3
    assert read(reader, f"{ADDRESS}history/{number}/")["summary"].endswith("words")


@pytest.mark.parametrize(
    ("number", "damage", "way"),
    [
        (2, {"digest": "0" * 64}, "--repair-from"),
        (3, {"digest": ""}, "--repair-from"),
        (3, {"digest": "0" * 64}, "--repair"),
    ],
)
def test_a_damaged_digest_is_put_back_too(theme, number, damage, way, tmp_path):
    before = Entry.objects.get(pk=number)
    bag = export(tmp_path / "bag")
    Entry.objects.filter(pk=number).update(**damage)
    assert "digest: theme peace at" in verify()[1]

    assert verify(way, *([str(bag)] if way == "--repair-from" else [])) == (0, "")

    entry = Entry.objects.get(pk=number)
    assert (entry.digest, entry.content, entry.damaged_at) == (before.digest, before.stored, None)
    assert Entry.objects.count() == 3


@pytest.mark.parametrize(
    ("number", "damage"),
    [
        (2, {"kind": "themf"}),
        (3, {"key": "qeace"}),
        (3, {"locale": "eo"}),
        (2, {"uid": UUID(int=1)}),
        (2, {"recorded_at": datetime(2016, 1, 13, tzinfo=UTC)}),
        (3, {"kind": "event", "key": "WP1725"}),
    ],
)
def test_an_entry_that_names_another_record_than_its_document_is_put_back(theme, number, damage):
    before = Entry.objects.get(pk=number)
    Entry.objects.filter(pk=number).update(**damage)

    code, out = verify()
    assert code == 1
    assert f"columns: {', '.join(damage)} of the entry {number}\n" in out

    assert verify("--repair") == (0, "")
    entry = Entry.objects.get(pk=number)
    assert {name: getattr(entry, name) for name in damage} == {
        name: getattr(before, name) for name in damage
    }


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has types for them")
@pytest.mark.parametrize(
    ("number", "column", "value"),
    [
        (2, "uid", "5f0c-"),
        (3, "uid", b"\xe1" * 32),
        (2, "kind", b"\xf4heme"),
        (3, "key", b"pe\xe1ce"),
        (3, "action", "qublish"),
        (3, "recorded_at", "2026-13-01 10:00:00"),
        (2, "digest", b"\xe1" * 64),
        (3, "damaged_at", "x"),
    ],
)
def test_a_column_that_nobody_can_read_is_named_and_put_back(
    theme, number, column, value, tmp_path
):
    before = Entry.objects.get(pk=number)
    bag = export(tmp_path / "bag")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(
            f"UPDATE archive_entry SET {column} = CAST(%s AS TEXT) WHERE sequence = %s",
            [value, number],
        )
        cursor.execute("PRAGMA ignore_check_constraints = OFF")

    assert verify() == (1, f"columns: {column} of the entry {number}\n")
    assert verify("--repair-from", str(bag)) == (0, "")

    entry = Entry.objects.get(pk=number)
    assert getattr(entry, column) == getattr(before, column)
    assert Entry.objects.count() == 3


def test_what_is_public_is_rendered_again_without_a_bag(theme, reader):
    etag = reader.get(ADDRESS).headers["ETag"]
    flip(3, b"Second", b"Secood")
    assert verify()[0] == 1

    assert verify("--repair") == (0, "")

    assert Entry.objects.count() == 3
    assert reader.get(ADDRESS).headers["ETag"] == etag


def test_what_has_changed_since_is_published_anew_and_the_damage_stays_known(theme, reader):
    flip(3, b"Second", b"Secood")
    type(theme).objects.filter(pk=theme.pk).update(summary="Third words")

    assert verify("--repair") == (1, "digest: theme peace at 3\n")

    assert read(reader, ADDRESS)["summary"] == "Third words"


@pytest.mark.parametrize("name", ["missing", "bag.txt"])
def test_a_bag_that_is_none_is_refused_in_a_line(theme, name, tmp_path):
    (tmp_path / "bag.txt").write_text("words")
    with pytest.raises(CommandError) as error:
        call_command("archive_verify", "--repair-from", str(tmp_path / name))
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("lost", ["missing", "empty"])
def test_a_rendition_is_made_again_from_its_original(lost, tmp_path):
    theme = factories.make_theme(label="Peace")
    factories.make_series(title="A series", image=factories.make_image())
    catch_up()
    first = export(tmp_path / "first")
    rendition = CustomRendition.objects.first()
    storage, name = rendition.file.storage, rendition.file.name
    content = (first / "data/media" / name).read_bytes()
    storage.delete(name)
    if lost == "empty":
        with storage.open(name, "wb"):
            pass

    again = export(tmp_path / "again")

    assert (again / "data/media" / name).read_bytes() == content
    assert theme.pk


@shared
def editions():
    """Three editions, the first and the third changed since, and the second withdrawn since."""
    series = factories.make_series(title="Annual")
    first, second, third = (
        factories.make_event(series=series, title=f"Edition {ordinal}", ordinal=ordinal)
        for ordinal in (1, 2, 3)
    )
    catch_up()
    for event in (first, third):
        event.summary = "Newer words"
        factories.publish(event)
    catch_up()
    second.unpublish()
    catch_up()
    return [first, second, third]


def beside_the_second(name: str) -> Entry:
    """The newest version with the second edition under `name`."""
    entries = Entry.objects.filter(kind="event").order_by("-sequence")
    return next(
        entry
        for entry in entries
        if entry.body and (orjson.loads(entry.stored)[name] or {}).get("title") == "Edition 2"
    )


def test_a_public_bag_has_a_version_without_the_hidden_edition_beside_it(editions, tmp_path):
    bag = export(tmp_path / "bag")
    entries = {line["sequence"]: line for line in lines_of(bag / "data/history/entries.ndjson")}
    versions = (bag / "data/history/versions.ndjson").read_bytes().splitlines()
    for name in ("next", "previous"):
        line = entries[beside_the_second(name).sequence]
        body = versions[line["document"] - 1]
        assert hashlib.sha256(body).hexdigest() == line["digest"]
        assert orjson.loads(body)[name] is None
    assert b"Edition 2" not in b"".join(versions)


@pytest.mark.parametrize("flipped", [*FLIPS[1:], (b"Edition", b"Editiom")])
@pytest.mark.parametrize("name", ["next", "previous"])
@pytest.mark.parametrize("options", [(), ("--whole",)])
def test_a_bag_puts_back_a_version_that_it_has_in_part(editions, name, flipped, options, tmp_path):
    entry = beside_the_second(name)
    before = entry.stored
    bag = export(tmp_path / "bag.zip", *options)
    flip(entry.sequence, *flipped)
    assert verify()[0] == 1

    assert verify("--repair-from", str(bag)) == (0, "")

    entry.refresh_from_db()
    assert (entry.content, entry.damaged_at) == (before, None)


@pytest.mark.parametrize("line", [b'{"id": "%b", "next', b'["%b"]', b'{"title": "%b"}'])
def test_a_damaged_line_of_a_bag_is_no_copy_and_the_next_one_is(editions, line, tmp_path):
    entry = beside_the_second("next")
    bag = export(tmp_path / "bag")
    versions = bag / "data/history/versions.ndjson"
    versions.write_bytes(line % str(entry.uid).encode() + b"\n" + versions.read_bytes())
    flip(entry.sequence, b"Edition", b"Editiom")

    assert verify("--repair-from", str(bag)) == (0, "")

    entry.refresh_from_db()
    assert entry.damaged_at is None


def test_the_other_versions_are_read_once_for_all_that_a_bag_has(
    editions, django_assert_num_queries
):
    entry = beside_the_second("next")
    in_part = InPart([entry])
    body = orjson.dumps(orjson.loads(entry.stored) | {"next": None, "summary": "Other words"})
    with django_assert_num_queries(2):  # one for each side
        assert [in_part.completed(body) for _version in range(3)] == [{}, {}, {}]
