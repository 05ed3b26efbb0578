"""What is kept of previews: codes that wait to be used, and who has ended theirs."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class PreviewCode(models.Model):
    """A code that opens one preview, once: deleted when it is used, worthless after a minute.

    Only its digest is kept. `ticket` is what the token will say.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    ticket = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest


class EndedPreviews(models.Model):
    """When a person last signed out: what they had opened before is closed."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    ended_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user}, {self.ended_at:%Y-%m-%d %H:%M}"
