"""Public keys: given once, never given to anything else."""

import uuid

from django.db import models
from django.db.models.functions import Upper


class Identifier(models.Model):
    """A public key that a record has, or once had.

    Rows are only ever added. The newest row of a `uid` is its key of today; its older rows are
    former keys, which redirect. A key whose record is gone stays taken, and answers 410.
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
        """The uid that `key` belongs to, whatever the case of its letters, or None."""
        found = cls.objects.alias(folded=Upper("key")).filter(kind=kind, folded=key.upper())
        return found.values_list("uid", flat=True).first()
