"""A saved page of an event, from its import to the draft that an editor makes of it; the file that
it came in; and several files that are read one after the other.
"""

import uuid

from django.conf import settings
from django.db import models


class ReviewState(models.TextChoices):
    REVIEW = "review", "To review"
    MADE = "made", "Draft made"
    DROPPED = "dropped", "Dropped"


class ImportedPage(models.Model):
    """The text of a page, the values extracted from it, and the state of its review.

    `proposal` comes from `importer.extract`, without its source. Its spans are offsets into `text`.
    `part` names the event in a file with several, and `retrieved` is the day that the file states.
    `answers` is an unfinished review: `{"code-page7-code": "WP1725", …}`. Every change raises
    `version`, so that a second editor gets a warning.
    """

    name = models.CharField("name", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    part = models.CharField(max_length=255, blank=True, db_default="")
    text = models.TextField()
    address = models.CharField(max_length=500, blank=True)
    retrieved = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    proposal = models.JSONField()
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(
        "state", max_length=10, choices=ReviewState, default=ReviewState.REVIEW
    )
    series = models.ForeignKey(
        "cms.SeriesPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    event = models.ForeignKey(
        "cms.EventPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField("imported", auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField("changed", auto_now=True)

    # These links do not count as usage: an editor may delete the draft.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        verbose_name = "imported page"
        verbose_name_plural = "imported pages"

    def __str__(self) -> str:
        return self.name


class FilePart(models.Model):
    """A megabyte of a file. The database stores it, since no web server may serve it, and since the
    worker may run on another machine."""

    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ["number"]


class KeptFile(models.Model):
    """A file that records were made from, as it came. It is evidence for editors: nothing public
    shows it, since a page says more than a record publishes."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    name = models.CharField(max_length=255)
    address = models.CharField(max_length=500, blank=True)
    retrieved = models.DateField(null=True, blank=True)
    size = models.PositiveIntegerField()
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        verbose_name = "kept file"

    def __str__(self) -> str:
        return self.name


class KeptFilePart(FilePart):
    file = models.ForeignKey(KeptFile, on_delete=models.CASCADE, related_name="parts")


class KeptText(models.Model):
    """The whole text that was read from a kept file, with its address and day. A file with several
    events has one for each `part`."""

    file = models.ForeignKey(KeptFile, on_delete=models.CASCADE, related_name="texts")
    part = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    address = models.CharField(max_length=500, blank=True)
    retrieved = models.DateField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["file", "part"], name="importer_text_of_part")
        ]
        verbose_name = "text of a kept file"

    def __str__(self) -> str:
        return self.part or str(self.file)


class FileBatch(models.Model):
    """A zip or a web archive that somebody has sent, and how far it is read.

    `problems`: `[["photo.jpg", "It is a picture. …"], …]`.
    """

    class State(models.TextChoices):
        READING = "reading", "Being read"
        DONE = "done", "Read"

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="file_batches"
    )
    series = models.ForeignKey(
        "cms.SeriesPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    sent_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["-sent_at"]
        verbose_name = "batch of files"

    def __str__(self) -> str:
        return self.name


class FileBatchPart(FilePart):
    batch = models.ForeignKey(FileBatch, on_delete=models.CASCADE, related_name="parts")
