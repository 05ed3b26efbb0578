"""The number that moves when an answer of the API may change without a new entry.

A redaction removes an earlier version. A redirect leads somewhere else. A scheduled publication
limits how long caches may keep an answer.
"""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from archive.publisher.lock import appending


@transaction.atomic
def move() -> None:
    """Outdate every cached answer when this transaction is committed.

    It takes the lock of the log first, as every publish run does, so that no deadlock can happen.
    """
    with appending() as head:
        head.renew(timezone.now())
        head.save(update_fields=["generation", "renewed", "recent"])


def connect() -> None:
    post_save.connect(note_redirect, sender=Redirect, dispatch_uid="archive.redirect_saved")
    post_delete.connect(note_redirect, sender=Redirect, dispatch_uid="archive.redirect_deleted")
    post_save.connect(note_schedule, sender=Revision, dispatch_uid="archive.scheduled")


def note_redirect(**kwargs: Any) -> None:
    move()


def note_schedule(instance: Model, **kwargs: Any) -> None:
    if instance.approved_go_live_at is not None:  # type: ignore[attr-defined]
        move()
