"""Read a zip or a web archive beside the request, and say how far it is."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cms.models import SeriesPage
from cms.signals import swept
from cms.work_lock import Busy, at_work
from importer.extract import Proposal, UnreadablePage
from importer.formats.folder import Refusal, count_in, files_in, read_or_refuse
from importer.formats.saved_file import SavedFile
from importer.kept.store import PART_BYTES, read_parts, store_parts
from importer.models import FileBatch
from importer.review.drafts import keep

RETENTION = timedelta(days=7)
MOST_LISTED = 500
BROKEN_OFF = (
    "Reading broke off. The server's log has the reason. What is read stays. Send it again."
)
STOPPED = "The server stopped while it read the files. What is read stays. Send the file again."
State = FileBatch.State


def begin(file: File, *, user: Any, series: SeriesPage | None) -> FileBatch:
    """Store the file, and let the worker read it. Where there is no worker, it is read at once."""
    with transaction.atomic():
        batch = FileBatch.objects.create(name=str(file.name)[-255:], user=user, series=series)
        store_parts(batch.parts, file.chunks(PART_BYTES))
    backend = "worker" if settings.WORKER else "default"
    read_batch.using(backend=backend).enqueue(str(batch.pk))
    return batch


@task()
def read_batch(pk: str) -> None:
    with at_work(pk):
        batch = FileBatch.objects.select_related("user", "series").get(pk=pk)
        try:
            with stored(batch) as path:
                batch.total = count_in(path)
                batch.save(update_fields=["total"])
                for file in files_in(path, batch.name):
                    read_one(batch, file)
        except UnreadablePage as refused:
            add_problem(batch, batch.name, str(refused))
        except Exception:
            add_problem(batch, batch.name, BROKEN_OFF)
            end(batch)
            raise
        end(batch)


@contextmanager
def stored(batch: FileBatch) -> Iterator[Path]:
    """The file, on the disk of the machine that reads it."""
    with TemporaryDirectory(prefix="plenary-batch-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as file:
            for content in read_parts(batch.parts):
                file.write(content)
        yield path


def read_one(batch: FileBatch, file: SavedFile | Refusal) -> None:
    for result in read_or_refuse(file):
        if isinstance(file, Refusal) or isinstance(result, Refusal):
            add_problem(batch, file.name, result.reason if isinstance(result, Refusal) else "")
        else:
            keep_one(batch, file, result)
    batch.done += 1
    batch.total = max(batch.total, batch.done)  # a web archive tells its pages one by one
    batch.save()


def keep_one(batch: FileBatch, file: SavedFile, proposal: Proposal) -> None:
    try:
        with transaction.atomic():
            _page, is_new = keep(proposal, file, user=batch.user, series=batch.series)
    except UnreadablePage as refused:
        add_problem(batch, file.name, str(refused))
        return
    batch.new, batch.known = batch.new + is_new, batch.known + (not is_new)


def add_problem(batch: FileBatch, name: str, reason: str) -> None:
    if len(batch.problems) < MOST_LISTED:
        batch.problems.append([name, reason])


def end(batch: FileBatch) -> None:
    batch.state = State.DONE
    batch.save()
    batch.parts.all().delete()


@receiver(swept)
def end_what_died(**kwargs: Any) -> None:
    """Say of a batch whose process ended before its work did."""
    waiting = DBTaskResult.objects.ready().filter(task_path=read_batch.module_path)
    begun = FileBatch.objects.filter(state=State.READING).exclude(
        pk__in=[
            pk
            for arguments in waiting.values_list("args_kwargs", flat=True)
            for pk in arguments["args"]
        ]
    )
    for batch in begun:
        with contextlib.suppress(Busy), at_work(str(batch.pk)):
            batch.refresh_from_db()
            if batch.state == State.READING:
                add_problem(batch, batch.name, STOPPED)
                end(batch)


@receiver(swept)
def delete_what_is_old(**kwargs: Any) -> None:
    FileBatch.objects.filter(sent_at__lt=timezone.now() - RETENTION).delete()
