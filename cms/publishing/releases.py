"""Publishes and schedules a release, as one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cms.models import Release, ReleaseItem

from .kinds import model_of
from .together import Draft, NotPublished, publish_together


def record_of(item: ReleaseItem) -> Any | None:
    """The record as it is saved. None when it was deleted."""
    model = model_of(item.kind)
    return model and model._default_manager.filter(pk=item.object_id).first()


def draft_of(item: ReleaseItem) -> Draft:
    """The version that goes public: the scheduled one, or the newest."""
    if item.revision is not None:
        return Draft(item.kind, item.object_id, item.revision)
    record = record_of(item)
    return Draft.of(record) if record else Draft(item.kind, item.object_id, 0)


@transaction.atomic
def add_to_release(release: Release, records: list[Any], user: Any) -> int:
    """Add those of `records` that are not in it. How many these were."""
    _lock(release)
    new = [
        record
        for record in records
        if release.items.get_or_create(kind=record.kind, object_id=record.pk)[1]
    ]
    if new:
        _note(release, "add", user, [Draft.of(record) for record in new])
    return len(new)


@transaction.atomic
def remove_from_release(release: Release, item: ReleaseItem, user: Any) -> None:
    _lock(release)
    item.delete()
    _note(release, "remove", user, [Draft(item.kind, item.object_id, item.revision or 0)])


@transaction.atomic
def publish_release(release: Release, drafts: list[Draft], user: Any) -> int:
    """Publish `drafts`, which are all of `release`. How many. Raises `NotPublished`."""
    _lock(release, is_scheduled=release.go_live_at is not None)
    if {draft[:2] for draft in drafts} != set(release.items.values_list("kind", "object_id")):
        raise ValidationError("Somebody has added a record, or taken one out. Look at it again.")
    release.published_at, release.go_live_at = timezone.now(), None
    release.save()
    count = publish_together(drafts, user)
    release.items.update(problem="")
    _note(release, "publish", user, drafts)
    return count


def publish_when_due(release: Release, now: datetime) -> None:
    """For the clock: what was scheduled, and nothing newer. Raises `NotPublished`."""
    due = Release.objects.scheduled().filter(go_live_at__lte=now)
    if current := due.filter(pk=release.pk).first():
        publish_release(current, [draft_of(item) for item in current.items.all()], None)


@transaction.atomic
def schedule_release(release: Release, drafts: list[Draft], when: datetime, user: Any) -> None:
    """Fix the versions that go live at `when`. Raises `NotPublished` when they could not today."""
    _lock(release)
    with transaction.atomic():
        publish_release(release, drafts, user)
        transaction.set_rollback(True)
    release.refresh_from_db()
    release.go_live_at, release.scheduled_by = when, user
    release.save()
    for draft in drafts:
        release.items.filter(kind=draft.kind, object_id=draft.pk).update(
            revision=draft.revision, problem=""
        )
    _note(release, "schedule", user, drafts)


@transaction.atomic
def cancel_schedule(release: Release, user: Any) -> None:
    _lock(release, is_scheduled=True)
    release.go_live_at = release.scheduled_by = None
    release.save()
    release.items.update(revision=None, problem="")
    _note(release, "unschedule", user)


def keep_problems(release: Release, refusal: Exception) -> None:
    """Let each record of `release` say why it kept back all."""
    release.items.update(problem="")
    problems = refusal.problems if isinstance(refusal, NotPublished) else {}
    for draft, problem in problems.items():
        release.items.filter(kind=draft.kind, object_id=draft.pk).update(problem=problem)


def _lock(release: Release, *, is_scheduled: bool = False) -> None:
    """Hold `release` until the end of the transaction. Raises when it is not what it was."""
    rows = Release.objects.select_for_update().filter(pk=release.pk, published_at=None)
    if not rows.filter(go_live_at__isnull=not is_scheduled).exists():
        raise ValidationError(
            "Somebody has published, scheduled or deleted this release meanwhile."
        )


def _note(release: Release, action: str, user: Any, drafts: Iterable[Draft] = ()) -> None:
    """Write to the history of `release`. It names no record: a name may have to go one day."""
    log(
        release,
        f"cms.release.{action}",
        user=user,
        data={"drafts": [str(draft) for draft in drafts]},
    )
