"""What was scheduled and could not be done at its time."""

from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.locks import ScheduledForPublishLock


class ScheduleFailureQuerySet(models.QuerySet["ScheduleFailure"]):
    def of(self, record: models.Model) -> Self:
        content_type = ContentType.objects.get_for_model(record)
        return self.filter(content_type=content_type, object_id=str(record.pk))


class ScheduleFailure(models.Model):
    """A record that should have been published or unpublished at `due_at`, and why it was not.

    Every sweep tries it again. The row goes when that works, or when nothing is due any more.
    """

    class Action(models.TextChoices):
        PUBLISH = "publish", "Could not go live"
        UNPUBLISH = "unpublish", "Could not expire"

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    record = GenericForeignKey()
    action = models.CharField(max_length=10, choices=Action)
    due_at = models.DateTimeField()
    reason = models.TextField()

    objects = ScheduleFailureQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "action"], name="cms_schedule_failure"
            )
        ]

    def __str__(self) -> str:
        """Such as "Could not go live on 3 May 2026, 10:00 UTC: This name is taken."."""
        when = date_format(localtime(self.due_at), "j F Y, H:i e")
        return f"{self.get_action_display()} on {when}: {self.reason}"


class FailedScheduleLock(ScheduledForPublishLock):
    """Wagtail locks what is scheduled. After a failure the form must be open to mend it."""

    def for_user(self, user: Any) -> bool:
        return False

    def get_message(self, user: Any) -> str:
        return (
            "The scheduled version is still waiting. Plenary tries it again until you publish "
            "another version or cancel it."
        )


class MendableSchedule:
    """A record that can be edited when its scheduled version has failed."""

    def get_lock(self) -> Any:
        lock = super().get_lock()  # type: ignore[misc]
        failed = ScheduleFailure.objects.filter(action=ScheduleFailure.Action.PUBLISH)
        if isinstance(lock, ScheduledForPublishLock) and failed.of(lock.object).exists():
            return FailedScheduleLock(lock.object)
        return lock
