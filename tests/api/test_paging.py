"""Following `next` while editors publish and withdraw."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import EventPage
from tests import factories
from tests.api.helpers import read

pytestmark = pytest.mark.django_db

ORDERINGS = ["title", "-title", "ordinal", "-ordinal", "start,-title", "-start", "changed", ""]


@pytest.fixture
def events() -> list[EventPage]:
    series = factories.make_series(title="Annual", slug="annual")
    made = [
        factories.make_event(
            series=series,
            title=f"Event {number % 3}",
            slug=f"event-{number}",
            ordinal=number if number % 2 else None,
            start=f"20{10 + number % 4}-01-26" if number % 3 else None,
            precision="day" if number % 3 else "none",
        )
        for number in range(1, 13)
    ]
    catch_up()
    return made


def versions() -> set[tuple[str, int]]:
    """Every public event with its version: a neighbour of what changes may change as well."""
    rows = PublicRecord.objects.filter(kind="event", live=True).values_list("uid", "entry_id")
    return {(str(uid), entry) for uid, entry in rows}


def change(event: EventPage, how: str) -> None:
    """What an editor does to `event` while somebody reads."""
    if how == "withdraw":
        event.unpublish()
    elif how == "rename":
        event.title = f"Renamed {event.pk}"
        event.save_revision().publish()
    else:
        factories.make_event(series=event.series, title=f"New beside {event.pk}")
    catch_up()


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    ordering=st.sampled_from(ORDERINGS),
    limit=st.integers(1, 5),
    changes=st.lists(
        st.tuples(st.integers(0, 11), st.sampled_from(["withdraw", "rename", "new"])), max_size=5
    ),
)
def test_what_does_not_change_is_seen_once(reader, events, ordering, limit, changes):
    with transaction.atomic():
        before = versions()
        ids: list[str] = []
        waiting = list(changes)
        url = f"/api/v1/events/?limit={limit}" + (f"&ordering={ordering}" if ordering else "")
        while url:
            page = read(reader, url.removeprefix("https://api.test"))
            ids += [item["id"] for item in page["results"]]
            url = page["next"]
            if waiting:
                number, how = waiting.pop()
                event = EventPage.objects.get(pk=events[number].pk)
                if event.live:
                    change(event, how)
        unchanged = {uid for uid, _entry in before & versions()}
        assert sorted(uid for uid in ids if uid in unchanged) == sorted(unchanged)
        transaction.set_rollback(True)
