"""The document of an event: every key, what is hidden, and what it costs."""

from datetime import UTC, datetime
from uuid import uuid5

import orjson
import pytest
from django.utils import timezone, translation
from wagtail.models import Locale

from archive.registry import registry
from cms.models import (
    Appearance,
    CallToAction,
    EventDocument,
    EventQuote,
    EventReference,
    EventSource,
    EventTheme,
    Partnership,
    ProgrammeItem,
    RelatedEvent,
)
from tests import factories as make
from tests.api.rendering import (
    NO_DATES,
    NO_META,
    document,
    facets,
    head,
    link,
    queries_of_rendering,
    renderings,
)
from tests.shared import shared

pytestmark = pytest.mark.django_db


def chosen(kind: str, *records) -> str:
    return orjson.dumps([{"type": kind, "value": record.pk} for record in records]).decode()


def test_an_event_of_which_nothing_is_stated_says_nothing():
    event = make.make_event(title="A meeting", slug="a-meeting")
    assert list(document(event).items()) == list(
        {
            **head(event, "/a-meeting/", code=None),
            "title_stated": None,
            "series": None,
            "ordinal": None,
            "ordinal_basis": "unknown",
            "ordinal_stated": None,
            "previous": None,
            "next": None,
            "kind": "conference",
            "kind_stated": [],
            "access": None,
            "access_stated": None,
            "attribution_rule": None,
            "attribution_stated": None,
            "audience_stated": None,
            "mode": None,
            "phase": None,
            "dates": {**NO_DATES, "time_zone": None},
            "venue": None,
            "place_stated": None,
            "organiser": None,
            "partners": [],
            "summary": None,
            "body": [],
            "themes": [],
            "references": [],
            "quotes": [],
            "programme": [],
            "people": [],
            "documents": [],
            "calls_to_action": [],
            "related": [],
            "sources": [],
            "same_as": [],
            "image": None,
            "alternates": [],
            "meta": NO_META,
        }.items()
    )


@shared
def full():
    """An event of which everything is stated, with all that it shows by name."""
    series = make.make_series(title="Human words")
    before = make.make_event(series=series, title="The 2nd", code="AB2", ordinal=2)
    after = make.make_event(series=series, title="The 9th", code="AB9", ordinal=9)
    venue = make.make_venue(
        name="A hall", locality="Geneva", country="CH", time_zone="Europe/Zurich"
    )
    partner = make.make_partner(name="A ministry", country="FI", partner_kind="ministry")
    person = make.make_person(name="Ada Test")
    theme = make.make_theme(label="Rights")
    reference = make.make_reference(
        name="A treaty", reference_kind="treaty", symbol="T/1", start="1950-01-01", precision="year"
    )
    quote = make.make_quote(
        text="Exactly so", speaker=person, role_then="Chair", verification="checked"
    )
    file = make.make_document(title="A report", file_size=5)
    event = make.make_event(
        series=series,
        title="The 7th",
        slug="the-7th",
        code="AB7",
        title_stated="AB7 The 7th",
        ordinal=7,
        ordinal_basis="stated",
        ordinal_stated="7th",
        event_kind="dialogue",
        kind_stated="forum\ndialogue",
        access="invitation-only",
        access_stated="by invitation",
        attribution_rule="on-the-record",
        attribution_stated="on the record",
        audience_stated="diplomats",
        mode="hybrid",
        phase="held",
        start="2012-01-26",
        end="2012-01-28",
        precision="day",
        dates_stated="26–28 January 2012",
        venue=venue,
        place_stated="in Geneva",
        organiser=partner,
        summary="In short.",
        same_as="https://elsewhere.test/7",
        seo_title="Seven",
        search_description="About seven.",
    )
    Partnership.objects.create(event=event, partner=partner, role="host", role_stated="hosted by")
    Appearance.objects.create(event=event, person=person, capacity="chair", role_then="Envoy")
    ProgrammeItem.objects.create(
        event=event,
        title="Opening",
        item_kind="plenary",
        start=datetime(2012, 1, 26, 8, tzinfo=UTC),
        questions="Why?\nHow?",
        people=chosen("person", person),
        documents=chosen("document", file),
    )
    EventTheme.objects.create(event=event, theme=theme)
    EventReference.objects.create(event=event, reference=reference)
    EventQuote.objects.create(event=event, quote=quote)
    EventDocument.objects.create(event=event, document=file)
    RelatedEvent.objects.create(event=event, related=before)
    CallToAction.objects.create(event=event, label="Sign up", action_kind="registration")
    EventSource.objects.create(
        record=event, url="https://source.test/", document=file, title="The page",
        retrieved="2020-02-03", speaks_for="dates\ntitle",
        quotations="The 7th\nof 2020", sha256="ab" * 32,
    )  # fmt: skip
    return locals()


def test_an_event_shows_all_that_is_stated(full):
    event, file = full["event"], full["file"]
    shown_file = {
        **link(file),
        "file": {
            "url": f"https://api.test/documents/{file.pk}/{file.filename}",
            "filename": file.filename,
            "media_type": "text/plain",
            "size": 5,
            "sha256": file.sha256,
        },
    }
    person = link(full["person"])
    assert document(event) == {
        **head(event, "/human-words/the-7th/", code="AB7"),
        "title_stated": "AB7 The 7th",
        "series": link(full["series"]),
        "ordinal": 7,
        "ordinal_basis": "stated",
        "ordinal_stated": "7th",
        "previous": link(full["before"]),
        "next": link(full["after"]),
        "kind": "dialogue",
        "kind_stated": ["forum", "dialogue"],
        "access": "invitation-only",
        "access_stated": "by invitation",
        "attribution_rule": "on-the-record",
        "attribution_stated": "on the record",
        "audience_stated": "diplomats",
        "mode": "hybrid",
        "phase": "held",
        "dates": {
            **NO_DATES,
            "start": "2012-01-26",
            "end": "2012-01-28",
            "precision": "day",
            "edtf": "2012-01-26/2012-01-28",
            "time_zone": "Europe/Zurich",
            "stated": "26–28 January 2012",
        },
        "venue": {
            **link(full["venue"]),
            "locality": "Geneva",
            "country": "CH",
            "time_zone": "Europe/Zurich",
        },
        "place_stated": "in Geneva",
        "organiser": link(full["partner"]),
        "partners": [
            {
                "role": "host",
                "role_stated": "hosted by",
                "partner": {
                    **link(full["partner"]),
                    "country": "FI",
                    "kind": "ministry",
                    "logo": None,
                },
            }
        ],
        "summary": "In short.",
        "body": [],
        "themes": [link(full["theme"])],
        "references": [
            {
                **link(full["reference"]),
                "kind": "treaty",
                "issuer": None,
                "symbol": "T/1",
                "body_name": None,
                "session_number": None,
                "facts_stated": None,
                "dates": {**NO_DATES, "start": "1950", "precision": "year", "edtf": "1950"},
                "website": None,
            }
        ],
        "quotes": [
            {
                **link(full["quote"]),
                "text": "Exactly so",
                "language": "en",
                "speaker": person,
                "speaker_organisation": None,
                "attribution_stated": None,
                "role_then": "Chair",
                "occasion_stated": None,
                "verification": "checked",
            }
        ],
        "programme": [
            {
                "id": str(uuid5(event.uid, str(event.programme.get().uid))),
                "title": "Opening",
                "kind": "plenary",
                "start": "2012-01-26T09:00:00+01:00",
                "end": None,
                "summary": None,
                "questions": ["Why?", "How?"],
                "people": [person | {"capacity": None}],
                "documents": [shown_file],
            }
        ],
        "people": [
            {
                "person": person | {"portrait": None},
                "capacity": "chair",
                "role_then": "Envoy",
                "affiliation_then": None,
            }
        ],
        "documents": [shown_file],
        "calls_to_action": [{"label": "Sign up", "kind": "registration", "url": None}],
        "related": [link(full["before"])],
        "sources": [
            {
                "url": "https://source.test/",
                "document": link(file),
                "title": "The page",
                "retrieved": "2020-02-03",
                "speaks_for": ["dates", "title"],
                "quotations": ["The 7th", "of 2020"],
                "sha256": "ab" * 32,
            }
        ],
        "same_as": ["https://elsewhere.test/7"],
        "image": None,
        "alternates": [],
        "meta": {**NO_META, "seo_title": "Seven", "search_description": "About seven."},
    }


def test_all_that_is_shown_is_a_dependency(full):
    [rendering] = renderings(full["event"])
    linked = {record.uid for name, record in full.items() if name != "event"}
    assert rendering.dependencies == linked


def test_the_bytes_do_not_depend_on_time_zone_or_language(full):
    before = orjson.dumps(document(full["event"]))
    with timezone.override("Pacific/Auckland"), translation.override("fr"):
        assert orjson.dumps(document(full["event"])) == before


def test_lists_find_an_event_by_all_it_shows(full):
    resource = registry["event"]
    index = resource.index(document(full["event"]))
    assert index.path == "/human-words/the-7th/"
    assert (index.ordinal, str(index.start), str(index.end)) == (7, "2012-01-26", "2012-01-28")
    assert facets("event", document(full["event"])) == {
        "series": {"human-words"},
        "partner": {"a-ministry"},
        "partner:organiser": {"a-ministry"},
        "partner:host": {"a-ministry"},
        "organiser": {"a-ministry"},
        "venue": {"a-hall"},
        "place_country": {"CH"},
        "document": {"a-report"},
        "session_person": {"ada-test"},
        "person:chair": {"ada-test"},
        "country": {"FI"},
        "theme": {"rights"},
        "person": {"ada-test"},
        "quote": {"exactly-so"},
        "reference": {"a-treaty"},
        "kind": {"dialogue"},
        "access": {"invitation-only"},
        "attribution_rule": {"on-the-record"},
        "phase": {"held"},
        "mode": {"hybrid"},
        "code": {"AB7"},
        "year": {"2012"},
        "month": {"1"},
        "locale": {"en"},
        "same_as": {"https://elsewhere.test/7"},
    }


def test_a_month_is_indexed_from_its_first_to_its_last_day():
    event = make.make_event(start="2012-02-10", end="2013-02-03", precision="month")
    index = registry["event"].index(document(event))
    assert (str(index.start), str(index.end)) == ("2012-02-01", "2013-02-28")
    assert index.facets["year"] == {"2012", "2013"}
    assert len(index.facets["month"]) == 12


def test_a_summary_is_a_part_of_the_document(full):
    event_document = document(full["event"])
    summary = registry["event"].summarise(event_document)
    assert all(event_document[name] == value for name, value in summary.items())
    assert list(summary) == [
        "id", "type", "key", "url", "html_url", "locale", "code", "slug", "title", "series",
        "ordinal", "ordinal_basis", "kind", "access", "mode", "phase", "dates", "venue",
        "place_stated", "organiser", "partners", "summary", "themes", "image", "meta",
    ]  # fmt: skip


def hide(record) -> None:
    type(record).objects.filter(pk=record.pk).update(live=False)


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("before", ["previous", "related"]),
        ("after", ["next"]),
        ("venue", ["venue"]),
        ("partner", ["organiser", "partners"]),
        ("person", ["people"]),
        ("theme", ["themes"]),
        ("reference", ["references"]),
        ("quote", ["quotes"]),
    ],
)
def test_what_is_not_public_leaves_no_trace_and_stays_a_dependency(full, name, places):
    record = full[name]
    hide(record)
    [rendering] = renderings(full["event"])
    text = orjson.dumps(rendering.document).decode()
    assert str(record.uid) not in text
    assert record.slug not in text
    assert [rendering.document[place] for place in places] == [
        None if place in ("previous", "next", "venue", "organiser") else [] for place in places
    ]
    if name not in ("before", "after"):
        assert record.uid in rendering.dependencies


def test_the_time_zone_of_a_hidden_venue_is_not_told(full):
    hide(full["venue"])
    event_document = document(full["event"])
    assert event_document["dates"]["time_zone"] is None
    assert event_document["programme"][0]["start"] == "2012-01-26T08:00:00Z"


def test_a_hidden_series_is_not_told_by_its_other_editions(full):
    hide(full["series"])
    event_document = document(full["event"])
    assert (event_document["series"], event_document["previous"], event_document["next"]) == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize("rule", ["chatham-house", "off-the-record"])
def test_off_the_record_only_those_who_agreed_are_named(rule):
    event = make.make_event(attribution_rule=rule)
    named, silent, guest = (make.make_person(name=name) for name in ("Named", "Silent", "Guest"))
    Appearance.objects.create(event=event, person=named, may_be_named=True)
    Appearance.objects.create(event=event, person=silent, role_then="Minister of silence")
    ProgrammeItem.objects.create(
        event=event, title="Session", people=chosen("person", named, silent, guest)
    )
    event_document = document(event)
    assert [appearance["person"] for appearance in event_document["people"]] == [
        link(named) | {"portrait": None}
    ]
    assert event_document["programme"][0]["people"] == [link(named) | {"capacity": None}]
    text = orjson.dumps(event_document).decode()
    assert "Silent" not in text
    assert "silence" not in text
    assert "Guest" not in text


def test_on_the_record_all_are_named():
    event = make.make_event(attribution_rule="on-the-record")
    person = make.make_person()
    Appearance.objects.create(event=event, person=person)
    named = [appearance["person"] for appearance in document(event)["people"]]
    assert named == [link(person) | {"portrait": None}]


def test_neighbours_are_the_nearest_public_numbers():
    series, other = make.make_series(), make.make_series(title="Another")
    make.make_event(series=other, ordinal=4)
    first, _hidden, fifth, zeroth = (
        make.make_event(series=series, title=f"No {number}", ordinal=number, live=live)
        for number, live in ((1, True), (3, False), (5, True), (0, True))
    )
    unnumbered = make.make_event(series=series)
    assert document(fifth)["previous"] == link(first)
    assert document(first)["next"] == link(fifth)
    assert document(zeroth)["next"] == link(first)
    assert document(unnumbered)["next"] is None


def test_parts_come_in_their_order_and_then_in_the_order_they_were_made():
    event = make.make_event()
    places = (None, 2, 1, None)
    themes = [make.make_theme() for _place in places]
    for theme, place in zip(themes, places, strict=True):
        EventTheme.objects.create(event=event, theme=theme, sort_order=place)
    in_order = [themes[2], themes[1], themes[0], themes[3]]
    assert document(event)["themes"] == [link(theme) for theme in in_order]


def test_public_translations_are_alternates_in_the_order_of_their_languages():
    event = make.make_event(slug="words", code="AB1")
    for language in ("fr", "de"):
        locale = Locale.objects.get_or_create(language_code=language)[0]
        if not make.home().get_translations().filter(locale=locale).exists():
            make.home().copy_for_translation(locale).save_revision().publish()
        make.publish(event.copy_for_translation(locale))
    french, german = (
        event.get_translation(Locale.objects.get(language_code=code)) for code in ("fr", "de")
    )
    alternates = document(event)["alternates"]
    assert [translation["locale"] for translation in alternates] == ["de", "fr"]
    assert alternates[1]["html_url"] == f"https://www.test/fr/{french.slug}/"
    hide(german)
    assert [translation["locale"] for translation in document(event)["alternates"]] == ["fr"]


def test_a_batch_costs_no_more_queries_than_one(full):
    twins = [full["event"]]
    for number in range(20, 27):
        twin = make.make_event(series=full["series"], code=f"AB{number}", ordinal=number)
        for part in (Partnership, Appearance, EventTheme, EventQuote, EventReference):
            source = part.objects.get(event=full["event"])
            source.pk, source.event = None, twin
            source.save()
        twins.append(twin)
    costs = [queries_of_rendering(*twins[:count]) for count in (1, 3, 8)]
    # the events, ten kinds of parts, neighbours, people and files of the programme, keys
    assert costs == [15, 15, 15]


def test_a_bare_event_is_cheap():
    assert queries_of_rendering(make.make_event(), make.make_event()) == 2  # itself, its key
