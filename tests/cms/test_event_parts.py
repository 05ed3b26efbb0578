import datetime

import pytest

from cms.models import CallToAction, ProgrammeItem
from tests import factories
from tests.cms.helpers import errors_of, refused

pytestmark = pytest.mark.django_db
NINE = datetime.datetime(2012, 1, 26, 9, tzinfo=datetime.UTC)
TEN = datetime.datetime(2012, 1, 26, 10, tzinfo=datetime.UTC)


def item(**fields) -> ProgrammeItem:
    return ProgrammeItem(event=factories.make_event(), title="Opening", **fields)


def test_a_programme_item_does_not_end_before_it_begins():
    assert set(errors_of(item(start=TEN, end=NINE))) - {"__all__"} == {"start", "end"}


def test_the_database_refuses_a_programme_item_that_ends_before_it_begins():
    right = item(start=NINE, end=TEN)
    right.save()

    refused(lambda: ProgrammeItem.objects.filter(pk=right.pk).update(start=TEN, end=NINE))


def test_a_programme_item_with_an_end_has_a_beginning():
    assert set(errors_of(item(end=NINE))) == {"start", "end"}


def test_a_programme_item_needs_no_times():
    assert errors_of(item()) == {}


def test_questions_are_one_a_line():
    assert item(questions="Who?\n\n  Why? \n").questions_list == ["Who?", "Why?"]


def test_a_call_to_action_has_a_web_address_or_none():
    event = factories.make_event()

    assert errors_of(CallToAction(event=event, label="Sign up")) == {}
    assert "url" in errors_of(CallToAction(event=event, label="Sign up", url="javascript:alert(1)"))
