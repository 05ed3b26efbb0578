"""A release: records whose drafts go public together."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.locks import BaseLock


class ReleaseQuerySet(models.QuerySet["Release"]):
    def open(self) -> Self:
        """Those to which records can be added."""
        return self.filter(published_at=None, go_live_at=None)

    def scheduled(self) -> Self:
        return self.filter(published_at=None).exclude(go_live_at=None)

    def locking(self) -> Self:
        """Those whose records stay as they are until their time, unless one of them has failed."""
        return self.scheduled().exclude(items__problem__gt="")

    def holding(self, record: models.Model) -> Self:
        return self.filter(items__kind=record.kind, items__object_id=record.pk)  # type: ignore[attr-defined]


class Release(models.Model):
    """A named set of records, collected over days and published at one moment."""

    # Where the admin shows it: `cms.admin.links.edit_url`.
    admin_url_name = "cms_release"

    name = models.CharField("name", max_length=255)
    go_live_at = models.DateTimeField("goes live", null=True, blank=True, editable=False)
    published_at = models.DateTimeField("published", null=True, blank=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "release"
        verbose_name_plural = "releases"
        default_permissions = ("add", "change", "delete", "view", "publish")

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.published_at is None and self.go_live_at is None

    @property
    def state(self) -> str:
        """Such as "Goes live on 3 May 2026, 10:00"."""
        if self.published_at is not None:
            return f"Published on {_date_and_time(self.published_at)}"
        if self.go_live_at is not None:
            return f"Goes live on {_date_and_time(self.go_live_at)}"
        return "Open"


class ReleaseItem(models.Model):
    """A record of a release. `revision` is the version that was scheduled."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    revision = models.PositiveBigIntegerField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["release", "kind", "object_id"], name="cms_release_item"
            )
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="cms_release_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class ReleaseLock(BaseLock):
    """What is scheduled in a release stays as it was looked at."""

    def __init__(self, record: Any, release: Release) -> None:
        super().__init__(record)
        self.release = release

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        when = _date_and_time(self.release.go_live_at)
        return (
            f"It goes live with the release “{self.release}” on {when}. To change it, cancel the "
            "schedule of the release."
        )


def with_locks(records: models.QuerySet, kind: str) -> models.QuerySet:
    """`records`, each with whether a release locks it, so that a list needs no query for each."""
    held = Release.objects.locking().filter(
        items__kind=kind, items__object_id=models.OuterRef("pk")
    )
    return records.annotate(is_locked_by_release=models.Exists(held))


class LockedByRelease:
    """A record that cannot be edited while a release with it is scheduled and has not failed."""

    def get_lock(self: Any) -> Any:
        if self.__dict__.get("is_locked_by_release") is False:  # as a list has asked for all rows
            return super().get_lock()  # type: ignore[misc]
        release = Release.objects.locking().holding(self).first()
        return ReleaseLock(self, release) if release else super().get_lock()  # type: ignore[misc]


def _date_and_time(moment: Any) -> str:
    return date_format(localtime(moment), "j F Y, H:i")
