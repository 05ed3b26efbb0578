"""Public keys. A key never changes its record."""

import hashlib
import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Upper


class Identifier(models.Model):
    """A current or former public key of a record.

    Rows are never changed. They are deleted only when a person is removed everywhere. The newest
    row of a `uid` is its current key. Older rows are former keys, which redirect. The key of a
    withdrawn record stays reserved and answers 410.
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
        return cls.owners(kind, [key]).get(key.upper())

    @classmethod
    def owners(cls, kind: str, keys: Iterable[str]) -> dict[str, uuid.UUID]:
        """The uids of `keys` in upper or lower case, by the keys in upper case."""
        folded = {key.upper() for key in keys}
        rows = cls.objects.annotate(folded=Upper("key")).filter(kind=kind, folded__in=folded)
        # Where two keys differ by the case alone, the first one counts.
        return dict(rows.order_by("-pk").values_list("folded", "uid"))


class ErasedKey(models.Model):
    """The SHA-256 of a key that a removed person had, so that nobody else gets it.

    The row does not hold the key. `uid` is in the sum, so that no table of sums finds it.
    """

    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    @classmethod
    def remember(cls, keys: Iterable[tuple[str, str, uuid.UUID]]) -> None:
        """Reserve these keys: `(kind, key, uid)`."""
        for kind, key, uid in keys:
            cls.objects.get_or_create(kind=kind, uid=uid, digest=_sum(uid, key))

    @classmethod
    def among(cls, kind: str, keys: Iterable[str]) -> set[str]:
        """Those of `keys`, in upper case, that somebody had who was removed."""
        rows = list(cls.objects.filter(kind=kind).values_list("uid", "digest"))
        return {key for key in keys for uid, digest in rows if _sum(uid, key) == digest}


def _sum(uid: uuid.UUID, key: str) -> str:
    return hashlib.sha256(f"{uid} {key.upper()}".encode()).hexdigest()
