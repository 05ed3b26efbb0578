"""The readable copy: complete, exact, inert, and the same bytes each time."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from django.utils import timezone

from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.models import CustomRendition, EventTheme
from exports.copy import addresses as copy_addresses
from exports.copy.paths import name_of
from tests import factories
from tests.exports.copying import addresses, broken_links, copied, pages, words_of, write_copy
from tests.serving import database_url
from tests.threats.conftest import CANARY, archive  # noqa: F401  a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

HOSTILE = (
    "</title></script><script>document.hacked=1</script>"
    '<img src="http://evil.test/x" onerror="document.hacked=1">\u202eevil'
)


def test_a_list_of_thousands_goes_on_on_further_pages(monkeypatch, tmp_path):
    monkeypatch.setattr(copy_addresses, "PER_PAGE", 4)
    theme = factories.make_theme(label="Peace")
    series = factories.make_series(title="Talks")
    for number in (1, 2, 3, 5, 8, 9, 10, 11, 12):
        event = factories.make_event(series=series, title=f"Talk {number}", ordinal=number)
        EventTheme.objects.create(event=event, theme=theme)
    copy = write_copy(tmp_path)
    assert broken_links(copy) == []
    text = " ".join(
        words_of(copy / "series" / f"{name}.html") for name in ("talks", "talks~2", "talks~3")
    )
    assert [text.count(f" Talk {number} No.") for number in (1, 5, 8, 12)] == [1, 1, 1, 1]
    assert "No. 6–7: no record found" in text
    assert not (copy / "series" / "talks~4.html").exists()
    assert (copy / "themes" / "peace~3.html").is_file()
    assert (copy / "events" / "index~3.html").is_file()


def test_a_copy_of_one_series_has_plain_words_for_what_it_does_not_hold(tmp_path):
    one, two = factories.make_series(title="One"), factories.make_series(title="Two")
    event = factories.make_event(series=one, title="First")
    factories.make_event(series=two, title="Far", code="FAR1")
    theme = factories.make_theme(label="Peace", broader=factories.make_theme(label="All"))
    EventTheme.objects.create(event=event, theme=theme)
    copy = write_copy(tmp_path, series="one")
    assert broken_links(copy) == []
    assert not (copy / "events" / "FAR1.html").exists()
    assert (copy / "themes" / "all.html").exists() == (
        b'href="../themes/all.html"' in (copy / "themes" / "peace.html").read_bytes()
    )


def test_a_file_that_the_copy_lacks_is_not_linked(tmp_path):
    image = factories.make_image(title="Hall", alt_text="A round hall")
    factories.make_series(title="Talks", image=image)
    catch_up()
    CustomRendition.objects.all().delete()
    copy = write_copy(tmp_path)
    assert broken_links(copy) == []
    assert "not part of this copy. It shows: A round hall" in words_of(copy / "series/talks.html")


def test_the_history_says_what_was_redacted_and_when():
    theme = factories.make_theme(label="Before")
    catch_up()
    theme.label = "After"
    theme.save()
    catch_up()
    first, second = Entry.objects.filter(kind="theme").order_by("sequence")
    Entry.objects.filter(pk=first.pk).update(
        body=None, redacted_at=timezone.now(), redaction_reason="A private address"
    )
    page = copied()["themes/before.html"].decode()
    rows = page[page.index("<tbody>") :]
    assert rows.index(f"<td>{second.pk}</td>") < rows.index(f"<td>{first.pk}</td>")
    assert "<td>Redacted</td><td>A private address</td>" in rows


def test_hostile_words_stay_words(tmp_path):
    factories.make_theme(label=HOSTILE[:200], summary=HOSTILE)
    factories.make_person(name=f"A {HOSTILE}"[:200], honorific="<b>Dr</b>")
    factories.make_quote(text=f"{HOSTILE}\n{HOSTILE}", attribution_stated="javascript:alert(1)")
    body = [
        {"type": "paragraph", "value": f'<p>{HOSTILE} <a href="javascript:alert(1)">a</a></p>'},
        {"type": "heading", "value": {"text": HOSTILE, "level": "2"}},
    ]
    event = factories.make_event(title=HOSTILE[:200], code="X1", summary=HOSTILE)
    event.body = orjson.dumps(body).decode()
    factories.publish(event)
    copy = write_copy(tmp_path)
    assert broken_links(copy) == []
    for path, page in pages(copy):
        assert page.css("script, iframe, object, embed, form, base, link[rel=import]") == [], path
        assert page.css("img") == [], path
        for node in page.css("*"):
            assert [name for name in node.attributes if name.startswith("on")] == [], path
        for _tag, _name, address in addresses(page):
            assert not address.lower().startswith(("javascript:", "data:", "//")), path
        title = page.css_first("title").text()
        assert "\u202e" not in title
    assert "</script><script>document.hacked=1</script>" in words_of(copy / "events/X1.html")


def test_nothing_hidden_is_in_it(archive):  # noqa: F811
    files = copied()
    assert b"A ministry" in files["events/AB1.html"]
    assert [path for path, body in files.items() if CANARY in path or CANARY.encode() in body] == []


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("WP1725", "WP1725"),
        ("a.b_c-d", "a.b_c-d"),
        ("index", "index-" + hashlib.sha256(b"index").hexdigest()[:12]),
        ("con", "con-" + hashlib.sha256(b"con").hexdigest()[:12]),
        ("fête", "f-te-" + hashlib.sha256("fête".encode()).hexdigest()[:12]),
        ("..", hashlib.sha256(b"..").hexdigest()[:12]),
        ("a/../b", "a-b-" + hashlib.sha256(b"a/../b").hexdigest()[:12]),
        ("会議", hashlib.sha256("会議".encode()).hexdigest()[:12]),
    ],
)
def test_a_key_becomes_a_name_that_every_file_system_takes(key, name):
    assert name_of(key) == name


def test_a_long_key_becomes_a_short_name():
    assert len(name_of("a" * 255)) < 100
    assert name_of("a" * 255) != name_of("a" * 254)


SUM = """
import hashlib, django
django.setup()
from exports.html_copy import html_copy
from exports.snapshot import open_snapshot
digest = hashlib.sha256()
with open_snapshot() as source:
    for path, body in html_copy(source):
        digest.update(path.encode() + b"\\0" + body)
print(digest.hexdigest())
"""


def sum_in_a_process_of_its_own(**environment: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", SUM],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "DATABASE_URL": database_url(), **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout.strip()


@pytest.mark.django_db(transaction=True)
def test_fault_29_two_processes_with_other_seeds_zones_and_locales_write_the_same_bytes():
    series = factories.make_series(title="Talks")
    theme = factories.make_theme(label="Ärger")
    for number in (1, 2, 4):
        event = factories.make_event(series=series, title=f"Talk {number}", ordinal=number)
        EventTheme.objects.create(event=event, theme=theme)
    catch_up()
    one = sum_in_a_process_of_its_own(PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C.UTF-8")
    two = sum_in_a_process_of_its_own(PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="de_DE")
    assert one == two
