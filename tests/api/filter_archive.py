"""An archive in which every filter of a list lets something through, and not all."""

from decimal import Decimal

import orjson
import time_machine
from wagtail.models import Locale

from archive.publisher.after_commit import catch_up
from cms.dates import edtf
from cms.models import (
    Affiliation,
    Appearance,
    EventDocument,
    EventPage,
    EventQuote,
    EventReference,
    EventTheme,
    Partnership,
    ProgrammeItem,
    Theme,
    Venue,
)
from tests.factories import (
    home,
    make_document,
    make_event,
    make_image,
    make_partner,
    make_person,
    make_quote,
    make_reference,
    make_series,
    make_theme,
    make_venue,
    publish,
)

EXTENDED = (
    "{2012-01-20,2012-01-31,2014-05-01}",
    "2013-05/..",
    "../2012-01-15",
    "201X~",
    "2013-23",
    "2012-12~/2013-01?",
)
BEFORE, BETWEEN, LATER = "2020-01-01T12:00:00Z", "2021-01-01T12:00:00Z", "2022-01-01T12:00:00Z"


def make_and_change(*dates: str) -> None:
    """Two series in three languages, some of it only in one, some of it changed later.

    `dates`: of further events, in EDTF.
    """
    with time_machine.travel(BEFORE, tick=False):
        events = content(*dates)
        catch_up()
    with time_machine.travel(LATER, tick=False):
        change(events)
        catch_up()


def content(*dates: str) -> list[EventPage]:
    rights, health = make_theme(label="Rights"), make_theme(label="Ünity")
    narrow = make_theme(label="Narrow rights", broader=rights)
    narrower = make_theme(label="Narrower rights", broader=narrow)
    finland = make_partner(
        name="Finland",
        country="FI",
        acronym="FÍ",
        ror="01ej9dk98",
        wikidata="Q33",
        same_as="https://doi.test/10.1/FI",
    )
    ministry = make_partner(name="Ministry", country="FI", parent=finland, partner_kind="ministry")
    swiss = make_partner(name="Swiss office", country="CH")
    speaker = make_person(name="Ana Speaker", orcid="0000-0002-1825-009X", wikidata="Q42")
    chair = make_person(name="Łukasz Ørsted", orcid="0000-0001-2345-6789")
    make_person(name="Never seen")
    Affiliation.objects.create(person=speaker, partner=ministry)
    geneva = make_venue(
        name="Palais", country="CH", locality="Geneva", latitude=Decimal("46.226667"),
        longitude=Decimal("6.140556"),
    )  # fmt: skip
    oslo = make_venue(
        name="Hall", country="NO", latitude=Decimal("59.9"), longitude=Decimal("10.75")
    )
    make_venue(name="On no map")
    make_venue(name="Date line", latitude=Decimal("-16.8"), longitude=Decimal("-179.999999"))
    first, second = make_series(title="First"), make_series(title="Second")
    report, note = make_document(title="Report", language="pt-BR"), make_document(title="Note")
    quote_in_french = make_quote(text="Shown words", language="fr")
    declaration = make_reference(name="A declaration", symbol="A/RES/1", issuer="Ünited")
    hall, stage = make_image(title="Hall"), make_image(title="Stage")
    make_image(title="Shown nowhere")
    stage.contextual_alt_text, stage.decorative = "A stage", False
    illustration = {"image": stage, "caption": ""}
    events = [
        make_event(
            image=hall, body=[("image", illustration)],
            series=first, code="A1", ordinal=1, venue=geneva, organiser=finland,
            start="2012-01-26", end="2012-01-28", precision="day", title="Opening of all",
        ),
        make_event(
            series=first, code="A2", ordinal=2, start="2013-01-15", precision="month",
            phase="held", title="Zurich",
        ),
        make_event(series=second, code="B1", ordinal=1, venue=oslo, event_kind="panel",
                   title="2nd opening", start="2013-01-01", precision="year"),
        make_event(
            slug="apart", title="Apart", event_kind="forum", attribution_rule="chatham-house"
        ),
        *(
            make_event(slug=f"extended-{place}", title=f"Zone {text}", **edtf.parse(text).values())
            for place, text in enumerate(dates)
        ),
    ]  # fmt: skip
    make_quote(text="Spoken words", occasion_event=events[1], speaker=speaker)
    roles = (
        (0, ministry, "host"),
        (0, swiss, "sponsor"),
        (1, ministry, "sponsor"),
        (2, swiss, "host"),
    )
    for event, partner, role in roles:
        Partnership.objects.create(event=events[event], partner=partner, role=role)
    capacities = (
        (0, speaker, "speaker"), (0, chair, "chair"), (1, speaker, "chair"), (2, chair, "speaker"),
    )  # fmt: skip
    for event, person, capacity in capacities:
        Appearance.objects.create(event=events[event], person=person, capacity=capacity)
    for event, theme in ((0, rights), (1, narrower), (2, health), (2, narrow)):
        EventTheme.objects.create(event=events[event], theme=theme)
    EventDocument.objects.create(event=events[0], document=report)
    EventQuote.objects.create(event=events[2], quote=quote_in_french)
    EventReference.objects.create(event=events[2], reference=declaration)
    ProgrammeItem.objects.create(
        event=events[1], title="Session",
        people=orjson.dumps([{"type": "person", "value": chair.pk}]).decode(),
        documents=orjson.dumps([{"type": "document", "value": note.pk}]).decode(),
    )  # fmt: skip
    for code in ("fr", "de"):
        locale = Locale.objects.get_or_create(language_code=code)[0]
        publish(home().copy_for_translation(locale))
        publish(first.copy_for_translation(locale))
        publish(events[0].copy_for_translation(locale))
        theme = rights.copy_for_translation(locale)
        theme.live = True
        theme.save()
    return events


def change(events: list[EventPage]) -> None:
    """What is another one later, and says another thing of other records."""
    first, second = (event.pk for event in events[:2])
    Partnership.objects.filter(event=first, role="sponsor").update(role="funder")
    EventTheme.objects.filter(event=second).delete()
    Appearance.objects.filter(event=second).delete()
    hall = Venue.objects.get(name="Hall")
    for pk, changes in (
        (first, {"phase": "cancelled", "event_kind": "forum", "venue": hall}),
        (second, {"title": "Zürich, again"}),
    ):
        event = EventPage.objects.get(pk=pk)
        for name, value in changes.items():
            setattr(event, name, value)
        publish(event)
    narrow = Theme.objects.get(label="Narrow rights")
    narrow.broader = None
    narrow.save()
