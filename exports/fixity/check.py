"""One check of all files."""

import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from exports.fixity.copies import Copies
from exports.fixity.files import StoredFile, all_files, is_still, read_stored
from exports.models import FixityFinding, FixityRun
from exports.models.fixity import RunState

PROGRESS_INTERVAL = 5.0  # seconds


def ask_for(asked_by: str) -> FixityRun:
    """Let the worker check all files. Without a worker the next sweep does it."""
    run = FixityRun.objects.create(asked_by=asked_by)
    if settings.WORKER:
        check_task.enqueue()
    return run


@task(backend="worker")
def check_task() -> None:
    check_waiting()


def check_waiting(**kwargs: Any) -> None:
    """Do every check that waits. Each is done once, even if several processes try."""
    for run in FixityRun.objects.filter(started_at=None):
        for _finding in check(run):
            pass


def is_under_way() -> bool:
    run = FixityRun.objects.first()
    return run is not None and run.state in (RunState.WAITING, RunState.RUNNING)


def check(run: FixityRun, copies: Copies | None = None) -> Iterator[FixityFinding]:
    """Read every file. Yield each finding after it is saved, and repaired if `copies` can."""
    begun = timezone.now()
    if not FixityRun.objects.filter(pk=run.pk, started_at=None).update(started_at=begun):
        return
    run.started_at = run.seen_at = begun
    due = 0.0
    for file in all_files():
        result = read_stored(file)
        run.files += 1
        run.bytes += result.size
        if result.problem is not None and is_still(file):
            finding = FixityFinding(
                run=run, record_kind=file.kind, object_id=file.object_id, file=file.name,
                kind=result.problem, expected=file.expected, actual=result.actual,
            )  # fmt: skip
            finding.repaired_from = repair_from(file, copies)
            finding.save()
            yield finding
        if time.monotonic() >= due:
            due = time.monotonic() + PROGRESS_INTERVAL
            run.seen_at = timezone.now()
            run.save()
    run.seen_at = run.finished_at = timezone.now()
    run.save()


def repair_from(file: StoredFile, copies: Copies | None) -> str:
    """The path of the copy that repaired `file`. "" when it is not repaired."""
    return copies.restore(file) if copies is not None and file.expected else ""
