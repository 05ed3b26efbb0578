"""Unused codes of previews, and the times at which users ended their previews."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class PreviewCode(models.Model):
    """A code that opens one preview once. It is deleted after use and expires after a minute.

    Only its digest is stored. `ticket` is the content of the token.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    ticket = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest


class EndedPreviews(models.Model):
    """The last time a user signed out, which ended the earlier previews."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    ended_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user}, {self.ended_at:%Y-%m-%d %H:%M}"
