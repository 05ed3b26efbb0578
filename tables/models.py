"""Tables that somebody has uploaded in the admin, and how far each import has come."""

import uuid

from django.conf import settings
from django.db import models


class TableUpload(models.Model):
    """`steps` and `problems` have only as many entries as the page lists.

    The database stores the file in parts, since the worker may run on another machine.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", "Waits for its columns"
        CHECKING = "checking", "Being checked"
        ASKING = "asking", "Waits for your answers"
        CHECKED = "checked", "Checked"
        IMPORTING = "importing", "Being imported"
        DONE = "done", "Imported"
        REFUSED = "refused", "Refused"

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="table_uploads"
    )
    plural = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    files_name = models.CharField(max_length=255, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    publish = models.BooleanField(default=False)
    # What somebody has said about an office table: see `OfficeOptions`. None: a table of ours.
    options = models.JSONField(null=True)
    notes = models.JSONField(default=list)
    note_count = models.PositiveIntegerField(default=0)
    questions = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    steps = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(db_default=0)
    # Of the records that the check has read, by key. Empty for a new record. None: not checked.
    versions = models.JSONField(null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.plural} from {self.name}"

    @property
    def form(self) -> str:
        """ "csv", by the name of the file."""
        return self.name.rpartition(".")[2].lower()


class ColumnMapping(models.Model):
    """What somebody has said the columns of an office table are, for the next one like it."""

    plural = models.CharField(max_length=20)
    headers = models.CharField(max_length=64)  # the SHA-256 of the folded headers
    columns = models.JSONField()  # the targets by header
    chosen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["plural", "headers"], name="tables_columnmapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.plural}: {', '.join(self.columns)}"


class TableUploadPart(models.Model):
    """A megabyte of the table (`is_files` false) or of the zip with its files."""

    upload = models.ForeignKey(TableUpload, on_delete=models.CASCADE, related_name="parts")
    is_files = models.BooleanField(default=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ["is_files", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "is_files", "number"], name="tables_tableuploadpart_once"
            )
        ]


class TableImport(models.Model):
    """The mark of an import. Each of its transactions moves it.

    An import that ended early has no `ended_at`. What it wrote stays, and the next import of the
    same table writes the rest.
    """

    plural = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    who = models.CharField(max_length=255)
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField()
    written = models.PositiveIntegerField(default=0)
    transactions = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ["-began_at"]

    def __str__(self) -> str:
        """ "2,500 of 10,000 rows of events from events.csv"."""
        return f"{self.written:,} of {self.total:,} rows of {self.plural} from {self.name}"
