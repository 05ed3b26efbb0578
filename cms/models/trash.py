"""What was deleted, for thirty days, and what merges and splits have done."""

from typing import Any

from django.conf import settings
from django.db import models


class Trashed(models.Model):
    """A deleted record as the rows that it had. Nothing but the trash of the admin reads them.

    The rows of content are gone, so that no list, chooser, search or document can show them.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    uid = models.UUIDField(unique=True)
    name = models.CharField(max_length=255)
    parent_id = models.BigIntegerField(null=True)  # the page above it
    was_public = models.BooleanField()
    rows = models.JSONField()
    files = models.JSONField(default=list)
    deleted_at = models.DateTimeField(auto_now_add=True, db_index=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_permissions = ()
        verbose_name = "deleted record"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="cms_trashed_object")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_merged(self) -> bool:
        return hasattr(self, "merge")


class Merge(models.Model):
    """A record that went into another one of its kind. With it the merge can be undone.

    `changes` has the rows that it changed as they were before, and the digest of each as it was
    after: `[{"model", "pk", "before": row or null, "after": digest or null}]`.
    """

    trashed = models.OneToOneField(Trashed, on_delete=models.CASCADE, related_name="merge")
    kept_id = models.BigIntegerField()
    changes: Any = models.JSONField()
    keys = models.JSONField(default=list)  # the rows of `Identifier` that lead to the kept one

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.trashed} → {self.kept_id}"


class Split(models.Model):
    """A record that another one of its kind was made from. With it the split can be undone.

    `changes` is as in `Merge`.
    """

    kind = models.CharField(max_length=20)
    kept_id = models.BigIntegerField()
    made_id = models.BigIntegerField()
    name = models.CharField(max_length=255)  # of the new record
    changes: Any = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
