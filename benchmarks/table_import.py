"""A table of events against the same events added and published one by one.

    .venv/bin/python benchmarks/table_import.py [ROWS] [LOOP]

Both are timed to the moment at which their documents are public. The documents must be equal but
for ids and times.
"""

import re
import sys
import time
from pathlib import Path
from typing import Any

import orjson
from large_archive import FOLDER, call_command, catch_up, title_of  # which sets Django up

from archive.models import PublicRecord
from cms.models import EventPage, EventTheme, Partnership
from tables.formats.writer import write_ndjson
from tables.importing.execute import ImportRequest, import_table
from tables.kinds.event import TABLE as EVENT
from tables.relations import Links
from tests.factories import make_partner, make_series, make_theme

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
LOOP = int(sys.argv[2]) if len(sys.argv) > 2 else 200
LEFT_OUT = {"id", "meta"}
WORDS = "Participants asked what follows from the obligations they had accepted. " * 6


def values_of(letter: str, number: int) -> dict:
    """A row as large as a real event: three paragraphs, two partners, two themes."""
    text = f"## Context\n\n{WORDS}\n\n{WORDS}\n\n{WORDS}"
    values = {
        "key": f"{letter}{number}", "code": f"{letter}{number}", "title": title_of(number),
        "series": f"series-{letter}", "ordinal": number, "ordinal_basis": "stated",
        "kind": "conference", "kind_stated": ["conference"], "dates": "2012-01-26/2012-01-28",
        "dates_stated": "26–28 January 2012", "summary": WORDS[:200], "body": text,
        "organiser": "first", "themes": ["rights", "peace"],
        "partners": [{"partner": "first", "role": "sponsor"}, {"partner": "second"}],
    }  # fmt: skip
    return {name: values.get(name) for name in EVENT.names}


def write_table(count: int) -> Path:
    path = Path(FOLDER.name) / "events.ndjson"
    with path.open("wb") as file:
        rows = (values_of("b", number) for number in range(1, count + 1))
        write_ndjson(EVENT.columns, rows, file)
    return path


def add_one_by_one(series: Any, partners: list, themes: list, count: int) -> None:
    """What a script does that adds and publishes each event by itself."""
    body = next(column for column in EVENT.columns if column.name == "body")
    for number in range(1, count + 1):
        values = values_of("a", number)
        event = EventPage(
            title=values["title"], slug=f"a{number}", code=values["code"], ordinal=number,
            ordinal_basis="stated", event_kind="conference", kind_stated="conference",
            start="2012-01-26", end="2012-01-28", precision="day", summary=values["summary"],
            dates_stated=values["dates_stated"], organiser=partners[0], live=False,
            body=body.put(body.parse(values["body"]), Links())["body"],
        )  # fmt: skip
        event.partnerships = [  # type: ignore[misc]
            Partnership(partner=partners[0], role="sponsor", sort_order=0),
            Partnership(partner=partners[1], role="partner", sort_order=1),
        ]
        event.event_themes = [  # type: ignore[misc]
            EventTheme(theme=theme, sort_order=order) for order, theme in enumerate(themes)
        ]
        series.add_child(instance=event)
        event.save_revision().publish()


def documents(letter: str, count: int) -> list[bytes]:
    """The documents of the first events, without their ids and times and the letter."""
    records = PublicRecord.objects.filter(kind="event").select_related("entry")
    documents_by_key = {record.key: orjson.loads(record.entry.content) for record in records}
    return [
        re.sub(
            rb"\b[ab](\d*)\b",
            rb"x\1",
            orjson.dumps(_without_ids(documents_by_key[f"{letter}{number}"])),
        )
        for number in range(1, count)  # without the last one, which may have no next one
    ]


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(item) for name, item in value.items() if name not in LEFT_OUT}
    return [_without_ids(item) for item in value] if isinstance(value, list) else value


def rate(count: int, work: Any) -> float:
    """Events a second."""
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def main() -> None:
    call_command("migrate", verbosity=0)
    series = {letter: make_series(title="A series", slug=f"series-{letter}") for letter in "ab"}
    partners = [make_partner(name="First"), make_partner(name="Second")]
    themes = [make_theme(label="Rights"), make_theme(label="Peace")]
    catch_up()
    path = write_table(ROWS)
    order = ImportRequest(EVENT, path, "ndjson", path.name, publish=True)

    loop = rate(LOOP, lambda: add_one_by_one(series["a"], partners, themes, LOOP))
    table = rate(ROWS, lambda: import_table(order))
    again = rate(ROWS, lambda: import_table(order))

    same = documents("a", LOOP) == documents("b", LOOP)
    print(f"{LOOP} events one by one: {loop:.1f} a second")
    print(f"{ROWS} events from a table: {table:.1f} a second, {table / loop:.1f} times as many")
    print(f"the same table again, nothing to do: {again:.1f} a second")
    print(f"the same documents but for ids and times: {'yes' if same else 'NO'}")
    sys.exit(0 if same and table >= 5 * loop else 1)


if __name__ == "__main__":
    main()
