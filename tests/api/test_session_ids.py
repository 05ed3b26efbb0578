"""Outside programs know a session by its id: a copy of an event never shares one with it."""

import datetime

import icalendar
import pytest
from wagtail.models import Locale

from cms.models import EventPage, ProgrammeItem
from tests import factories as make
from tests.archive.helpers import document, settle

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
HOUR = datetime.datetime(2019, 5, 3, 10, tzinfo=datetime.UTC)


def event_with_sessions() -> EventPage:
    series = make.make_series()
    event = make.make_event(series=series, slug="source", start=HOUR.date(), precision="day")
    event.programme = [
        ProgrammeItem(title="Opening", start=HOUR),
        ProgrammeItem(title="Closing", start=HOUR + datetime.timedelta(hours=1)),
    ]
    return EventPage.objects.get(pk=make.publish(event).pk)


def ids(key: str) -> dict[str, str]:
    settle()
    return {session["title"]: session["id"] for session in document("event", key)["programme"]}


def copied(event: EventPage) -> str:
    """Published from its newest version, which Wagtail copies with all others."""
    copy = event.copy(update_attrs={"slug": "copy"})
    copy.get_latest_revision().publish()
    return "copy"


def copied_as_public(event: EventPage) -> str:
    event.copy(update_attrs={"slug": "copy"}, keep_live=True)
    return "copy"


def copied_from_a_draft(event: EventPage) -> str:
    event.title = "As drafted"
    event.save_revision()
    copy = event.get_latest_revision_as_object().copy(
        update_attrs={"slug": "copy"}, copy_revisions=False
    )
    copy.get_latest_revision().publish()
    return "copy"


def translated(event: EventPage) -> str:
    french = Locale.objects.get_or_create(language_code="fr")[0]
    translation = event.copy_for_translation(french, copy_parents=True)
    translation.get_latest_revision().publish()
    return translation.wanted_key


def alias(event: EventPage) -> str:
    return event.create_alias(parent=make.home(), update_slug="twin").slug


def alias_of_alias(event: EventPage) -> str:
    twin = event.create_alias(parent=make.home(), update_slug="twin")
    return twin.create_alias(parent=make.home(), update_slug="triplet").slug


@pytest.mark.parametrize(
    "way", [copied, copied_as_public, copied_from_a_draft, translated, alias, alias_of_alias]
)
def test_whatever_is_made_from_an_event_has_sessions_of_its_own(way):
    event = event_with_sessions()
    before = ids("source")

    after = ids(way(event))

    assert after.keys() == {"Opening", "Closing"}
    assert len({*before.values(), *after.values()}) == 4
    assert ids("source") == before


def test_a_session_of_an_alias_keeps_its_id_when_the_source_changes():
    event = event_with_sessions()
    event.create_alias(parent=make.home(), update_slug="twin")
    before = ids("twin")

    opening, closing = event.programme.all()
    event.programme = [closing, opening]
    opening.title = "Welcome"
    make.publish(event)

    after = ids("twin")
    assert after == {"Welcome": before["Opening"], "Closing": before["Closing"]}


def test_calendars_show_no_entry_of_a_copy_as_one_of_its_source(reader):
    event = event_with_sessions()
    copied(event)
    alias(event)
    settle()

    calendar = icalendar.Calendar.from_ical(reader.get("/api/v1/events.ics").content)

    uids = [entry["UID"] for entry in calendar.walk("VEVENT")]
    assert (len(uids), len(set(uids))) == (9, 9)
