"""The log of checks: when every file was compared with its checksum, and what was wrong."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

SILENT = timedelta(
    minutes=5
)  # without a word: a run that lives says every few seconds how far it is


class State(models.TextChoices):
    WAITING = "waiting", "Waiting to begin"
    RUNNING = "running", "Under way"
    STOPPED = "stopped", "Stopped before the end"
    FINISHED = "finished", "Finished"


class FixityRun(models.Model):
    """One check of all files. It is written as it goes, so that a kill leaves what was done.

    `seen_at` is when it last said how far it is.
    """

    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.CharField(max_length=255, blank=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    files = models.IntegerField(default=0)
    bytes = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "check of files"
        verbose_name_plural = "checks of files"
        default_permissions = ("view",)
        permissions = [("check_files", "Can have all files checked")]

    def __str__(self) -> str:
        return f"Check of {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def state(self) -> State:
        if self.finished_at:
            return State.FINISHED
        if self.started_at is None:
            return State.WAITING
        heard = self.seen_at or self.started_at
        return State.STOPPED if timezone.now() - heard > SILENT else State.RUNNING


class Problem(models.TextChoices):
    MISSING = "missing", "Missing"
    CHANGED = "changed", "Changed"
    UNREADABLE = "unreadable", "Cannot be read"
    UNKNOWN = "unknown", "Has no checksum"


class FixityFinding(models.Model):
    """A file that is not as it came in. `found` is the checksum of today, or why there is none."""

    run = models.ForeignKey(FixityRun, on_delete=models.CASCADE, related_name="findings")
    record_kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    file = models.CharField(max_length=500)
    kind = models.CharField(max_length=10, choices=Problem)
    expected = models.CharField(max_length=64, blank=True)
    found = models.CharField(max_length=255, blank=True)
    repaired_from = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        said = f"{self.kind}: {self.file}: expected {self.expected or 'no checksum'}"
        said += f", found {self.found or 'nothing'}"
        return f"{said}; repaired from {self.repaired_from}" if self.repaired_from else said
