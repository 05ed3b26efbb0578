"""Queries whose SQL is made once give the rows that a new query gives."""

from datetime import timedelta
from functools import partial

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from wagtail.models import PageViewRestriction

from api.resources.event import EventResource
from archive.publisher.after_commit import catch_up
from archive.publisher.compiled_query import read_all, read_few
from archive.visibility import Visibility
from cms.models import EventPage, Partnership, Theme
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def themes(ids, now):
    return Theme.objects.filter(pk__in=ids, first_published_at__lt=now).order_by("label")


def test_each_reading_asks_for_its_own_ids_and_its_own_time():
    now = timezone.now()
    first, second, third = (factories.make_theme(label=label) for label in "abc")
    Theme.objects.update(first_published_at=now)
    read = partial(read_few, "themes", themes)

    assert read([first.pk], now + timedelta(1)) == [first]
    assert read([second.pk], now + timedelta(1)) == [second]
    assert read([second.pk], now - timedelta(1)) == []
    assert read([third.pk, first.pk], now + timedelta(1)) == [first, third]
    assert read([first.pk, second.pk, third.pk], now + timedelta(1)) == [first, second, third]
    assert read([], now) == []


def test_a_query_by_uuids_and_one_without_ids_are_asked_anew_each_time():
    now = timezone.now()
    first, second = (factories.make_theme(label=label) for label in "ab")
    Theme.objects.update(first_published_at=now)

    def by_uid(uids, _now):
        return Theme.objects.filter(uid__in=uids).order_by("label").values_list("uid", "label")

    def published(now):
        return Theme.objects.filter(first_published_at__lt=now).values_list("label", flat=True)

    read = partial(read_few, "by uid", by_uid)
    assert read([first.uid]) == [(first.uid, "a")]
    assert read([second.uid]) == [(second.uid, "b")]
    assert read([second.uid, first.uid]) == [(first.uid, "a"), (second.uid, "b")]
    assert sorted(read_all("published", published, now + timedelta(1))) == ["a", "b"]
    assert read_all("published", published, now - timedelta(1)) == []


def test_a_record_under_a_new_restriction_is_not_read_any_more():
    event = factories.make_event(title="An edition")
    resource = EventResource()

    def read():
        return resource.load([event.pk], Visibility(timezone.now()))

    assert read() == [event]
    PageViewRestriction.objects.create(page=event.get_parent(), restriction_type="login")
    assert read() == []


def test_a_record_that_has_expired_since_the_last_reading_is_not_read_any_more():
    event = factories.make_event(title="An edition")
    now = timezone.now()
    EventPage.objects.update(expire_at=now + timedelta(1))
    resource = EventResource()

    assert resource.load([event.pk], Visibility(now)) == [event]
    assert resource.load([event.pk], Visibility(now + timedelta(2))) == []


def test_the_sql_of_a_record_is_made_once(monkeypatch):
    first, second = (factories.make_event(title=f"Edition {number}") for number in (1, 2))
    for event in (first, second):
        event.partnerships = [Partnership(partner=factories.make_partner())]
        event.save()
    catch_up()
    resource = EventResource()
    resource.load([first.pk], Visibility(timezone.now()))
    made: list[type] = []
    as_sql = SQLCompiler.as_sql

    def noted(self, *args, **options):
        made.append(self.query.model)
        return as_sql(self, *args, **options)

    monkeypatch.setattr(SQLCompiler, "as_sql", noted)
    [event] = resource.load([second.pk], Visibility(timezone.now()))

    assert event.children["partnerships"] == list(second.partnerships.all())
    assert EventPage not in made
    assert made.count(Partnership) == 1  # what this test itself asks for
