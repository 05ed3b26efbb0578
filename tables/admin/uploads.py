"""Uploaded tables: store, check and import them, and delete them after a day."""

import contextlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
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
from django_tasks_db.models import DBTaskResult

from cms.signals import swept
from cms.work_lock import Busy, LockLost, at_work
from tables.importing.execute import ImportRequest, dry_run, encoding_for, import_table
from tables.importing.office_plan import MAPPED_FORMS, is_ours, notes_of
from tables.importing.plan import CREATE, REFUSE, SKIP, UPDATE, Plan, Step
from tables.kinds import by_plural
from tables.models import TableImport, TableUpload, TableUploadPart
from tables.office.options import options_from
from tables.problems import InvalidTable

PART = 1024**2
RETENTION = timedelta(days=1)
MOST_LISTED = 500
MOST_ASKED = 300  # names on one page, each with two fields
FAILED = "The check failed. The server's log has the reason. Nothing is written."
BROKEN_OFF = (
    "The import broke off. The server's log has the reason. Rows that were written stay. "
    "Import the table again: it writes the rest."
)
NOT_CHECKED = "The server stopped while it checked the table. Send the table again."
NOT_IMPORTED = (
    "The server stopped during the import. Rows that were written stay. "
    "Import the table again: it writes the rest."
)
State = TableUpload.State


def store_upload(upload: TableUpload, table: File, files: File | None) -> None:
    upload.save(force_insert=True)
    for is_files, file in ((False, table), (True, files)):
        for number, content in enumerate(file.chunks(PART) if file else ()):
            upload.parts.create(is_files=is_files, number=number, content=content)


def enqueue(work: Any, upload: TableUpload) -> None:
    """Let the worker do it, or do it now where there is no worker."""
    work.using(backend="worker" if settings.WORKER else "default").enqueue(str(upload.pk))


@task()
def check(pk: str) -> None:
    with _upload(pk) as upload, import_request(upload) as request:
        try:
            plan = dry_run(request, Progress(pk))
        except InvalidTable as error:
            _refuse(upload, error.problems)
            return
    _save_notes(upload, plan)
    if plan.problems:
        _refuse(upload, plan.problems)
    elif plan.questions:
        _ask(upload, plan)
    else:
        upload.versions = {step.key: step.version for step in plan.steps if step.action != SKIP}
        _save_result(upload, plan, State.CHECKED)


@task()
def run_import(pk: str) -> None:
    with _upload(pk) as upload, import_request(upload) as request:
        try:
            plan = import_table(request, Progress(pk))
        except InvalidTable as error:
            _refuse(upload, error.problems)
        except Busy as error:
            _give_back(upload, str(error))
        except LockLost as error:
            upload.versions = None
            _give_back(upload, str(error))
        else:
            _save_result(upload, plan, State.DONE)
            upload.parts.all().delete()


def _give_back(upload: TableUpload, reason: str) -> None:
    """Let the editor import the table again."""
    upload.state, upload.problems, upload.problem_count = State.CHECKED, [reason], 0
    upload.save()


@contextmanager
def _upload(pk: str) -> Iterator[TableUpload]:
    """The upload. It is marked as refused when its work fails."""
    upload = TableUpload.objects.select_related("user").get(pk=pk)
    with at_work(pk):
        try:
            yield upload
        except Exception:
            if upload.state == State.IMPORTING:
                upload.versions = None  # those of the rows that were written are others now
                _give_back(upload, BROKEN_OFF)
            else:
                upload.state, upload.problems = State.REFUSED, [FAILED]
                upload.save()
            raise


class Progress:
    """Stores the progress in the cache, where a page can read it during the transaction."""

    def __init__(self, pk: str) -> None:
        self.pk, self.last = pk, ("", -1)

    def __call__(self, stage: str, done: int, total: int) -> None:
        hundredths = 100 * done // max(total, 1)
        if (stage, hundredths) != self.last:
            self.last = stage, hundredths
            cache.set(_key(self.pk), [stage, done, total], timeout=3600)


def progress_of(pk: uuid.UUID) -> list:
    """`["Writing", 120, 10000]`, or `["", 0, 0]` at the beginning."""
    return cache.get(_key(str(pk))) or ["", 0, 0]


def _key(pk: str) -> str:
    return f"table-upload-{pk}"


@contextmanager
def import_request(upload: TableUpload, *, with_files: bool = True) -> Iterator[ImportRequest]:
    """The request, with copies on disk of the table and, if asked for, of the zip of files."""
    with TemporaryDirectory(prefix="plenary-table-") as folder:
        files, form = None, upload.form
        if with_files and upload.files_name:
            files = _unpack(upload, Path(folder) / "files.zip", is_files=True)
        yield ImportRequest(
            table=by_plural()[upload.plural],
            path=_unpack(upload, Path(folder) / f"table.{form}", is_files=False),
            form=form,
            name=upload.name,
            encoding=upload.encoding,
            files=files,
            publish=upload.publish,
            user=upload.user,
            office=options_from(upload.options) if upload.options else None,
            versions=upload.versions,
        )


def is_table_of_ours(upload: TableUpload) -> bool:
    """Whether the table has our columns. If not, somebody says what its columns are."""
    with import_request(upload, with_files=False) as request:
        return is_ours(request.path, request.form, encoding_for(request))


def _unpack(upload: TableUpload, path: Path, *, is_files: bool) -> Path:
    with path.open("wb") as file:
        parts = TableUploadPart.objects.filter(upload=upload, is_files=is_files)
        for part in parts.iterator(chunk_size=1):
            file.write(bytes(part.content))
    return path


def _save_notes(upload: TableUpload, plan: Plan) -> None:
    notes = notes_of(plan)
    upload.notes, upload.note_count = notes[:MOST_LISTED], len(notes)


def _ask(upload: TableUpload, plan: Plan) -> None:
    """Ask about names that no record has. Those that do not fit on the page are asked later."""
    upload.state = State.ASKING
    upload.questions = [asdict(name) for name in plan.questions[:MOST_ASKED]]
    upload.save()


def _refuse(upload: TableUpload, problems: list) -> None:
    upload.state, upload.problem_count = State.REFUSED, len(problems)
    upload.problems = [str(problem) for problem in problems[:MOST_LISTED]]
    upload.save()
    if upload.form not in MAPPED_FORMS:  # somebody may say otherwise what the columns are
        upload.parts.all().delete()


def _save_result(upload: TableUpload, plan: Plan, state: State) -> None:
    upload.state, upload.problem_count = state, len(plan.problems)
    upload.problems = [str(problem) for problem in plan.problems[:MOST_LISTED]]
    upload.created, upload.updated = plan.count(CREATE), plan.count(UPDATE)
    upload.skipped, upload.refused = plan.count(SKIP), plan.count(REFUSE)
    # Changes come first, since the page lists a limited number of steps.
    steps = sorted(plan.steps, key=lambda step: step.action == SKIP)
    upload.steps = [_summary(step) for step in steps[:MOST_LISTED]]
    upload.save()


def _summary(step: Step) -> list:
    """`[3, "update", "WP1725", "title, dates"]`."""
    return [step.row, step.action, step.key, ", ".join(step.changed)]


@receiver(swept)
def give_back_what_died(**kwargs: Any) -> None:
    """Say of an upload whose process ended before its work did, and let its editor go on."""
    under_way = TableUpload.objects.filter(state__in=(State.CHECKING, State.IMPORTING))
    for upload in under_way.exclude(pk__in=waiting_uploads()):
        with contextlib.suppress(Busy), at_work(str(upload.pk)):
            upload.refresh_from_db(fields=["state"])
            if upload.state == State.IMPORTING:
                upload.versions = None  # those of the rows that were written are others now
                _give_back(upload, NOT_IMPORTED)
            elif upload.state == State.CHECKING:
                upload.state, upload.problems = State.REFUSED, [NOT_CHECKED]
                upload.save(update_fields=["state", "problems"])


def waiting_uploads() -> list[str]:
    """Those that no worker has begun with."""
    ours = (check.module_path, run_import.module_path)
    waiting = DBTaskResult.objects.ready().filter(task_path__in=ours)
    return [
        pk
        for arguments in waiting.values_list("args_kwargs", flat=True)
        for pk in arguments["args"]
    ]


@receiver(swept)
def delete_what_is_old(**kwargs: Any) -> None:
    TableUpload.objects.filter(uploaded_at__lt=timezone.now() - RETENTION).delete()
    TableImport.objects.filter(began_at__lt=timezone.now() - RETENTION).delete()
