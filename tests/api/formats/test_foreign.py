"""Programs of others take the formats of the demo archive, and find in them what is stated."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import icalendar
import orjson
import pytest
from rdflib.namespace import SDO

from api.formats import FORMATS
from api.formats.jsonld import jsonld
from archive.models import PublicRecord
from archive.registry import registry
from tests.demo_archive import demo  # noqa: F401  a fixture
from tests.home import facts

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.same_on_all_databases]

NODE = Path(__file__).resolve().parents[2] / "node"
TSC = ["node_modules/.bin/tsc", "--strict", "--noEmit", "--skipLibCheck", "--module", "esnext",
       "--moduleResolution", "bundler"]  # fmt: skip
NOT_FACTS = re.compile(
    r"https?://[^\s\"<>)}\]]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\[\^1\]|kernel-4|^[A-Z][A-Z0-9]  - ",
    re.MULTILINE,
)
# What each format says of its own accord: DataCite the year in which the record was published.
OWN_NUMBERS = {"datacite": lambda: {str(published().year)}}


def published():
    return PublicRecord.objects.get(key="WP1725").first_published_at


def documents() -> list[dict]:
    kinds = [resource.kind for resource in registry if resource.kind != "site"]
    records = PublicRecord.objects.filter(kind__in=kinds).select_related("entry")
    return [orjson.loads(record.entry.content) for record in records.order_by("kind", "key")]


def text_of(reader, address: str) -> str:
    response = reader.get(address)
    assert response.status_code == 200, response.content
    return response.content.decode()


@pytest.mark.parametrize(
    "record_format",
    [record_format for record_format in FORMATS if record_format.suffix != "ics"],
    ids=lambda record_format: record_format.suffix,
)
def test_wp1725_says_what_is_stated_and_nothing_else(reader, record_format):
    text = text_of(reader, f"/api/v1/events/WP1725.{record_format.suffix}")
    for word in ("Human Rights, Peace and Security", "WP1725", "15", "Wilton Park",
                 *(name for name, *_ in facts.PARTNERS), *facts.THEMES):  # fmt: skip
        assert word.lower() in text.lower(), word
    numbers = set(re.findall(r"\d+", NOT_FACTS.sub(" ", text)))
    own = OWN_NUMBERS.get(record_format.suffix, set)()
    assert numbers - own <= facts.NUMBERS
    assert [word for word in facts.ABSENT if word != "@" and word.lower() in text.lower()] == []
    unstated = ("AttendanceMode", "startDate", "location", "event-date", "year =", "PY  -")
    event = json.dumps(json.loads(text)["@graph"][0]) if record_format.suffix == "jsonld" else text
    assert [word for word in unstated if word in event] == []


@pytest.mark.parametrize("suffix", ["md", "jsonld"])
def test_both_quotations_are_there_word_for_word(reader, suffix):
    text = text_of(reader, f"/api/v1/events/WP1725.{suffix}").replace("\\", "")
    for passage in (facts.QUOTE_1, facts.QUOTE_2, "António Guterres", "Michelle Bachelet"):
        assert passage in text


@pytest.mark.parametrize(
    ("key", "first", "after"),
    [("WP1154", "20120126", "20120129"), ("WP1442", "20160113", "20160116")],
)
def test_the_editions_of_2012_and_2016_are_whole_days(reader, key, first, after):
    calendar = icalendar.Calendar.from_ical(text_of(reader, f"/api/v1/events/{key}.ics"))
    [entry] = calendar.walk("VEVENT")
    assert (entry["dtstart"].to_ical(), entry["dtend"].to_ical()) == (
        first.encode(),
        after.encode(),
    )


@pytest.mark.node
def test_the_compiler_accepts_every_record_as_schema_org(tmp_path):
    lines = ['import type { Event, Graph, Thing, WithContext } from "schema-dts";']
    for number, document in enumerate(documents()):
        node = jsonld(document)
        kind = "Graph" if "@graph" in node else "WithContext<Thing>"
        lines.append(f"export const r{number}: {kind} = {json.dumps(node)};")
    lines += [
        "// @ts-expect-error: what schema.org does not know must not pass",
        'export const no: WithContext<Event> = {"@context": "https://schema.org", '
        '"@type": "Event", "attendance": "none"};',
    ]
    # Beside node_modules, where the compiler looks.
    source = NODE / f"schema-org-{tmp_path.name}-{os.getpid()}.ts"
    source.write_text("\n".join(lines))
    try:
        result = subprocess.run(
            [*TSC, source.name], cwd=NODE, capture_output=True, text=True, check=False, timeout=200
        )
    finally:
        source.unlink()
    assert result.returncode == 0, result.stdout[:3000]


def words_in(node) -> set[str]:
    """Every property and type in a node of JSON-LD."""
    if isinstance(node, list):
        return set().union(*map(words_in, node))
    if not isinstance(node, dict):
        return set()
    properties = {name for name in node if not name.startswith("@")}
    return properties | {node.get("@type", "Thing")} | set().union(*map(words_in, node.values()))


def test_every_word_is_one_of_the_vocabulary():
    terms = set().union(*(words_in(jsonld(document)) for document in documents()))
    assert {"Event", "EventSeries", "Quotation", "Role", "PropertyValue", "superEvent"} <= terms
    assert [word for word in sorted(terms) if word not in SDO.__annotations__] == []


def run(*command: str, **more) -> str:
    if shutil.which(command[0]) is None and "CI" not in os.environ:
        pytest.skip(f"NOT TESTED: {command[0]} is not installed")
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=100, **more
    )
    assert result.returncode == 0, result.stderr[-2000:]
    return result.stdout


def test_khal_takes_the_calendar_of_a_series(reader, tmp_path):
    file, config = tmp_path / "series.ics", tmp_path / "khal.conf"
    file.write_text(text_of(reader, "/api/v1/events.ics?series=human-rights"))
    (tmp_path / "calendar").mkdir()
    config.write_text(
        f"[calendars]\n[[archive]]\npath = {tmp_path / 'calendar'}\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\n"
    )
    run("khal", "-c", str(config), "import", "--batch", "-a", "archive", str(file))
    for day, is_held in (("2012-01-25", False), ("2012-01-26", True), ("2012-01-28", True),
                       ("2012-01-29", False)):  # fmt: skip
        listed = run("khal", "-c", str(config), "list", day, "1d")
        assert ("Peaceful protest" in listed) is is_held, (day, listed)


def test_newsboat_reads_the_feed_of_a_series(reader, tmp_path):
    feed = tmp_path / "series.atom"
    feed.write_text(text_of(reader, "/api/v1/events.atom?series=human-rights"))
    (tmp_path / "urls").write_text(f"file://{feed}\n")
    options = ["-u", str(tmp_path / "urls"), "-c", str(tmp_path / "cache.db"),
               "-C", "/dev/null"]  # fmt: skip
    environment = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    assert "5 unread" in run("newsboat", *options, "-x", "reload", "print-unread", env=environment)
