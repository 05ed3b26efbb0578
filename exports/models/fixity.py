"""The checks of files: when they ran, and what was wrong."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

# A running check saves its progress every few seconds.
STALE_AFTER = timedelta(minutes=5)


class RunState(models.TextChoices):
    WAITING = "waiting", "Waiting to begin"
    RUNNING = "running", "Under way"
    STOPPED = "stopped", "Stopped before the end"
    FINISHED = "finished", "Finished"


class FixityRun(models.Model):
    """One check of all files. It saves its progress, so a killed run keeps what it has done.

    `seen_at` is the time of the last progress.
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
        permissions = [("check_files", "Can start a check of all files")]

    def __str__(self) -> str:
        return f"Check of {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def state(self) -> RunState:
        if self.finished_at:
            return RunState.FINISHED
        if self.started_at is None:
            return RunState.WAITING
        last_seen = self.seen_at or self.started_at
        return RunState.STOPPED if timezone.now() - last_seen > STALE_AFTER else RunState.RUNNING


class FileProblem(models.TextChoices):
    MISSING = "missing", "Missing"
    CHANGED = "changed", "Changed"
    UNREADABLE = "unreadable", "Cannot be read"
    UNKNOWN = "unknown", "Has no checksum"


class FixityFinding(models.Model):
    """A file that differs from its upload. `actual` is its checksum, or why it has none."""

    run = models.ForeignKey(FixityRun, on_delete=models.CASCADE, related_name="findings")
    record_kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    file = models.CharField(max_length=500)
    kind = models.CharField(max_length=10, choices=FileProblem)
    expected = models.CharField(max_length=64, blank=True)
    actual = models.CharField(max_length=255, blank=True)
    repaired_from = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        text = f"{self.kind}: {self.file}: expected {self.expected or 'no checksum'}"
        text += f", found {self.actual or 'nothing'}"
        return f"{text}; repaired from {self.repaired_from}" if self.repaired_from else text
