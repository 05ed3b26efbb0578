"""`archive_verify` finds what is wrong, and repairs what rendering again can mend."""

from contextlib import contextmanager

import pytest

from archive.models import FacetCount, Head, Pending, PublicRecord
from archive.publisher.after_commit import catch_up
from archive.publisher.facet_counts import count_all
from archive.publisher.lock import appending
from cms.models import Theme
from tests.archive.helpers import document, verify
from tests.factories import make_theme

pytestmark = pytest.mark.django_db


def test_a_clean_archive_exits_with_nothing_to_say():
    make_theme(label="Resilience")
    catch_up()
    assert verify() == (0, "")


def test_a_change_behind_the_signals_is_one_line_and_repair_appends_it():
    make_theme(label="Resilience")
    catch_up()
    Theme.objects.update(summary="Changed by SQL")
    assert verify() == (1, "differs: theme resilience at 2\n")
    assert verify("--repair") == (0, "")
    assert document("theme", "resilience")["summary"] == "Changed by SQL"


def test_a_record_hidden_behind_the_signals_is_found():
    make_theme(label="Resilience")
    catch_up()
    Theme.objects.update(live=False)
    assert verify() == (1, "not public: theme resilience\n")
    assert verify("--repair") == (0, "")


def test_a_record_that_never_reached_the_log_is_found():
    make_theme(label="Resilience")
    Pending.objects.all().delete()
    assert verify() == (1, "missing: theme resilience\n")
    assert verify("--repair") == (0, "")


def test_counts_that_are_not_those_of_the_facets_are_found_and_mended():
    make_theme(label="Resilience")
    catch_up()
    FacetCount.objects.filter(kind="theme", name="letter", value="r").update(records=7)
    assert verify() == (1, "counts: 1, such as theme letter en r\n")
    assert verify("--repair") == (0, "")


def test_nobody_publishes_while_counts_are_mended(monkeypatch):
    locks = []

    @contextmanager
    def noted():
        with appending() as head:
            locks.append(head)
            yield head
        locks.pop()

    def count_under_lock():
        assert locks
        count_all()

    make_theme(label="Resilience")
    catch_up()
    FacetCount.objects.filter(kind="theme", name="letter", value="r").update(records=7)
    monkeypatch.setattr("archive.fixity.verify.appending", noted)
    monkeypatch.setattr("archive.fixity.verify.count_all", count_under_lock)
    assert verify("--repair") == (0, "")


def test_what_is_still_pending_is_said():
    theme = make_theme(label="Resilience")
    code, out = verify()
    assert code == 1
    assert f"pending theme {theme.pk}" in out


def test_a_head_that_lost_count_is_found():
    make_theme(label="Resilience")
    catch_up()
    Head.objects.update(sequence=7)
    assert verify() == (1, "head: it says 7, the newest entry is 2\n")


def test_a_record_at_an_older_entry_is_found():
    theme = make_theme(label="Resilience")
    catch_up()
    old = PublicRecord.objects.get(kind="theme").entry_id
    theme.summary = "New"
    theme.save()
    catch_up()
    PublicRecord.objects.filter(kind="theme").update(entry_id=old)
    code, out = verify()
    assert code == 1
    assert "record: theme resilience is not at its newest" in out


def test_lists_that_know_something_else_than_the_documents_are_found_and_mended():
    make_theme(label="Resilience")
    catch_up()
    record = PublicRecord.objects.get(kind="theme")
    record.facets.all().delete()
    PublicRecord.objects.filter(kind="theme").update(title="Another title")
    assert verify() == (1, "projection: theme resilience\n")
    assert verify("--repair") == (0, "")
    assert record.facets.filter(name="locale", value="en").exists()
    assert Head.objects.get().sequence == record.entry_id
