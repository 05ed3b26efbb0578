"""Keeps what is deleted, and lets go of it after thirty days."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from cms.finding.index import kinds, label_of
from cms.models import Split, Trashed
from cms.models.file import ArchivedFile
from cms.signals import swept
from cms.text.names import NameFinder, texts_in

from .references import leads_to
from .rows import Key, all_rows

logger = logging.getLogger("plenary.schedule")

KEPT_FOR = timedelta(days=30)


def connect() -> None:
    for kind, model in kinds().items():
        pre_delete.connect(keep, sender=model, dispatch_uid=f"cms.trash.{kind}")
    swept.connect(empty_old, dispatch_uid="cms.trash.sweep")


def keep(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Before a record is deleted: put its rows into the trash, in the same transaction."""
    record = sender._base_manager.filter(pk=instance.pk).first()
    if record is None:
        return
    files = files_of(record) if isinstance(record, ArchivedFile) else []
    parent = record.get_parent() if isinstance(record, Page) else None
    user = get_active_log_context().user
    Trashed.objects.filter(kind=record.kind, object_id=record.pk).delete()
    Trashed.objects.create(
        kind=record.kind,
        object_id=record.pk,
        uid=record.uid,
        name=label_of(record)[:255],
        parent_id=parent.pk if parent else None,
        was_public=record.live,
        rows=all_rows(record),
        files=files,
        deleted_by=user if user and user.pk else None,
    )
    if files:
        # After the commit, Wagtail deletes the file of this name: there is none.
        instance.file = "in-the-trash"


def files_of(record: ArchivedFile) -> list[str]:
    """The names of its file, and of the files of its drafts and earlier versions."""
    versions: Any = record.revisions
    named = set(versions.values_list("content__file", flat=True)) | {record.file.name}
    return sorted(filter(None, named))


def empty(trashed: Iterable[Trashed]) -> int:
    """Delete for good, with the files."""
    count = 0
    for one in list(trashed):
        model: Any = kinds()[one.kind]
        if one.files:
            storage, names = model._meta.get_field("file").storage, one.files
            transaction.on_commit(partial(_delete, storage, names))
        one.delete()
        count += 1
    return count


def _delete(storage: Any, names: list[str]) -> None:
    for name in names:
        storage.delete(name)


def empty_old(**kwargs: Any) -> None:
    oldest = timezone.now() - KEPT_FOR
    for one in Trashed.objects.filter(deleted_at__lt=oldest):
        try:
            empty([one])
        except Exception:
            logger.exception("“%s” cannot be deleted from the trash", one)
    Split.objects.filter(made_at__lt=oldest).delete()


def forget(keys: Iterable[Key], names: Iterable[str]) -> None:
    """Take these records out of the trash, and what leads to them or names them there.

    A split that names them cannot be undone afterwards.
    """
    keys, finder = list(keys), NameFinder(names)
    for split in Split.objects.all():
        former = [change["before"] for change in split.changes if change["before"]]
        if _has(finder, [split.name, former]) or leads_to(former, keys):
            split.delete()
    empty(
        one
        for one in Trashed.objects.all()
        if (kinds()[one.kind]._meta.label_lower, one.object_id) in keys
        or _has(finder, [one.name, one.rows])
        or leads_to(one.rows, keys)
    )


def _has(finder: NameFinder, value: Any) -> bool:
    return any(map(finder.stands_in, texts_in(value)))
