"""The readable copy of the demo archive: whole, linked, and exact."""

import pytest
from django.utils import timezone, translation

from archive.models import PublicRecord
from archive.registry import registry
from tests.demo_archive import demo  # noqa: F401  a fixture
from tests.exports.copying import addresses, broken_links, copied, pages, words_of, write_copy
from tests.home.facts import ABSENT, FIELDS, PARTNERS, THEMES, WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_every_record_has_its_page_which_leads_to_its_document(demo, tmp_path):  # noqa: F811
    write_copy(tmp_path)
    files = copied()
    records = PublicRecord.objects.filter(live=True).select_related("entry")
    for record in records:
        page = f"{registry[record.kind].plural}/{record.key}"
        plural = registry[record.kind].plural
        lines = (tmp_path / f"documents/{plural}.ndjson").read_bytes().split(b"\n")
        line = lines.index(record.entry.content) + 1
        leads = f'line {line} of <a href="../../documents/{plural}.ndjson">{plural}.ndjson</a>'
        assert leads.encode() in files[f"{page}.html"]
        assert f"<code>{record.uid}</code>".encode() in files[f"{page}.html"]
        assert f"<code>{record.entry.digest}</code>".encode() in files[f"{page}.html"]
    lists = {f"{registry[record.kind].plural}/index.html" for record in records} - {
        "site/index.html"
    }
    assert len(files) == len(records) + len(lists) + 2


def test_every_link_leads_to_a_file(demo, tmp_path):  # noqa: F811
    copy = write_copy(tmp_path)
    assert sum(1 for _page in pages(copy)) > 30
    assert broken_links(copy) == []
    for path, page in pages(copy):
        assert len(page.css("h1")) == 1, path
        assert page.css_first("title").text(strip=True), path


def test_nothing_is_loaded_from_elsewhere(demo, tmp_path):  # noqa: F811
    copy = write_copy(tmp_path)
    loaded = [
        address
        for _path, page in pages(copy)
        for tag, _name, address in addresses(page)
        if tag != "a"
    ]
    assert len(loaded) > 30
    assert [url for url in loaded if ":" in url or url.startswith("//")] == []
    assert "url(" not in (copy / "style.css").read_text()


def test_wp1725_has_its_stated_facts_and_none_that_is_not(demo, tmp_path):  # noqa: F811
    copy = write_copy(tmp_path)
    page = copy / "events" / "WP1725.html"
    text = words_of(page)
    stated = [value for value in FIELDS.values() if isinstance(value, str) and "-" not in value]
    stated += FIELDS["kind_stated"]
    stated += [name for name, _country, _kind in PARTNERS]
    linked = [copy / path for path in ("series/human-rights.html", "quotes/index.html")]
    linked += (copy / "references").glob("*.html")
    everything = " ".join([text, *map(words_of, linked)])
    assert [value for value in stated if value.lower() not in text.lower()] == []
    assert [phrase for phrase in WORDS if phrase not in everything] == []
    assert [theme for theme in THEMES if theme not in text.lower()] == []
    assert [phrase for phrase in ABSENT if phrase in text] == []
    for name in ("Dates", "Place", "Mode"):
        assert f"{name} not stated" in text


def test_a_series_shows_its_gaps_in_their_place(demo, tmp_path):  # noqa: F811
    text = words_of(write_copy(tmp_path) / "series" / "human-rights.html")
    places = ["No. 9", "No. 10: no record found", "No. 11", "No. 13–14: no record found", "No. 15"]
    positions = [text.index(place, text.index("Editions Peaceful")) for place in places]
    assert positions == sorted(positions)


def test_the_locale_of_the_process_changes_no_byte(demo):  # noqa: F811
    before = copied()
    with translation.override("fr"), timezone.override("Pacific/Auckland"):
        assert copied() == before
