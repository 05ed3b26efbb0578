"""What reads are answered from: one row for each record that was ever public.

Plenary can make all of it again from the newest entries of the log.
"""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Q, When

from .entry import Damaged, Entry


class PublicRecordQuerySet(models.QuerySet["PublicRecord"]):
    def public(self, now: datetime) -> Self:
        """Those that are live and have not expired by `now`."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), live=True)

    def overdue(self, now: datetime) -> Self:
        """Those that have expired by `now`, and whose withdrawal the log does not have yet."""
        return self.filter(live=True, expires_at__lte=now)

    def settled(self, now: datetime) -> Self:
        """Those that are public by `now` and those that are withdrawn: all but the overdue."""
        return self.exclude(expires_at__lte=now)


def whole_body() -> Case:
    """For a query of records: the bytes of the document, or null when they are damaged."""
    return Case(When(entry__damaged_at=None, then=F("entry__body")))


def body_of(row: tuple[Any, ...]) -> bytes:
    """The bytes of a row that begins with them and the number of their entry. Raises `Damaged`."""
    body, entry = row[:2]
    if body is None:
        raise Damaged(entry)
    return bytes(body)


class PublicRecord(models.Model):
    """A record at its newest entry: public, or no longer public (a tombstone).

    `summary` is the record's item in lists, as bytes of JSON. Lists sort by `title`, `ordinal`,
    `start`, `end` and `changed_at`, and editions by the title of their `series`. The record stops
    being public by itself at `expires_at`.
    """

    uid = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=255)
    locale = models.CharField(max_length=12)
    object_id = models.BigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="record")
    live = models.BooleanField()
    summary = models.BinaryField(null=True)
    path = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    series = models.CharField(max_length=500, blank=True, db_default="")
    ordinal = models.IntegerField(null=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    first_published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        db_table = "archive_record"
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="archive_record_kind_key"),
            models.UniqueConstraint(fields=["kind", "object_id"], name="archive_record_object"),
        ]
        indexes = [
            models.Index(fields=["kind", "title", "uid"], name="archive_record_title"),
            models.Index(fields=["kind", "start", "uid"], name="archive_record_start"),
            models.Index(fields=["kind", "end", "uid"], name="archive_record_end"),
            models.Index(fields=["kind", "ordinal", "uid"], name="archive_record_ordinal"),
            models.Index(fields=["kind", "changed_at", "uid"], name="archive_record_changed"),
            # What counting reads. The rows themselves are long: summaries stand in them.
            models.Index(
                fields=["kind", "locale", "uid", "expires_at"],
                name="archive_record_live",
                condition=Q(live=True),
            ),
            models.Index(fields=["path"], name="archive_record_path", condition=~Q(path="")),
            models.Index(
                fields=["expires_at"],
                name="archive_record_expiry",
                condition=Q(live=True, expires_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def is_public(self, now: datetime) -> bool:
        """The same rule as `PublicRecordQuerySet.public`."""
        return self.live and (self.expires_at is None or self.expires_at > now)


class FormerPath(models.Model):
    """A former path of a page on the front end. It leads to the page until another one takes it."""

    path = models.CharField(max_length=2000, unique=True)
    record = models.ForeignKey(PublicRecord, on_delete=models.CASCADE, related_name="former_paths")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.path


class Facet(models.Model):
    """A value that a record can be filtered by: `(record, "partner", "finland-mfa")`."""

    record = models.ForeignKey(PublicRecord, on_delete=models.CASCADE, related_name="facets")
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=255)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["name", "value", "record"], name="archive_facet_once")
        ]


class FacetCount(models.Model):
    """How many public records of a kind and a language have a value.

    With the value "": how many have any value of that name. With the name "", too: how many there
    are. So the counts of whole lists are read in place of being counted. The row of no kind holds
    the number of the entry up to which all of them count: an earlier version of Plenary that still
    publishes during an upgrade does not know them.
    """

    kind = models.CharField(max_length=20)
    locale = models.CharField(max_length=12)
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=255)
    records = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name", "locale", "value"], name="archive_facet_count"
            )
        ]


class Dependency(models.Model):
    """`record` was rendered from the record `uid`, public or not.

    When `uid` changes, `record` is rendered again: its link may appear, change or go.
    """

    record = models.ForeignKey(PublicRecord, on_delete=models.CASCADE, related_name="dependencies")
    uid = models.UUIDField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["uid", "record"], name="archive_dependency_once")
        ]
