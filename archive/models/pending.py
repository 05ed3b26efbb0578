"""Work that a committed change leaves to the log."""

from django.db import models
from django.db.models import Q


class Pending(models.Model):
    """A record whose document may have changed, written in the transaction that changed it.

    Several rows may name one record: a writer never waits for another one here. A row goes when
    the log has caught up with it; `problem` says why it has not. `later` is work that need not be
    done before the one who caused it goes on: so many documents show what was changed.
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
