"""The number that moves when an answer may change and no entry is appended.

A redaction takes an earlier version away, a redirect leads elsewhere, a scheduled publication ends
the time for which caches may keep an answer.
"""

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from archive.publisher.lock import appending


@transaction.atomic
def move() -> None:
    """Make every answer known so far be asked for anew, once this transaction is committed.

    It takes the lock of those who append, so that it meets them in one order.
    """
    with appending() as head:
        head.move(timezone.now())
        head.save(update_fields=["generation"])


def connect() -> None:
    post_save.connect(note_redirect, sender=Redirect, dispatch_uid="archive.redirect_saved")
    post_delete.connect(note_redirect, sender=Redirect, dispatch_uid="archive.redirect_deleted")
    post_save.connect(note_schedule, sender=Revision, dispatch_uid="archive.scheduled")


def note_redirect(**kwargs) -> None:
    move()


def note_schedule(instance: Model, **kwargs) -> None:
    if instance.approved_go_live_at is not None:  # type: ignore[attr-defined]
        move()
