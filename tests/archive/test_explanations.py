"""What editors are told of why a record is public or not."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
)

from archive.explanations.omissions import omissions_of
from archive.explanations.public_status import public_status_of
from archive.models import Pending
from archive.publisher.after_commit import catch_up
from archive.visibility import Visibility
from cms.models import (
    Appearance,
    EventPage,
    EventQuote,
    EventTheme,
    Partnership,
    ProgrammeItem,
    Theme,
)
from tests import factories
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
NOW = timezone.now()
DAY = timedelta(days=1)


def status(record):
    return public_status_of(type(record).objects.get(pk=record.pk), Visibility(timezone.now()))


def reasons(record) -> str:
    public_status = status(record)
    assert bool(public_status.reasons) is not public_status.is_public
    return " ".join(warning.problem for warning in public_status.reasons)


def notes(record) -> str:
    return " ".join(warning.problem for warning in status(record).notes)


def restrict(page, kind: str = "login") -> None:
    PageViewRestriction.objects.create(page=page.page_ptr, restriction_type=kind)


STATES = {
    "live": (True, False),
    "first_published_at": (None, NOW - 9 * DAY),
    "expired": (True, False),
    "expire_at": (None, NOW - DAY, NOW + DAY),
    "go_live_at": (None, NOW - DAY, NOW + DAY),
}


@pytest.mark.parametrize("restriction", [None, "none", "login", "above"])
@pytest.mark.parametrize("maker", [factories.make_event, factories.make_theme])
def test_there_is_a_reason_exactly_when_a_record_is_hidden(maker, restriction):
    record = maker()
    if isinstance(record, EventPage) and restriction is not None:
        page = factories.home() if restriction == "above" else record
        restrict(page, "password" if restriction == "above" else restriction)
    visibility = Visibility(timezone.now())

    for values in product(*STATES.values()):
        for name, value in zip(STATES, values, strict=True):
            setattr(record, name, value)
        public_status = public_status_of(record, visibility)
        assert public_status.is_public is visibility.allows(record)
        assert bool(public_status.reasons) is not public_status.is_public, values
        for warning in public_status.reasons:
            assert warning.problem
            assert warning.solution
            assert warning.url


@pytest.mark.parametrize("depth", ["itself", "above", "elsewhere", "nowhere"])
@pytest.mark.parametrize("kind", ["none", "login", "groups"])
def test_a_file_is_hidden_for_a_reason_too(depth, kind):
    above = Collection.get_first_root_node().add_child(name="Above")
    inside = above.add_child(name="Inside")
    elsewhere = Collection.get_first_root_node().add_child(name="Elsewhere")
    image = factories.make_image(collection=inside)
    places = {"itself": inside, "above": above, "elsewhere": elsewhere}
    if depth in places:
        CollectionViewRestriction.objects.create(collection=places[depth], restriction_type=kind)

    explanation = reasons(image)

    assert bool(explanation) is (depth in ("itself", "above") and kind != "none")
    if explanation:
        assert f"“{places[depth]}”" in explanation


def test_what_is_public_has_no_reasons():
    assert reasons(factories.make_event()) == ""
    assert reasons(factories.make_partner()) == ""
    assert reasons(factories.make_document()) == ""


def test_a_draft_and_what_was_unpublished_are_told_apart():
    draft = factories.make_theme(live=False)
    gone = factories.publish(factories.make_theme())
    somebody = User.objects.create_superuser("somebody")
    gone.unpublish(user=somebody)

    assert "never published" in reasons(draft)
    assert "It was unpublished on" in reasons(gone)
    assert "by somebody" in reasons(gone)


def test_every_reason_is_named_at_once():
    series = factories.make_series(title="Closed series")
    event = factories.make_event(series=series, expire_at=NOW - DAY, live=False)
    restrict(series)
    restrict(event)

    explanation = reasons(event)

    assert "It expired on" in explanation
    assert "never published" in explanation
    assert "This page is private" in explanation
    assert "“Closed series”, which it lies under, is private" in explanation


def test_a_scheduled_record_says_when_it_goes_live():
    theme = factories.make_theme(live=False)
    theme.go_live_at = NOW + DAY
    theme.save_revision().publish()

    assert "It goes live by itself on" in reasons(theme)


def test_a_record_in_moderation_says_who_is_waited_for():
    theme = factories.make_theme(live=False)
    theme.save_revision()
    workflow = theme.get_workflow()
    state = workflow.start(theme, User.objects.create_user("ann"))
    assert "It waits in moderation for Moderators, since" in reasons(theme)

    state.current_task_state.reject(user=User.objects.create_user("ben"))
    assert "Moderators asked for changes" in reasons(theme)


def test_a_newer_draft_is_a_note_and_no_reason():
    theme = factories.publish(factories.make_theme(label="Old"))
    theme.label = "New"
    theme.expire_at = NOW + DAY
    theme.save_revision()
    Theme.objects.filter(pk=theme.pk).update(expire_at=NOW + DAY)

    assert reasons(theme) == ""
    assert "A newer draft waits. Readers see the version of" in notes(theme)
    assert "It expires by itself on" in notes(theme)


def test_what_the_log_has_not_taken_is_said(monkeypatch):
    theme = factories.make_theme()
    catch_up()
    assert notes(theme) == ""

    waiting = Pending.objects.create(kind="theme", object_id=theme.pk)
    assert "has not taken it yet" in notes(theme)

    waiting.problem = "ValueError: secret words"
    waiting.save()
    assert "The log could not take the latest change" in notes(theme)
    assert "secret" not in notes(theme)


@shared
def editor():
    person = User.objects.create_user("editor")
    person.groups.add(Group.objects.get(name="Editors"))
    return person


def words_left_out(record, user) -> str:
    omissions = omissions_of(
        type(record).objects.get(pk=record.pk), Visibility(timezone.now()), user
    )
    return " ".join(warning.problem for warning in omissions)


def test_hidden_records_that_an_event_names_are_left_out_and_named(editor):
    event = factories.make_event(series=factories.make_series(title="Hidden series", live=False))
    for number, live in enumerate((True, False)):
        partner = factories.make_partner(name=f"Partner {live}", live=live)
        Partnership.objects.create(event=event, partner=partner, sort_order=number)
    EventTheme.objects.create(event=event, theme=factories.make_theme(label="Lost", live=False))

    omissions = words_left_out(event, editor)

    assert "The partner “Partner False” is not public" in omissions
    assert "The theme “Lost” is not public" in omissions
    assert "The series “Hidden series” is not public" in omissions
    assert "Partner True" not in omissions


def test_nobody_is_told_the_name_of_what_they_may_not_edit():
    event = factories.make_event()
    hidden = factories.make_partner(name="Hidden partner", live=False)
    Partnership.objects.create(event=event, partner=hidden)

    omissions = words_left_out(event, User.objects.create_user("stranger"))

    assert omissions == "It names a record of the kind “partner” that is not public."


def test_people_whom_the_rule_keeps_unnamed_are_listed(editor):
    event = factories.make_event(attribution_rule="chatham-house")
    silent, named, session = (
        factories.make_person(name=name) for name in ("Silent", "Named", "Only in a session")
    )
    Appearance.objects.create(event=event, person=silent)
    Appearance.objects.create(event=event, person=named, may_be_named=True)
    people = [("person", session), ("person", named)]
    ProgrammeItem.objects.create(event=event, title="Session", people=people)

    omissions = words_left_out(event, editor)

    assert "“Chatham House rule”: Only in a session, Silent." in omissions


def test_a_quote_says_that_its_speaker_is_not_published(editor):
    event = factories.make_event(title="Quiet talks", attribution_rule="off-the-record")
    quote = factories.make_quote(attribution_stated="Somebody", occasion_event=event)
    EventQuote.objects.create(event=event, quote=quote)

    assert "it was said at “Quiet talks”. The rule there: Off the record." in words_left_out(
        quote, editor
    )


def test_what_is_left_out_costs_the_same_however_much_it_is(editor, django_assert_num_queries):
    event = factories.make_event()

    def add(count: int) -> None:
        for _ in range(count):
            Partnership.objects.create(event=event, partner=factories.make_partner(live=False))

    add(2)
    words_left_out(event, editor)
    with CaptureQueriesContext(connection) as few:
        words_left_out(event, editor)
    add(20)

    with django_assert_num_queries(len(few)):
        words_left_out(event, editor)
