"""Accounts, tokens and secrets that end: an older backup would bring them back to life.

The ledger knows them by table and number alone. Of a secret it keeps a SHA-256.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, pre_save

from cms.ledger.store import append


@dataclass(frozen=True)
class Watched:
    """`active` is the field that switches a row on, `key` the one that lets somebody in."""

    model: type[models.Model]
    active: str = ""
    key: str = ""

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


watched: dict[str, Watched] = {}


def watch(model: type[models.Model], *, active: str = "", key: str = "") -> None:
    """Write a line when a row is deleted, is switched off or on, or gets another secret."""
    entry = Watched(model, active, key)
    watched[entry.label] = entry
    post_delete.connect(_note_end, sender=model, dispatch_uid="cms.ledger.deleted")
    if active or key:
        pre_save.connect(_note_change, sender=model, dispatch_uid="cms.ledger.changed")


def sum_of(secret: Any) -> str:
    return hashlib.sha256(str(secret).encode()).hexdigest()


def _note_end(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    _after_commit(instance, "deleted")


def _note_change(
    sender: type[models.Model],
    instance: models.Model,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    entry = watched[instance._meta.label_lower]
    names = [name for name in (entry.active, entry.key) if name]
    if update_fields is not None:
        names = [name for name in names if name in update_fields]
    if not names or instance.pk is None:
        return
    before = sender._default_manager.filter(pk=instance.pk).values(*names).first()
    if before is None:
        return
    for name in names:
        value = getattr(instance, name)
        if value == before[name]:
            continue
        if name == entry.active:
            _after_commit(instance, "on" if is_on(value, name) else "off")
        else:
            _after_commit(instance, "secret", sha256=sum_of(value))


def is_on(value: Any, name: str) -> bool:
    """A time of revocation switches off, a flag that is true switches on."""
    return value is None if name.endswith("_at") else bool(value)


def _after_commit(instance: models.Model, change: str, **facts: Any) -> None:
    label, pk = instance._meta.label_lower, instance.pk
    transaction.on_commit(
        lambda: append("revoked", model=label, pk=pk, change=change, **facts), robust=True
    )
