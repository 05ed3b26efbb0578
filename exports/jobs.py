"""Making the exports that were asked for in the admin."""

import hashlib
import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from exports.models import Export
from exports.request import Order, moment
from exports.snapshot import Unavailable

logger = logging.getLogger("plenary.export")


def may_export(user: Any) -> bool:
    """Whoever may read the log may have what is public packed."""
    return user.has_perm("archive.view_entry")


def may_export_whole(user: Any) -> bool:
    """What is hidden from some editors is for administrators alone."""
    return user.is_superuser


def exports_of(user: Any) -> QuerySet[Export]:
    """The exports that are for `user`: their own public ones, or all for an administrator."""
    if may_export_whole(user):
        return Export.objects.all()
    return Export.objects.filter(made_by=user, is_whole=False)


def start(export: Export) -> None:
    """Have it made by the worker, or here where there is none, once it is committed."""
    backend = "worker" if settings.WORKER else "default"
    work = make_export.using(backend=backend)
    transaction.on_commit(lambda: work.enqueue(export.pk))


@task()
def make_export(pk: int) -> None:
    """Write the file of an export, or the reason why there is none."""
    export = Export.objects.get(pk=pk)
    export.path.unlink(missing_ok=True)
    try:
        order_of(export).make(export.path)
        with export.path.open("rb") as file:
            export.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        export.size = export.path.stat().st_size
    except (Unavailable, OSError) as error:
        logger.warning("an export could not be made", exc_info=True)
        words = error.strerror if isinstance(error, OSError) else None
        export.problem = words or str(error)
    export.finished_at = timezone.now()
    export.save()


def order_of(export: Export) -> Order:
    return Order(
        format=export.format,
        series=export.series or None,
        as_of=moment(export.as_of.isoformat()) if export.as_of else None,
        whole=export.is_whole,
    )


def delete(export: Export) -> None:
    export.path.unlink(missing_ok=True)
    export.delete()
