"""Make the exports that editors ask for in the admin."""

import contextlib
import hashlib
import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cms.signals import swept
from cms.work_lock import Busy, at_work
from exports.models import Export
from exports.request import ExportRequest, parse_time
from exports.snapshot import CannotExport

logger = logging.getLogger("plenary.export")

ENQUEUED_WITHIN = timedelta(minutes=1)  # after the export was asked for
STOPPED = "The server stopped while it made this export. Ask for it again."


def may_export(user: Any) -> bool:
    """Who may read the log may export what is public."""
    return user.has_perm("archive.view_entry")


def may_export_whole(user: Any) -> bool:
    """Only administrators may export what is hidden from some editors."""
    return user.is_superuser


def exports_of(user: Any) -> QuerySet[Export]:
    """The exports that `user` sees: their own public ones. An administrator sees all."""
    if may_export_whole(user):
        return Export.objects.all()
    return Export.objects.filter(made_by=user, is_whole=False)


def start(export: Export) -> None:
    """Let the worker make it after the commit. Without a worker this process makes it."""
    backend = "worker" if settings.WORKER else "default"
    work = make_export.using(backend=backend)
    transaction.on_commit(lambda: work.enqueue(export.pk))


@task()
def make_export(pk: int) -> None:
    """Write the file of an export, or save the reason why it cannot be written."""
    with at_work(lock_of(pk)):
        _make(Export.objects.get(pk=pk))


def _make(export: Export) -> None:
    export.path.unlink(missing_ok=True)
    try:
        request_of(export).write(export.path)
        with export.path.open("rb") as file:
            export.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        export.size = export.path.stat().st_size
    except (CannotExport, OSError) as error:
        logger.warning("an export cannot be made", exc_info=True)
        message = error.strerror if isinstance(error, OSError) else None
        export.problem = message or str(error)
    export.finished_at = timezone.now()
    export.save()


def lock_of(pk: int) -> str:
    return f"export-{pk}"


@receiver(swept)
def end_abandoned(**kwargs: Any) -> None:
    """Say of an export whose process ended before its work did, so that it is asked for again."""
    begun = Export.objects.filter(finished_at=None, asked_at__lt=timezone.now() - ENQUEUED_WITHIN)
    for export in begun.exclude(pk__in=_waiting()):
        with contextlib.suppress(Busy), at_work(lock_of(export.pk)):
            export.refresh_from_db()
            if export.finished_at is None:
                export.path.unlink(missing_ok=True)
                export.problem, export.finished_at = STOPPED, timezone.now()
                export.save(update_fields=["problem", "finished_at"])


def _waiting() -> list[int]:
    """Those that no worker has begun with."""
    tasks = DBTaskResult.objects.ready().filter(task_path=make_export.module_path)
    return [pk for task in tasks.values_list("args_kwargs", flat=True) for pk in task["args"]]


def request_of(export: Export) -> ExportRequest:
    return ExportRequest(
        format=export.format,
        series=export.series or None,
        as_of=parse_time(export.as_of.isoformat()) if export.as_of else None,
        whole=export.is_whole,
    )


def delete(export: Export) -> None:
    export.path.unlink(missing_ok=True)
    export.delete()
