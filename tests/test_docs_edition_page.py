"""The program of docs/edition-page.md shows all that an edition states, and nothing else."""

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import (
    Appearance,
    EventQuote,
    EventReference,
    EventTheme,
    Partnership,
    ProgrammeItem,
)
from tests import factories
from tests.documentation import ROOT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("node") is None, reason="NOT TESTED: node is not installed"),
]


def page_of(event: dict, folder) -> str:
    page = (ROOT / "docs" / "edition-page.md").read_text()
    (folder / "edition.mjs").write_text(re.search(r"```js\n(.*?)```", page, re.DOTALL)[1])
    run = "import { pageOf } from './edition.mjs'; console.log(pageOf(JSON.parse(process.argv[2])))"
    (folder / "run.mjs").write_text(run)
    call = ["node", folder / "run.mjs", json.dumps(event)]
    return subprocess.run(call, check=True, capture_output=True, text=True, timeout=60).stdout


def test_the_page_of_an_edition_shows_what_is_stated(tmp_path):
    series = factories.make_series(title="Dialogues")
    tokyo = factories.make_venue(
        name="Hall", locality="Tokyo", country="JP", time_zone="Asia/Tokyo"
    )
    event = factories.make_event(
        series=series, code="AB2", ordinal=2, title="Peace & <health>", venue=tokyo,
        start="2016-01-13", end="2016-01-15", precision="day", phase="cancelled",
        organiser=factories.make_partner(name="A <host>"), access_stated="by invitation",
        summary="On a & b",
    )  # fmt: skip
    theme, cited = factories.make_theme(label="Health"), factories.make_reference(name="A treaty")
    EventTheme.objects.create(event=event, theme=theme)
    EventReference.objects.create(event=event, reference=cited)
    factories.make_event(series=series, code="AB1", ordinal=1, title="The first")
    partner = factories.make_partner(name="Finland", logo=factories.make_image(title="Lion"))
    Partnership.objects.create(event=event, partner=partner, role="host", role_stated="hosted by")
    Appearance.objects.create(
        event=event, person=factories.make_person(name="Ana Speaker"), capacity="chair",
        role_then="Judge", may_be_named=True,
    )  # fmt: skip
    EventQuote.objects.create(event=event, quote=factories.make_quote(text="Words beside"))
    begin = datetime(2016, 1, 13, 0, 0, tzinfo=UTC)  # nine in the morning in Tokyo
    ProgrammeItem.objects.create(
        event=event, title="Opening", start=begin, end=begin + timedelta(minutes=90)
    )
    catch_up()
    stored = PublicRecord.objects.get(key="AB2").entry
    html = page_of(orjson.loads(stored.content), tmp_path)

    assert "<h1>Peace &#38; &#60;health&#62;</h1>" in html
    assert "Cancelled · January 13 – 15, 2016" in re.sub(r"\s", " ", html)
    assert "<p>AB2, edition 2 (not stated), conference, by invitation · <a href=" in html
    assert ">A &#60;host&#62;</a></p>\n<p>On a &#38; b</p>" in html
    assert html.index(">A treaty</a>") < html.index(">Health</a>")
    assert re.search(r'<a href="/venues/hall/">Hall</a>, Tokyo, Japan', html)
    assert "<time>2016-01-13 09:00–10:30</time> · Opening" in html
    assert ">Ana Speaker</a>, chair, Judge" in html
    assert html.count("Words beside") == 1
    assert re.search(r'<img src="[^"]+" width="\d+" height="\d+" alt="A field of teal">', html)
    assert ">Finland</a>, hosted by" in html
    assert re.search(r">The first</a> · <a href=\"/dialogues/\">Dialogues</a></nav>", html)


def test_the_page_of_an_edition_says_nothing_of_what_is_not_stated(tmp_path):
    factories.make_event(code="AB1", title="Bare")
    catch_up()
    html = page_of(orjson.loads(PublicRecord.objects.get(key="AB1").entry.content), tmp_path)
    assert re.findall(r"null|undefined|<h2>|<blockquote>|<li>", html) == []
