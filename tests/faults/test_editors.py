"""Faults 21 and 23: editors who do things at the same moment, on PostgreSQL.

No form is lost, no answer is an error, and neither the tree nor the log has a gap afterwards.
"""

import random
from collections.abc import Callable, Iterable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from archive.fixity.verify import differences
from archive.models import PublicRecord
from cms.models import EventPage
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import create_event, event_form, loaded
from tests.factories import make_event, make_series

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]

ROUNDS = 25
EDITORS = 4
ACTIONS = 12


def at_once(actions: Iterable[Callable[[], object]]) -> list[object]:
    """Do all `actions`, each in a thread that begins with the others; what each gave or raised."""
    actions = list(actions)
    barrier, given = Barrier(len(actions)), [None] * len(actions)

    def do(number: int, action: Callable[[], object]) -> None:
        try:
            barrier.wait()
            given[number] = action()
        except Exception as error:  # noqa: BLE001  whatever it is, the test names it
            given[number] = error
        finally:
            connection.close()

    threads = [Thread(target=do, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_fault_21_of_two_who_publish_at_once_one_is_told_and_loses_nothing():
    event = make_event(title="As it was")
    event.save_revision()
    editors = [signed_in(user(f"editor{number}", "Moderators")) for number in range(2)]
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])

    def publish(editor: Client, title: str) -> int:
        form = event_form(title=title, slug=event.slug, **opened, **{"action-publish": "1"})
        return editor.post(url, form).status_code

    for number in range(ROUNDS):
        titles = [f"Title {number} of {who}" for who in range(2)]
        opened = loaded(EventPage.objects.get(pk=event.pk))
        statuses = at_once(
            lambda who=who, title=title: publish(editors[who], title)
            for who, title in enumerate(titles)
        )
        assert sorted(map(str, statuses)) == ["200", "302"], statuses
        opened = loaded(EventPage.objects.get(pk=event.pk))
        refused = statuses.index(200)
        assert publish(editors[refused], titles[refused]) == 302

        kept = event.revisions.order_by("-pk")[:2]
        assert {revision.as_object().title for revision in kept} == set(titles)
        assert EventPage.objects.get(pk=event.pk).title == titles[refused]
    assert [str(difference) for difference in differences()] == []


def test_fault_23_the_tree_is_whole_after_editors_who_add_move_and_delete():
    places = [make_series(title=f"Series {number}") for number in range(2)]
    editors = [signed_in(user(f"editor{number}", is_superuser=True)) for number in range(EDITORS)]

    def add(editor: Client, code: str) -> None:
        fields = {"title": code, "slug": code.lower(), "code": code, "action-publish": "1"}
        answer = create_event(editor, places[0], **fields)
        assert answer.status_code == 302, answer.context["form"].errors

    def move(editor: Client, code: str) -> None:
        event = EventPage.objects.get(code=code)
        address = reverse("wagtailadmin_pages:move_confirm", args=[event.pk, places[1].pk])
        assert editor.post(address).status_code == 302

    def delete(editor: Client, code: str) -> None:
        event = EventPage.objects.get(code=code)
        address = reverse("wagtailadmin_pages:delete", args=[event.pk])
        assert editor.post(address).status_code == 302

    def work(who: int) -> None:
        chosen = random.Random(who)  # the same in every run
        for number in range(ACTIONS):
            code = f"E{who}N{number}"
            add(editors[who], code)
            for action in chosen.choice([(), (move,), (delete,), (move, delete)]):
                action(editors[who], code)

    assert at_once(lambda who=who: work(who) for who in range(EDITORS)) == [None] * EDITORS
    assert Page.find_problems() == ([], [], [], [], [])
    codes = set(EventPage.objects.values_list("code", flat=True))
    assert (
        set(PublicRecord.objects.filter(kind="event", live=True).values_list("key", flat=True))
        == codes
    )
    assert [str(difference) for difference in differences()] == []
