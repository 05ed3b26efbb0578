"""Changes that the log has not looked at yet."""

from django.db import models
from django.db.models import Q


class Pending(models.Model):
    """A record whose document may have changed, written in the transaction that changed it.

    Several rows may name one record, so that no writer waits for another one. A publish run deletes
    the row; `problem` says why it could not. `later` marks a record that is rendered in a batch,
    because very many records show one change.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    problem = models.TextField(blank=True)
    later = models.BooleanField(default=False)

    class Meta:
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["kind", "object_id"], name="archive_pending_object"),
            models.Index(fields=["id"], name="archive_pending_later", condition=Q(later=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
