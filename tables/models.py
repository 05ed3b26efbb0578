"""A table that somebody has uploaded in the admin, with the result of its check and import."""

import uuid

from django.conf import settings
from django.db import models


class TableUpload(models.Model):
    """`steps` and `problems` have only as many entries as the page lists.

    The database stores the file in parts, since the worker may run on another machine.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
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
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    steps = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.plural} from {self.name}"


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
