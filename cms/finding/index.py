"""Keeps the names of all records where the finder looks for them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_migrate, post_save

from cms.models import FinderEntry, Identified
from cms.text.words import tokens

LONGEST = 2000  # letters of a text, such as that of a quote
BATCH = 500


def kinds() -> dict[str, type[Identified]]:
    """The model of each kind of record."""
    models = [model for model in apps.get_models() if issubclass(model, Identified)]
    return {model.kind: model for model in models}


def connect() -> None:
    for model in kinds().values():
        post_save.connect(note_save, sender=model, dispatch_uid=f"cms.finding.{model.kind}")
        post_delete.connect(note_delete, sender=model, dispatch_uid=f"cms.finding.{model.kind}")
    post_migrate.connect(begin, dispatch_uid="cms.finding.begin")


def note_save(
    sender: type[Model],
    instance: Any,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    if raw:
        return
    if update_fields is None:
        write([instance])
    else:  # The object may hold a draft, of which these fields alone are saved.
        write(records_of(sender).filter(pk=instance.pk))


def note_delete(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    FinderEntry.objects.filter(kind=instance.kind, object_id=instance.pk).delete()


def begin(sender: Any, **kwargs: Any) -> None:
    """After the migrations: an archive from before the finder gets its entries."""
    if sender.name == "cms" and not FinderEntry.objects.exists():
        rebuild()


def rebuild() -> None:
    """Make all entries again."""
    FinderEntry.objects.all().delete()
    for model in kinds().values():
        batch: list[Any] = []
        for record in records_of(model).order_by("pk").iterator(chunk_size=BATCH):
            batch.append(record)
            if len(batch) == BATCH:
                write(batch)
                batch = []
        write(batch)


def records_of(model: Any) -> QuerySet:
    return model._default_manager.select_related("latest_revision")


def write(records: Iterable[Any]) -> None:
    """Put the names of `records` into the place of what is there for them."""
    FinderEntry.objects.bulk_create(
        [entry_of(record) for record in records],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["name", "words"],
    )


def entry_of(record: Any) -> FinderEntry:
    names = [name for path in record.found_by for name in names_at(record, path)]
    words = dict.fromkeys(word for name in names for word in tokens(name[:LONGEST]))
    words |= dict.fromkeys(initials for name in names for initials in initials_of(name))
    return FinderEntry(
        kind=record.kind,
        object_id=record.pk,
        name=label_of(record),
        words=f" {' '.join(words)} ",
    )


def label_of(record: Any) -> str:
    """The name of the newest version, on one line."""
    newest = names_at(record, record.found_by[0])[-1]
    return " ".join(newest[:LONGEST].split())


def names_at(record: Any, path: str) -> list[str]:
    """What `record` has in a field, then what its draft has there."""
    names = [*_texts(record, path)]
    if record.has_unpublished_changes and record.latest_revision is not None:
        names += _texts(record.latest_revision.content, path)
    return names


def _texts(source: Any, path: str) -> Iterator[str]:
    """ "names.name": the field `name` of each of the `names`, of a record or a stored version."""
    name, _dot, rest = path.partition(".")
    value = source.get(name) if isinstance(source, dict) else getattr(source, name, None)
    if not rest:
        yield from [value] if isinstance(value, str) else []
        return
    for part in value if isinstance(value, list) else value.all() if value else ():
        yield from _texts(part, rest)


def initials_of(name: str) -> list[str]:
    """The acronyms of a name of three words or more: ["unhcr", "unhcfr"]."""
    parts = [word for word in name.split() if word[:1].isalnum()]
    if not 3 <= len(parts) <= 12:
        return []
    capitals = "".join(word[0] for word in parts if word[0].isupper())
    every = "".join(word[0] for word in parts)
    return list(
        dict.fromkeys("".join(tokens(acronym)) for acronym in (capitals, every) if len(acronym) > 2)
    )
