"""Public keys. A key never changes its record."""

import uuid

from django.db import models
from django.db.models.functions import Upper


class Identifier(models.Model):
    """A current or former public key of a record.

    Rows are never changed or deleted. The newest row of a `uid` is its current key. Older rows are
    former keys, which redirect. The key of a withdrawn record stays reserved and answers 410.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=255)
    uid = models.UUIDField(db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="cms_identifier_kind_key"),
        ]
        indexes = [models.Index(Upper("key"), "kind", name="cms_identifier_folded")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @classmethod
    def owner(cls, kind: str, key: str) -> uuid.UUID | None:
        """The uid of `key` in upper or lower case, or None."""
        rows = cls.objects.alias(folded=Upper("key")).filter(kind=kind, folded=key.upper())
        return rows.values_list("uid", flat=True).first()
