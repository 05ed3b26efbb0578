"""The report of the check of files: who sees it, who may begin one, and what it says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exports.models import FixityFinding, FixityRun
from tests.cms.admin.conftest import guest, signed_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def page(client) -> str:
    response = client.get(reverse("exports_files_report"))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def moderator():
    return signed_in(user("ben", "Moderators"))


def test_before_the_first_check_it_says_so_and_offers_one(moderator):
    text = page(moderator)
    assert "No check has been completed yet." in text
    assert "Check now" in text


def test_an_editor_reads_it_and_cannot_begin_a_check():
    editor = signed_in(user("ann", "Editors"))
    assert "Check now" not in page(editor)
    assert editor.post(reverse("exports_files_report")).status_code == 302
    assert not FixityRun.objects.exists()


def test_who_may_not_read_the_log_does_not_read_it():
    assert signed_in(guest()).get(reverse("exports_files_report")).status_code == 302


def test_the_button_asks_for_one_check_and_only_one(moderator):
    for _ in range(2):
        assert moderator.post(reverse("exports_files_report")).status_code == 302
    run = FixityRun.objects.get()
    assert run.asked_by == "ben"
    text = page(moderator)
    assert "A check is running" in text
    assert "Check now" not in text


def test_findings_are_named_with_both_checksums(moderator):
    now = timezone.now()
    run = FixityRun.objects.create(
        started_at=now - timedelta(days=2), finished_at=now - timedelta(days=2), files=7, bytes=2048
    )
    FixityFinding.objects.create(
        run=run, record_kind="document", object_id=1, file="documents/<report>.txt", kind="changed",
        expected="a" * 64, actual="b" * 64,
    )  # fmt: skip
    text = page(moderator)
    for part in ("2\xa0days ago", "7 files", "1 damaged", "documents/&lt;report&gt;.txt"):
        assert part in text, part
    assert "a" * 64 in text
    assert "b" * 64 in text


def test_a_check_that_was_killed_is_shown_as_stopped(moderator):
    long_ago = timezone.now() - timedelta(hours=3)
    FixityRun.objects.create(started_at=long_ago, seen_at=long_ago, files=3)
    text = page(moderator)
    assert "Stopped before the end" in text
    assert "Check now" in text


def test_the_newest_check_stands_first_and_its_findings_are_shown(moderator):
    now = timezone.now()
    old, new = (
        FixityRun.objects.create(started_at=now, finished_at=now, asked_by=name)
        for name in ("older hand", "newer hand")
    )
    for run, file in ((old, "documents/old.txt"), (new, "documents/new.txt")):
        FixityFinding.objects.create(
            run=run, record_kind="document", object_id=1, file=file, kind="missing"
        )
    FixityRun.objects.create(started_at=now, seen_at=now)
    text = page(moderator)
    assert "documents/new.txt" in text
    assert "documents/old.txt" not in text
    assert text.index("newer hand") < text.index("older hand")
