"""Publishes and unpublishes what is due, so that one bad record holds up nothing else.

Each record has a transaction of its own. A record that fails stays scheduled. Its editor is told
why, and every run tries it again.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from cms.models.publication import reason_of
from cms.models.release import Release
from cms.models.schedule_failure import ScheduleFailure
from cms.publishing.releases import keep_problems, publish_when_due
from cms.schedule.mail import mail_failure

logger = logging.getLogger("plenary.schedule")

Action = ScheduleFailure.Action
# How the SQLSTATE of PostgreSQL begins after a deadlock, for too large a value, for a lock that
# somebody else holds, and for a statement that takes too long.
OF_ONE_JOB = ("40", "54", "55P03", "57014")


class Job(NamedTuple):
    """One record that is due, or a release. `run` does the work, if it is still due then.

    `failed` hears why it could not be done, when that is undone.
    """

    action: Action
    content_type: ContentType
    object_id: str
    due_at: datetime
    run: Callable[[], None]
    failed: Callable[[Exception], None] = lambda error: None


def do_what_is_due() -> None:
    """First what expires, then what goes live, each the longest overdue first, then releases."""
    now = timezone.now()
    failures = [
        failure
        for jobs in (_expiring, _going_live, _releases)
        for job in jobs(now)
        if (failure := _do(job)) is not None
    ]
    ScheduleFailure.objects.exclude(pk__in=[failure.pk for failure in failures]).delete()


def _expiring(now: datetime) -> Iterator[Job]:
    for model in (Page, *(model for model in apps.get_models() if _is_scheduled_snippet(model))):
        expired = model._default_manager.filter(live=True, expire_at__lt=now)
        for record in list(expired.order_by("expire_at")):
            content_type = ContentType.objects.get_for_model(
                getattr(record, "specific_class", None) or model
            )
            work = partial(_unpublish, expired.filter(pk=record.pk))
            yield Job(Action.UNPUBLISH, content_type, str(record.pk), record.expire_at, work)


def _is_scheduled_snippet(model: type[Model]) -> bool:
    return issubclass(model, DraftStateMixin) and not issubclass(model, Page)


def _unpublish(due: QuerySet) -> None:
    if (record := due.first()) is not None:
        record.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _going_live(now: datetime) -> Iterator[Job]:
    due = Revision.objects.filter(approved_go_live_at__lt=now)
    soonest_first = due.order_by("approved_go_live_at").defer("content")
    for revision in list(soonest_first.select_related("content_type")):
        if revision.content_type.model_class() is None:
            continue  # a kind of record that this version of Plenary no longer has
        yield Job(
            Action.PUBLISH,
            revision.content_type,
            revision.object_id,
            revision.approved_go_live_at,
            partial(_publish, due.filter(pk=revision.pk)),
        )


def _publish(due: QuerySet[Revision]) -> None:
    if (revision := due.first()) is not None:
        revision.publish(log_action="wagtail.publish.scheduled")


def _releases(now: datetime) -> Iterator[Job]:
    content_type = ContentType.objects.get_for_model(Release)
    for release in list(Release.objects.scheduled().filter(go_live_at__lt=now)):
        yield Job(
            Action.PUBLISH,
            content_type,
            str(release.pk),
            release.go_live_at or now,
            partial(publish_when_due, release, now),
            partial(keep_problems, release),
        )


def _do(job: Job) -> ScheduleFailure | None:
    """Do `job` in its own transaction; return what went wrong, after telling the editor."""
    try:
        with transaction.atomic():
            job.run()
    except Exception as error:
        if is_database_away(error):
            raise  # which is no fault of this record
        if not isinstance(error, ValidationError):
            logger.exception("%s of %s %s failed", job.action, job.content_type, job.object_id)
        job.failed(error)
        return _note(job, reason_of(error, job.content_type.model_class()))
    return None


def is_database_away(error: Exception) -> bool:
    """Whether the database is away or busy. False when it is well, and could not do one work."""
    cause = error.__cause__
    code = getattr(cause, "sqlstate", None) or ""
    is_of_one_job = code.startswith(OF_ONE_JOB) or (
        getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    )
    return isinstance(error, OperationalError | InterfaceError) and not is_of_one_job


def _note(job: Job, reason: str) -> ScheduleFailure:
    """Keep the failure, and send one mail about it however often it is tried."""
    key: dict[str, Any] = {
        "content_type": job.content_type,
        "object_id": job.object_id,
        "action": job.action,
    }
    is_known = ScheduleFailure.objects.filter(**key, due_at=job.due_at).exists()
    failure, _created = ScheduleFailure.objects.update_or_create(
        **key, defaults={"due_at": job.due_at, "reason": reason}
    )
    if not is_known:
        logger.warning("%s %s: %s", job.content_type, job.object_id, failure)
        mail_failure(failure)
    return failure
