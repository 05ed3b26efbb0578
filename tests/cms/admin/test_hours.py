"""The hours of a programme are in the time zone of the event, whoever types them."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from wagtail.users.models import UserProfile

from cms.admin.programme.fields import HoursField
from cms.admin.warnings import warnings_of
from cms.models import EventPage, ProgrammeItem
from cms.models.hours import in_iso
from tests import factories
from tests.cms.admin.forms import edit_event, event_form

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

ITEM = {"item_kind": "session", "people-count": "0", "documents-count": "0"}


def item(title: str, start: str, end: str = "", **more: str) -> dict[str, str]:
    return {**ITEM, "title": title, "start": start, "end": end, "id": "", **more}


def sessions(event: EventPage) -> list[ProgrammeItem]:
    event.refresh_from_db()
    return list(event.get_latest_revision_as_object().programme.all())


@pytest.fixture
def in_zurich(admin_client, admin_user):
    profile = UserProfile.get_for_user(admin_user)
    profile.current_time_zone = "Europe/Zurich"
    profile.save()
    return admin_client


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("Asia/Tokyo", 0), ("Europe/London", 9), ("America/New_York", 14), ("", 9)],
)
def test_an_hour_is_typed_in_the_zone_of_the_event(in_zurich, zone, hour):
    event = factories.make_event(parent=factories.make_series())
    edit_event(in_zurich, event, time_zone=zone, programme=[item("Opening", "2016-01-13 09:00")])

    [opening] = sessions(event)

    assert opening.start == datetime(2016, 1, 13, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "typed", "reason"),
    [
        ("Europe/Zurich", "2016-03-27 02:30", "does not exist in Europe/Zurich"),
        ("Pacific/Apia", "2011-12-30 10:00", "does not exist in Pacific/Apia"),
        ("Europe/Zurich", "2016-10-30 02:30", "2016-10-30 02:30+02:00 or 2016-10-30 02:30+01:00"),
        ("Australia/Lord_Howe", "2016-04-03 01:45", "01:45+11:00 or 2016-04-03 01:45+10:30"),
        ("Europe/Zurich", "0001-01-01 00:00", "Enter a day and a time, such as"),
        ("America/New_York", "0001-01-01 00:30+00:00", "Enter a day and a time, such as"),
        ("America/New_York", "9999-12-31 23:00", "Enter a day and a time, such as"),
    ],
)
def test_an_hour_that_clocks_show_never_or_twice_is_told(in_zurich, zone, typed, reason):
    event = factories.make_event(parent=factories.make_series())
    page = edit_event(in_zurich, event, time_zone=zone, programme=[item("Opening", typed)])
    assert reason in page.content.decode()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2016-01-13 9:00", "2016-01-13T09:00"),
        ("2016-01-13 09.30", "2016-01-13T09:30"),  # to Python, nine hours and 0.3 seconds
        ("1916-10-01 02:30 +00:34:39", "1916-10-01T02:30+00:34:39"),
        ("2016-01-13T09:00:00.5z", "2016-01-13T09:00:00.5Z"),
        ("2016-01-13", None),  # midnight would be an hour
        ("01/02/2016 09:00", None),  # two meanings
        ("2016-W02-3 09:00", None),
        ("٢٠١٦-٠١-١٣ ٠٩:٠٠", None),
    ],
)
def test_an_hour_is_a_day_with_hours_and_minutes(text, read):
    assert in_iso(text) == read
    if read is None:
        with pytest.raises(ValidationError, match="Enter a day and a time"):
            HoursField().clean(text)
    else:
        moment = parse_datetime(read)
        assert HoursField().clean(text) == moment.replace(tzinfo=moment.tzinfo or UTC)


@pytest.mark.parametrize(("offset", "hour"), [("+02:00", 0), ("+01:00", 1)])
def test_an_hour_that_comes_twice_is_typed_and_shown_with_its_offset(in_zurich, offset, hour):
    event = factories.make_event(parent=factories.make_series())
    typed = f"2016-10-30 02:30{offset}"
    rows = [item("Opening", typed, "2016-10-30 03:30")]
    edit_event(in_zurich, event, time_zone="Europe/Zurich", programme=rows)

    [opening] = sessions(event)
    page = in_zurich.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()

    assert opening.start == datetime(2016, 10, 30, hour, 30, tzinfo=UTC)
    assert f'value="{typed}"' in page
    assert 'value="2016-10-30 03:30"' in page


def test_the_form_shows_the_hour_that_was_typed(in_zurich):
    venue = factories.make_venue(time_zone="Asia/Tokyo")
    event = factories.make_event(parent=factories.make_series(), venue=venue)
    ProgrammeItem.objects.create(event=event, title="Opening", start="2016-01-13T00:00:00Z")

    page = in_zurich.get(reverse("wagtailadmin_pages:edit", args=[event.pk]))

    assert 'value="2016-01-13 09:00"' in page.content.decode()


def test_a_corrected_zone_keeps_the_hours_on_the_clock(in_zurich):
    event = factories.make_event(parent=factories.make_series(), time_zone="Europe/London")
    row = item("Opening", "2016-01-13 09:00")
    edit_event(in_zurich, event, time_zone="Asia/Tokyo", programme=[row])

    assert sessions(event)[0].start == datetime(2016, 1, 13, 0, tzinfo=UTC)


def test_sessions_outside_the_days_of_the_event_are_told():
    event = factories.make_event(
        parent=factories.make_series(),
        time_zone="Asia/Tokyo",
        start="2016-01-13",
        end="2016-01-15",
        precision="day",
    )
    for title, start, end in (
        ("First", "2016-01-12T15:00:00Z", None),  # 13 January, 0:00 in Tokyo
        ("Dinner", "2016-01-15T12:00:00Z", "2016-01-15T16:00:00Z"),  # until 1:00
        ("Early", "2016-01-12T14:00:00Z", None),
        ("Late", "2016-01-15T15:00:00Z", None),
    ):
        ProgrammeItem.objects.create(event=event, title=title, start=start, end=end)
    event.refresh_from_db()

    problems = [advice.problem for advice in warnings_of(event) if "session" in advice.solution]

    assert problems == [
        "“Early” is on 12 January 2016, 23:00. The event is on 13–15 January 2016.",
        "“Late” is on 16 January 2016, 00:00. The event is on 13–15 January 2016.",
    ]


def test_hours_without_a_time_zone_are_told():
    event = factories.make_event(parent=factories.make_series())
    ProgrammeItem.objects.create(event=event, title="A", start="2016-01-13T09:00:00Z")

    assert any("no time zone" in advice.problem for advice in warnings_of(event))


def test_a_session_that_ends_before_it_begins_is_an_error(in_zurich):
    event = factories.make_event(parent=factories.make_series())
    row = item("Opening", "2016-01-13 09:00", "2016-01-13 08:00")
    response = edit_event(in_zurich, event, programme=[row])

    assert "It ends before it begins." in response.content.decode()


def test_a_session_keeps_its_id_when_an_editor_moves_it(in_zurich):
    event = factories.make_event(parent=factories.make_series())
    rows = [item("Opening", "2016-01-13 09:00"), item("Closing", "2016-01-13 17:00")]
    edit_event(in_zurich, event, programme=rows)
    ids = [_ids(event)]
    for step in (1, 1, -1):
        _send_again(in_zurich, event, step)
        ids.append(_ids(event))

    assert ids[1] == ids[2] == ids[3]
    assert [session.title for session in sessions(event)] == ["Closing", "Opening"]
    assert ids[1] == dict(ProgrammeItem.objects.filter(event=event).values_list("title", "uid"))


def test_a_session_keeps_its_id_when_its_draft_is_published_later(in_zurich):
    event = factories.make_event(parent=factories.make_series())
    edit_event(in_zurich, event, programme=[item("Opening", "2016-01-13 09:00")])
    event.refresh_from_db()
    event.get_latest_revision().publish()
    before = dict(ProgrammeItem.objects.filter(event=event).values_list("title", "uid"))
    _send_again(in_zurich, event, 1)

    assert before == _ids(event)
    assert before == dict(ProgrammeItem.objects.filter(event=event).values_list("title", "uid"))


def test_a_session_keeps_its_id_while_it_is_a_draft(in_zurich):
    event = factories.make_event(parent=factories.make_series())
    rows = [item("Opening", "2016-01-13 09:00"), item("Closing", "2016-01-13 17:00")]
    edit_event(in_zurich, event, programme=rows)
    before = _ids(event)
    assert {session.pk for session in sessions(event)} == {None}

    for step in (1, -1):
        _send_again(in_zurich, event, step, publish=False)
        assert _ids(event) == before
    _send_again(in_zurich, event, 1)

    assert _ids(event) == before
    assert before == dict(ProgrammeItem.objects.filter(event=event).values_list("title", "uid"))
    assert [session.title for session in sessions(event)] == ["Closing", "Opening"]


def test_a_session_keeps_its_id_when_the_one_before_it_is_deleted(in_zurich):
    event = factories.make_event(parent=factories.make_series())
    rows = [item("Opening", "2016-01-13 09:00"), item("Closing", "2016-01-13 17:00")]
    edit_event(in_zurich, event, programme=rows)
    before = _ids(event)
    _send_again(in_zurich, event, 1, publish=False, deleted=["Opening"])

    assert _ids(event) == {"Closing": before["Closing"]}


def test_an_open_form_learns_the_ids_that_an_autosave_gave(in_zurich):
    event = factories.make_event(parent=factories.make_series())
    row = item("Opening", "2016-01-13 09:00", uid="")
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    saved = in_zurich.post(url, event_form(programme=[row]), headers={"accept": "application/json"})

    [session] = sessions(event)
    assert saved.json()["field_updates"]["programme-0-uid"] == str(session.uid)


def test_a_new_row_has_no_id_before_it_is_saved(in_zurich):
    event = factories.make_event(parent=factories.make_series())
    rows = [
        item("Opening", "2016-01-13 09:00", uid=""),
        item("Closing", "2016-01-13 17:00", uid=""),
    ]
    form = in_zurich.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).context["form"]
    assert form.formsets["programme"].empty_form["uid"].value() is None

    edit_event(in_zurich, event, programme=rows)
    assert len(set(_ids(event).values())) == 2


def _ids(event: EventPage) -> dict[str, UUID]:
    return {session.title: session.uid for session in sessions(event)}


def _send_again(client, event: EventPage, step: int, *, publish=True, deleted=()) -> None:
    """Send the form as it was opened, with the sessions in another order for a `step` of -1."""
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    opened = client.get(url).context["form"].formsets["programme"].forms
    rows = [
        item(
            form["title"].value(),
            f"{form['start'].value():%Y-%m-%d %H:%M}",
            **{
                name: str(form[name].value() or "") for name in ("id", "uid") if name in form.fields
            },
            DELETE="1" if form["title"].value() in deleted else "",
        )
        for form in opened
    ]
    orders = range(1, len(rows) + 1)[::step]
    rows = [row | {"ORDER": str(order)} for row, order in zip(rows, orders, strict=True)]
    form = event_form(programme=rows, **({"action-publish": "1"} if publish else {}))
    form["programme-INITIAL_FORMS"] = str(len(rows))
    assert client.post(url, form).status_code == 302


def test_a_corrected_zone_of_a_venue_keeps_the_hours_on_the_clock(in_zurich):
    venue = factories.make_venue(time_zone="Europe/London")
    event = factories.make_event(parent=factories.make_series(), venue=venue)
    own = factories.make_event(venue=venue, time_zone="Europe/Paris")
    row = item("Opening", "2016-01-13 09:00", "2016-01-13 10:30")
    edit_event(in_zurich, event, venue=venue.pk, programme=[row], **{"action-publish": "1"})
    ProgrammeItem.objects.create(event=own, title="Own", start="2016-01-13T09:00:00Z")

    venue.time_zone = "Asia/Tokyo"
    factories.publish(venue)

    live = ProgrammeItem.objects.get(event=event)
    [draft] = sessions(event)
    for session in (live, draft):
        assert session.start == datetime(2016, 1, 13, 0, tzinfo=UTC)
        assert session.end == datetime(2016, 1, 13, 1, 30, tzinfo=UTC)
    assert ProgrammeItem.objects.get(event=own).start == datetime(2016, 1, 13, 9, tzinfo=UTC)
