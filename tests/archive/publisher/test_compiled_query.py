"""Queries whose SQL is made once give the rows that a new query gives."""

from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from api.resources.event import EventResource
from archive.publisher.after_commit import catch_up
from archive.publisher.compiled_query import read_all, read_few
from archive.visibility import Visibility
from cms.models import EventPage, Partnership, Theme
from cms.models.page import site_root_paths
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


@pytest.fixture
def new_connection():
    """The connection of the test, as if it had asked nothing yet."""
    driver = connection.connection
    kept = driver.keeps_plans, driver.asked
    driver.asked = set()
    yield driver
    driver.keeps_plans, driver.asked = kept


def sql_of(read, *args):
    """The rows, and the only query that was asked for them."""
    with CaptureQueriesContext(connection) as queries:
        rows = read(*args)
    [query] = queries
    return rows, query["sql"]


def odd_themes(ids, now):
    """With constants that a query by its plan must not take for anything else."""
    odd = Q(label="50 %s'") | Q(label__contains="%") | Q(label="b$1")
    return Theme.objects.filter(odd, pk__in=ids, first_published_at__lt=now).order_by("label")


@pytest.mark.postgres
def test_what_a_connection_asks_again_is_asked_by_its_plan(new_connection):
    now = timezone.now() + timedelta(1)
    first, second, third = (factories.make_theme(label=label) for label in ("50 %s'", "b$1", "c"))
    Theme.objects.update(first_published_at=timezone.now())
    read = partial(read_few, "planned", odd_themes)
    by_uid = partial(
        read_few, "planned by uid", lambda uids, _now: Theme.objects.filter(uid__in=uids)
    )

    rows, sql = sql_of(read, [first.pk, second.pk], now)
    assert rows == [first, second]
    assert sql.startswith("SELECT")
    for ids, then, expected in (
        ([first.pk, second.pk], now, [first, second]),
        ([third.pk, second.pk], now, [second]),
        ([first.pk, second.pk], now - timedelta(2), []),
    ):
        rows, sql = sql_of(read, ids, then)
        assert rows == expected
        assert sql.startswith("EXECUTE plenary_compiled_")
    assert sql_of(site_root_paths)[0] == sql_of(site_root_paths)[0]
    by_uid([first.uid])
    rows, sql = sql_of(by_uid, [third.uid])
    assert (rows, sql.startswith("EXECUTE")) == ([third], True)


@pytest.mark.postgres
def test_behind_a_pooler_no_plan_is_asked_for(new_connection, monkeypatch):
    """The pooler named a process of its own when the connection began."""
    del new_connection.keeps_plans
    another = SimpleNamespace(fetchone=lambda: (new_connection.pgconn.backend_pid + 1,))
    monkeypatch.setattr(type(new_connection), "execute", lambda *_args: another)
    theme = factories.make_theme(label="a")
    for _ in range(3):
        _rows, sql = sql_of(partial(read_few, "pooled", themes), [theme.pk], timezone.now())
        assert sql.startswith("SELECT")


@pytest.mark.postgres
def test_a_plan_that_a_migration_breaks_is_not_asked_again(new_connection):
    theme = factories.make_theme(label="a")
    read = partial(read_few, "broken", lambda ids, _now: Theme.objects.filter(pk__in=ids))
    for _ in range(2):
        assert read([theme.pk]) == [theme]
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cms_theme ALTER COLUMN label TYPE text")
    with pytest.raises(DatabaseError), transaction.atomic():
        read([theme.pk])
    assert read([theme.pk]) == [theme]
