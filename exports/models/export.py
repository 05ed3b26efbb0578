"""An export that an editor asked for in the admin."""

from pathlib import Path

from django.conf import settings
from django.db import models


class ExportFormat(models.TextChoices):
    BAG = "bag", "The archive, to keep (BagIt)"
    NDJSON = "ndjson", "Lines of JSON (NDJSON)"
    MIRROR = "mirror", "A mirror of the API"


class Export(models.Model):
    """A request and its result: a packed file with its SHA-256, or a problem."""

    format = models.CharField(
        "format", max_length=10, choices=ExportFormat, default=ExportFormat.BAG
    )
    series = models.CharField("series", max_length=255, blank=True)
    as_of = models.DateField("as of", null=True, blank=True)
    is_whole = models.BooleanField("everything editors see", default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField("asked for", auto_now_add=True)
    finished_at = models.DateTimeField("finished", null=True)
    size = models.BigIntegerField("size", null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    problem = models.TextField("problem", blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        verbose_name = "export"
        verbose_name_plural = "exports"

    def __str__(self) -> str:
        part = f"the series {self.series}" if self.series else "the archive"
        contents = "Everything editors see" if self.is_whole else "What is public"
        return f"{contents} of {part}" + (f", as of {self.as_of:%Y-%m-%d}" if self.as_of else "")

    @property
    def path(self) -> Path:
        """The file of the export. Its path holds nothing that a user entered."""
        return Path(settings.EXPORT_ROOT) / f"export-{self.pk}.zip"

    @property
    def file_name(self) -> str:
        """The name for the download: "plenary-bag-2026-11-25-12.zip"."""
        return f"plenary-{self.format}-{self.asked_at:%Y-%m-%d}-{self.pk}.zip"

    @property
    def is_ready(self) -> bool:
        return bool(self.sha256) and self.path.exists()
