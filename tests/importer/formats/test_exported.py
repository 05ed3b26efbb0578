"""What other programs export gives the proposal of a page, with its fields as they state them."""

import datetime
import json

import pytest

from importer.extract import UnreadablePage
from importer.formats.registry import read_file
from importer.formats.saved_file import SavedFile
from tests.importer.formats import exported

FILES = {
    "events.ics": exported.ICS,
    "event.json": exported.INDICO,
    "schedule.json": exported.PRETALX,
    "export.xml": exported.WORDPRESS,
    "page.mhtml": exported.MHTML,
}


def read(name: str, data: bytes):
    return list(read_file(SavedFile(name, data)))


@pytest.mark.parametrize("name", FILES)
def test_each_gives_title_days_and_text_with_the_words_they_rest_on(name):
    proposal = read(name, FILES[name])[0]
    values = proposal.values
    assert values["title"] == "Oceans in common"
    assert (values["dates"]["start"], values["dates"]["end"]) == ("2021-05-07", "2021-05-09")
    assert proposal.file == name
    for span in proposal.spans:
        assert proposal.page.text[span["start"] : span["end"]] == span["text"]
    if name != "schedule.json":
        assert "how neighbours share a sea" in json.dumps(values["body"])


def test_a_calendar_gives_one_proposal_for_each_event():
    oceans, rivers = read("events.ics", exported.ICS)
    assert (oceans.values["code"], oceans.values["venue"]) == ("LH2107", "Water Hall, Annecy")
    assert oceans.values["organiser"] == "Coral Institute"
    assert oceans.address == "https://lakeside.example/lh2107/"
    assert [oceans.part, rivers.part] == ["lh2107@lakeside.example", "lh2208@lakeside.example"]
    assert rivers.values["dates"]["end"] == "2022-06-02", "it ends at midnight"


def without_uid(data: bytes) -> bytes:
    return b"\r\n".join(line for line in data.splitlines() if not line.startswith(b"UID"))


@pytest.mark.parametrize(
    ("name", "data", "parts"),
    [
        ("events.ics", without_uid(exported.ICS), ["", "#2"]),
        (
            "events.ics",
            exported.ICS.replace(b"lh2208", b"lh2107"),
            ["lh2107@lakeside.example", "lh2107@lakeside.example #2"],
        ),
        (
            "event.json",
            json.dumps(
                {"results": [json.loads(exported.INDICO)["results"][0] | {"id": ""}] * 3}
            ).encode(),
            ["", "#2", "#3"],
        ),
    ],
    ids=["no identifier", "one identifier twice", "an export without numbers"],
)
def test_events_with_one_name_are_kept_apart(name, data, parts):
    assert [proposal.part for proposal in read(name, data)] == parts


@pytest.mark.parametrize(
    "odd",
    [
        b"DTEND:00010101",
        b"DTEND;VALUE=TIME:101010",
        b"DTEND:the tenth",
        b"DTEND;VALUE=DATE:20210510\r\nSUMMARY:Another title",
    ],
)
def test_a_calendar_with_an_odd_field_is_read_without_it(odd):
    oceans, rivers = read("events.ics", exported.ICS.replace(b"DTEND;VALUE=DATE:20210510", odd))
    assert oceans.values["title"] == "Oceans in common"
    assert oceans.values["dates"]["start"] == "2021-05-07"
    assert rivers.values["title"] == "Rivers in common"


def test_a_calendar_whose_events_have_only_hours_has_no_dates():
    data = exported.ICS.replace(b"DTSTART;VALUE=DATE:20210507", b"DTSTART;VALUE=TIME:101010")
    assert read("events.ics", data)[0].values["dates"]["start"] is None


@pytest.mark.parametrize("name", [b"SUMMARY", b"DTSTART", b"ORGANIZER"])
def test_a_field_of_a_calendar_that_stands_twice_is_read_once(name):
    event = exported.ICS.partition(b"END:VEVENT")[0]
    line = next(line for line in event.splitlines() if line.startswith(name))
    twice = exported.ICS.replace(line, line + b"\r\n" + line, 1)
    once, again = (read("events.ics", data)[0].values for data in (exported.ICS, twice))
    for field in ("title", "dates", "organiser"):
        assert again.get(field) == once.get(field)


def test_indico_names_who_chairs_and_who_speaks():
    [proposal] = read("event.json", exported.INDICO)
    people = [(person["name"], person["capacity"]) for person in proposal.values["people"]]
    assert people == [("Anna Berg", "chair"), ("Jan Ruud", "speaker")]
    assert proposal.values["people"][0]["affiliation_then"] == "Coral Institute"
    assert proposal.values["venue"] == "Water Hall, Annecy"


def test_pretalx_names_its_speakers_and_sessions():
    [proposal] = read("schedule.json", exported.PRETALX)
    assert [person["name"] for person in proposal.values["people"]] == ["Jan Ruud"]
    assert "09:30 Who owns a sea?" in proposal.page.text


def test_wordpress_gives_what_was_published():
    [proposal] = read("export.xml", exported.WORDPRESS)
    assert proposal.part == proposal.address == "https://lakeside.example/oceans-in-common/"
    assert "gallery" not in proposal.page.text
    assert [partner["name"] for partner in proposal.values["partners"]] == ["Coral Institute"]


def test_a_page_saved_by_a_browser_says_where_and_when():
    [proposal] = read("page.mhtml", exported.MHTML)
    assert proposal.address == "https://lakeside.example/lh2107/"
    assert proposal.retrieved == datetime.date(2021, 5, 4)


@pytest.mark.parametrize("charset", [b"iso-8859-1", b"undefined"])
def test_a_saved_page_is_decoded_as_browsers_decode_it(charset):
    data = exported.MHTML.replace(b'"utf-8"', charset).replace(b"=E2=80=93", b"=96")
    [proposal] = read("page.mhtml", data)
    assert proposal.values["dates"]["stated"] == "7–9 May 2021"


BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "sea"><!ENTITY b "&a;&a;&a;">]>
<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>&b;</title></item>"""


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a calendar without an event"),
        ("bad.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n:::\r\nEND:VTODO", "calendar"),
        ("other.json", b'{"name": "Oceans"}', "reads what Indico and pretalx export"),
        ("odd.json", b'{"schedule": {"conference": 7}}', "reads what Indico and pretalx export"),
        ("odder.json", b'{"results": [7, {"title": []}]}', "reads what Indico and pretalx export"),
        ("count.json", b'{"results": 7}', "reads what Indico and pretalx export"),
        ("bomb.xml", BOMB, "no valid XML"),
        ("half.xml", exported.WORDPRESS[:600], "no valid XML"),
        ("odd.xml", exported.WORDPRESS.replace(b"UTF-8", b"odd", 1), "no valid XML"),
        ("old.xml", exported.WORDPRESS.replace(b"UTF-8", b"shift_jis", 1), "no valid XML"),
        ("drafts.xml", exported.wordpress(), "without a published post"),
        ("page.mhtml", exported.MHTML.replace(b"text/html; ch", b"text/css; ch"), "is HTML"),
    ],
)
def test_what_is_damaged_or_empty_is_refused_with_a_sentence(name, data, reason):
    with pytest.raises(UnreadablePage, match=reason):
        read(name, data)


@pytest.mark.parametrize("value", [None, 7, [], {}, "", "x", [None], {"date": 3}, [["a"]]])
@pytest.mark.parametrize("maker", ["INDICO", "PRETALX"])
def test_json_with_fields_of_another_type_is_read_without_them(maker, value):
    whole = json.loads(getattr(exported, maker))
    event = whole["results"][0] if maker == "INDICO" else whole["schedule"]["conference"]
    for name in event.keys() - {"startDate", "title"}:
        changed = json.loads(json.dumps(whole))
        inner = changed["results"][0] if maker == "INDICO" else changed["schedule"]["conference"]
        inner[name] = value
        [proposal] = read("x.json", json.dumps(changed).encode())
        assert proposal.values["title"] == "Oceans in common", name
