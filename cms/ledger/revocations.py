"""Accounts, rights, tokens and secrets that end: an older backup would bring them back to life.

The ledger knows them by table and number alone. Of a secret it keeps a SHA-256.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, pre_save
from django.utils.crypto import salted_hmac

from cms.ledger.store import append


@dataclass(frozen=True)
class Watched:
    """`active` switches a row on, `rights` are its other switches, `secrets` let somebody in."""

    model: type[models.Model]
    active: str = ""
    rights: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for name in (self.active, *self.rights, *self.secrets) if name)


@dataclass(frozen=True)
class WatchedLinks:
    """The rows of a relation that gives power, such as the groups of an account."""

    field: models.ManyToManyField

    @property
    def model(self) -> type[models.Model]:
        return self.field.remote_field.through  # type: ignore[return-value]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def ends(self) -> dict[str, type[models.Model]]:
        """The two fields of a link, and the models that they lead to."""
        return {
            self.field.m2m_field_name(): self.field.model,
            self.field.m2m_reverse_field_name(): self.field.related_model,
        }

    def between(self, names: list[Any]) -> models.QuerySet:
        """The link between two rows with these names in the ledger."""
        rows = {
            end: _number(model, name)
            for (end, model), name in zip(self.ends.items(), names, strict=True)
        }
        return self.model._default_manager.filter(**rows)


watched: dict[str, Watched | WatchedLinks] = {}


def watch(
    model: type[models.Model],
    *,
    active: str = "",
    rights: tuple[str, ...] = (),
    secrets: tuple[str, ...] = (),
) -> None:
    """Write a line when a row is deleted, is switched off or on, or gets another secret."""
    entry = Watched(model, active, rights, secrets)
    watched[entry.label] = entry
    post_delete.connect(_note_end, sender=model, dispatch_uid="cms.ledger.deleted")
    if entry.fields:
        pre_save.connect(_note_change, sender=model, dispatch_uid="cms.ledger.changed")


def watch_links(field: Any) -> None:
    """Write a line when two rows are linked by `field`, or are so no longer."""
    entry = WatchedLinks(field)
    watched[entry.label] = entry
    m2m_changed.connect(_note_links, sender=entry.model, dispatch_uid="cms.ledger.linked")


def rows_of(model: str, pk: Any) -> list[tuple[type[models.Model], int]]:
    """The rows that a line of the ledger is about, if they have numbers."""
    entry = watched.get(model)
    if isinstance(entry, WatchedLinks):
        rows = list(zip(entry.ends.values(), pk, strict=True))
    else:
        rows = [(entry.model, pk)] if entry else []
    return [(model, number) for model, number in rows if isinstance(number, int)]


def sum_of(secret: Any, field: str) -> str:
    """Of an address, which others can guess, only who has the SECRET_KEY can make it."""
    if field == "email":
        return salted_hmac("cms.ledger", secret, algorithm="sha256").hexdigest()
    return hashlib.sha256(str(secret).encode()).hexdigest()


def _note_end(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    _after_commit(instance._meta.label_lower, instance.pk, "deleted")


def _note_change(
    sender: type[models.Model],
    instance: models.Model,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    entry: Any = watched[instance._meta.label_lower]
    names = entry.fields
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
        if name in entry.secrets:
            facts = {"change": "secret", "sha256": sum_of(value, name)}
        else:
            facts = {"change": "on" if is_on(value, name) else "off"}
        _after_commit(entry.label, instance.pk, field=name, **facts)


def _note_links(
    sender: type[models.Model],
    instance: models.Model,
    *,
    action: str,
    reverse: bool,
    model: type[models.Model],
    pk_set: set[int] | None,
    **kwargs: Any,
) -> None:
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    entry: Any = watched[sender._meta.label_lower]
    if pk_set is None:  # all of them
        mine, other = reversed(entry.ends) if reverse else entry.ends
        links = sender._default_manager.filter(**{mine: instance})
        pk_set = set(links.values_list(other, flat=True))
    here = _name(type(instance), instance.pk)
    for linked in (_name(model, pk) for pk in pk_set):
        pair = [linked, here] if reverse else [here, linked]
        _after_commit(entry.label, pair, "on" if action == "post_add" else "off")


def _name(model: type[models.Model], pk: Any) -> Any:
    """What a row is called in the ledger. Of a right, migrations may change the number."""
    return list(Permission.objects.get(pk=pk).natural_key()) if model is Permission else pk


def _number(model: type[models.Model], name: Any) -> Any:
    if model is not Permission:
        return name
    codename, app, kind = name
    right = Permission.objects.filter(
        codename=codename, content_type__app_label=app, content_type__model=kind
    )
    return right.values("pk")[:1]


def is_on(value: Any, name: str) -> bool:
    """A time of revocation switches off, a flag that is true switches on."""
    return value is None if name.endswith("_at") else bool(value)


def _after_commit(label: str, pk: Any, change: str, **facts: Any) -> None:
    transaction.on_commit(
        lambda: append("revoked", model=label, pk=pk, change=change, **facts), robust=True
    )
