"""The entries of the publication log, and its head."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Self

from django.db import models
from django.db.models import OuterRef, Subquery


class Action(models.TextChoices):
    PUBLISH = "publish", "Published"
    WITHDRAW = "withdraw", "Withdrawn"


class Damaged(Exception):
    """The stored bytes of the entry `sequence` are not those that were written."""

    def __init__(self, sequence: int) -> None:
        super().__init__(f"The stored bytes of entry {sequence} do not match its SHA-256.")
        self.sequence = sequence


class EntryQuerySet(models.QuerySet["Entry"]):
    def newest_first(self) -> Self:
        return self.order_by("-sequence")

    def until(self, at: datetime) -> Self:
        """What was in the log at `at`."""
        return self.filter(recorded_at__lte=at)

    def of_record_at(self, sequence: int) -> Subquery:
        """For a query of records: the number of the entry of each when the log ended there."""
        entries = self.filter(uid=OuterRef("uid"), sequence__lte=sequence).newest_first()
        return Subquery(entries.values("sequence")[:1])


class Entry(models.Model):
    """One line of the publication log. Only a redaction and the repair of damage change one.

    `sequence` is given under the lock on `Head`, so entries become visible in its order. `body`
    holds the document's bytes as they are served. A withdrawal and a redacted entry have none.
    `damaged_at` is when the bytes were found to have another digest; see `archive.fixity.damage`.
    """

    sequence = models.BigIntegerField(primary_key=True)
    uid = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=255)
    locale = models.CharField(max_length=12)
    action = models.CharField(max_length=8, choices=Action)
    digest = models.CharField(max_length=64, blank=True)
    body = models.BinaryField(null=True)
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    redacted_at = models.DateTimeField(null=True)
    redaction_reason = models.CharField(max_length=500, blank=True)
    damaged_at = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        verbose_name = "log entry"
        verbose_name_plural = "publication log"
        indexes = [
            models.Index(fields=["uid", "-sequence"], name="archive_entry_history"),
            models.Index(fields=["recorded_at"], name="archive_entry_time"),
        ]
        default_permissions = ("view",)
        permissions = [("redact_entry", "Can redact an earlier version")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action=Action.WITHDRAW, body__isnull=True)
                | models.Q(action=Action.PUBLISH, body__isnull=False)
                | models.Q(action=Action.PUBLISH, redacted_at__isnull=False),
                name="archive_entry_body",
            )
        ]

    @property
    def content(self) -> bytes:
        """The bytes of the document; none for a withdrawal and for a redacted version.

        Raises `Damaged` when they are known to be others than were written.
        """
        if self.damaged_at is not None:
            raise Damaged(self.sequence)
        return self.stored

    @property
    def stored(self) -> bytes:
        """The same, damaged or not."""
        return bytes(self.body or b"")

    def show(self, body: bytes) -> None:
        """Let this object hold what may be shown now of its document, with the digest of that.

        It is for reading. Saved, it would change the log.
        """
        if body != self.stored:
            self.body, self.digest = body, hashlib.sha256(body).hexdigest()

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.kind} {self.key}"


MOST_RECENT = 64  # generations that a head names: more would make its row too long for its page


def new_epoch() -> str:
    """A name for one log, of 16 letters and digits: "9f2c41d07a3e85b6"."""
    return secrets.token_hex(8)


class Head(models.Model):
    """The end of the log: one row, whose lock makes appending one at a time.

    `epoch` tells this log from other logs, which number their entries from 1 too. `generation`
    moves whenever an answer changes, with an entry or without. It is the time of the change in
    nanoseconds since 1970. So it never has a value twice, even if a backup takes the log back to an
    earlier end and it goes on differently from there. `recent` tells a process whether what it
    knows of an earlier head is of this log, and whether the entries since then say all changes.
    """

    sequence = models.BigIntegerField(default=0)
    epoch = models.CharField(max_length=16, default=new_epoch)
    generation = models.BigIntegerField(default=0)
    recorded_at = models.DateTimeField(null=True)
    # Numbers up to here were given before a backup came back. The next entry comes after them.
    given_until = models.BigIntegerField(default=0, db_default=0)
    skipped = models.BigIntegerField(default=0, db_default=0)  # numbers without an entry
    # The generation since which entries alone say what changed, and the newest ones since then.
    renewed = models.BigIntegerField(default=0, db_default=0)
    recent = models.TextField(default="", db_default="")

    class Meta:
        default_permissions = ()

    @classmethod
    def end(cls) -> int:
        """The number of the last entry; 0 in an empty log."""
        return cls.objects.values_list("sequence", flat=True).first() or 0

    def next_number(self) -> int:
        """Give the next number of the log."""
        self.skipped += max(0, self.given_until - self.sequence)
        self.sequence = max(self.sequence, self.given_until) + 1
        return self.sequence

    def append(self, at: datetime) -> None:
        """Note that answers change at `at`, and that new entries say which."""
        if not self.renewed:
            self.renew(at)
            return
        self.generation = max(self.generation + 1, generation_of(at))
        self.recent = " ".join([*self.recent.split()[1 - MOST_RECENT :], str(self.generation)])

    def renew(self, at: datetime) -> None:
        """Note that any answer may change at `at`."""
        self.generation = self.renewed = max(self.generation + 1, generation_of(at))
        self.recent = str(self.generation)


def generation_of(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000_000)


def time_of(generation: int) -> datetime:
    """The second in which it began."""
    return datetime.fromtimestamp(generation // 1_000_000_000, UTC)
