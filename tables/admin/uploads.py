"""Tables that were sent to the admin: kept, checked, imported, forgotten after a day."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files import File
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task

from cms.signals import swept
from importer.import_lock import Busy
from tables.importing.execute import Order, dry_run, import_table
from tables.importing.plan import CREATE, SKIP, UPDATE, Plan, Step
from tables.kinds import by_plural
from tables.models import TableUpload, TableUploadPart
from tables.problems import Refused

PART = 1024**2
KEPT = timedelta(days=1)
MOST_SHOWN = 500
BROKEN_OFF = "It broke off, and the server's log says why. Nothing is written."
State = TableUpload.State


def keep(upload: TableUpload, table: File, files: File | None) -> None:
    upload.save(force_insert=True)
    for is_files, file in ((False, table), (True, files)):
        for number, content in enumerate(file.chunks(PART) if file else ()):
            upload.parts.create(is_files=is_files, number=number, content=content)


def begin(work: Any, upload: TableUpload) -> None:
    """Have it done by the worker, or here and now where there is none."""
    work.using(backend="worker" if settings.WORKER else "default").enqueue(str(upload.pk))


@task()
def check(pk: str) -> None:
    with _upload(pk) as upload, _order(upload) as order:
        try:
            plan = dry_run(order, Progress(pk))
        except Refused as error:
            _refuse(upload, error.problems)
            return
    if plan.problems:
        _refuse(upload, plan.problems)
    else:
        _note(upload, plan, State.CHECKED)


@task()
def bring_in(pk: str) -> None:
    with _upload(pk) as upload, _order(upload) as order:
        try:
            plan = import_table(order, Progress(pk))
        except Refused as error:
            _refuse(upload, error.problems)
        except Busy as error:
            upload.state, upload.problems, upload.problem_count = State.CHECKED, [str(error)], 0
            upload.save()
        else:
            _note(upload, plan, State.DONE)
            upload.parts.all().delete()


@contextmanager
def _upload(pk: str) -> Iterator[TableUpload]:
    """An upload that says so when its work breaks off."""
    upload = TableUpload.objects.select_related("user").get(pk=pk)
    try:
        yield upload
    except Exception:
        upload.state, upload.problems = State.REFUSED, [BROKEN_OFF]
        upload.save()
        raise


class Progress:
    """How far it is, where the page that asks can see it: the transaction is not over yet."""

    def __init__(self, pk: str) -> None:
        self.pk, self.shown = pk, ("", -1)

    def __call__(self, stage: str, done: int, total: int) -> None:
        hundredths = 100 * done // max(total, 1)
        if (stage, hundredths) != self.shown:
            self.shown = stage, hundredths
            cache.set(_key(self.pk), [stage, done, total], timeout=3600)


def progress_of(pk: uuid.UUID) -> list:
    """`["Writing", 120, 10000]`, or nothing known yet."""
    return cache.get(_key(str(pk))) or ["", 0, 0]


def _key(pk: str) -> str:
    return f"table-upload-{pk}"


@contextmanager
def _order(upload: TableUpload) -> Iterator[Order]:
    with TemporaryDirectory(prefix="plenary-table-") as folder:
        files = None
        form = upload.name.rpartition(".")[2].lower()
        if upload.files_name:
            files = _unpack(upload, Path(folder) / "files.zip", is_files=True)
        yield Order(
            table=by_plural()[upload.plural],
            path=_unpack(upload, Path(folder) / f"table.{form}", is_files=False),
            form=form,
            name=upload.name,
            files=files,
            publish=upload.publish,
            user=upload.user,
        )


def _unpack(upload: TableUpload, path: Path, *, is_files: bool) -> Path:
    with path.open("wb") as file:
        parts = TableUploadPart.objects.filter(upload=upload, is_files=is_files)
        for part in parts.iterator(chunk_size=1):
            file.write(bytes(part.content))
    return path


def _refuse(upload: TableUpload, problems: list) -> None:
    upload.state, upload.problem_count = State.REFUSED, len(problems)
    upload.problems = [str(problem) for problem in problems[:MOST_SHOWN]]
    upload.save()
    upload.parts.all().delete()


def _note(upload: TableUpload, plan: Plan, state: State) -> None:
    upload.state, upload.problems = state, []
    upload.created, upload.updated = plan.count(CREATE), plan.count(UPDATE)
    upload.skipped = plan.count(SKIP)
    # What changes comes first: of the rest a page shows as much as it holds.
    steps = sorted(plan.steps, key=lambda step: step.action == SKIP)
    upload.steps = [_shown(step) for step in steps[:MOST_SHOWN]]
    upload.save()


def _shown(step: Step) -> list:
    """`[3, "update", "WP1725", "title, dates"]`."""
    return [step.row, step.action, step.key, ", ".join(step.changed)]


@receiver(swept)
def forget(**kwargs) -> None:
    TableUpload.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()
