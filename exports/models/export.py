"""An export that somebody asked for in the admin."""

from pathlib import Path

from django.conf import settings
from django.db import models


class Format(models.TextChoices):
    BAG = "bag", "A bag to keep"
    NDJSON = "ndjson", "Lines of JSON"
    MIRROR = "mirror", "A mirror of the API"


class Export(models.Model):
    """What was asked for, and what came of it: a packed file with its SHA-256, or a problem."""

    format = models.CharField("format", max_length=10, choices=Format, default=Format.BAG)
    series = models.CharField("series", max_length=255, blank=True)
    as_of = models.DateField("as it was on", null=True, blank=True)
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
        """Its file. No name that anybody typed is part of it."""
        return Path(settings.EXPORT_ROOT) / f"export-{self.pk}.zip"

    @property
    def file_name(self) -> str:
        """The name that it is downloaded under: "plenary-bag-2026-11-25-12.zip"."""
        return f"plenary-{self.format}-{self.asked_at:%Y-%m-%d}-{self.pk}.zip"

    @property
    def is_there(self) -> bool:
        return bool(self.sha256) and self.path.exists()
