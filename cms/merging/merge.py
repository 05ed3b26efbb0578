"""Merging: the uses of one record move to another one, and its key leads there."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import log
from wagtail.models import Locale

from cms.models import Identifier, Merge, Trashed
from cms.trash.rows import Row, digest_of, holder_of, index_again, key_of, own_rows, write

from .uses import Moved, moved_uses

# Of the record itself, and no matter of a merge.
NOT_OFFERED = {
    *("id", "uid", "slug", "locale", "translation_key", "live", "has_unpublished_changes"),
    *("first_published_at", "last_published_at", "go_live_at", "expire_at", "expired", "locked"),
    *("locked_at", "locked_by", "latest_revision", "live_revision"),
}
# Which of the two has a field.
BOTH, KEPT, OTHER = "both", "kept", "other"


def fields_of(model: Any) -> list[Field]:
    """The fields for which an editor chooses a value."""
    return [field for field in model._meta.concrete_fields if field.name not in NOT_OFFERED]


def parts_of(model: Any) -> list[Any]:
    """The ordered parts, such as names and sources."""
    return get_all_child_relations(model)


def refusals(kept: Any, other: Any) -> list[str]:
    """Why the two cannot be merged as they are."""
    problems = []
    if type(kept) is not type(other) or kept.pk == other.pk:
        return ["Choose another record of the same kind."]
    if kept.locale_id != other.locale_id:
        problems.append("They are in two languages. Merge records of one language.")
    if other.live and not kept.live:
        problems.append(f"“{kept}” is not public. Keep “{other}”, or publish “{kept}” first.")
    problems += [*not_ready(kept), *not_ready(other)]
    languages = {
        one.pk: set(one.get_translations().values_list("locale_id", flat=True))
        for one in (kept, other)
    }
    shared = Locale.objects.filter(pk__in=languages[kept.pk] & languages[other.pk])
    problems += [f"Both have a translation into {one}. Merge these two first." for one in shared]
    return problems


def not_ready(record: Any) -> list[str]:
    """Why `record` cannot be merged or split as it is."""
    problems = []
    if record.live and record.has_unpublished_changes:
        problems.append(
            f"“{record}” has a draft that is not public. Publish the draft, or save the public "
            "version again, first."
        )
    if record.locked:
        problems.append(f"“{record}” is locked. Unlock it first.")
    return problems


@transaction.atomic
def merge(kept: Any, other: Any, choices: Mapping[str, str], *, user: Any = None) -> Merge:
    """Let `kept` take in `other`. Raises ValidationError, and then nothing has changed.

    `choices` says for each field which value counts, and for each list of parts whether both do.
    """
    if problems := refusals(kept, other):
        raise ValidationError(problems)
    before = {key_of(row): row for row in own_rows(kept)}
    moved = moved_uses(other, kept)
    move(moved)
    kept = type(kept)._default_manager.get(pk=kept.pk)
    _take_fields(kept, other, choices)
    save_new_version(kept, user, public=kept.live)
    _take_translations(kept, other)
    keys = list(Identifier.objects.filter(uid=other.uid).values_list("pk", flat=True))
    Identifier.objects.filter(pk__in=keys).update(uid=kept.uid)
    name = str(other)
    other_pk = other.pk
    log(instance=other, action="wagtail.delete", user=user, deleted=True)
    other.delete()
    log(instance=kept, action="cms.merge", user=user, data={"name": name})
    trashed = Trashed.objects.get(kind=kept.kind, object_id=other_pk)
    if user is not None:
        Trashed.objects.filter(pk=trashed.pk).update(deleted_by=user)
    after = {key_of(row): row for row in own_rows(kept)}
    return Merge.objects.create(
        trashed=trashed,
        kept_id=kept.pk,
        keys=keys,
        changes=[*changes_of(before, after), *map(change_of, without(moved, before))],
    )


def move(moved: Iterable[Moved]) -> None:
    touched = []
    for before, after in moved:
        touched.append(holder_of(before))
        if after is None:
            apps.get_model(before["model"])._base_manager.filter(pk=before["pk"]).delete()
        else:
            write([after])
    index_again(key for key in touched if key is not None)


def _take_fields(kept: Any, other: Any, choices: Mapping[str, str]) -> None:
    for field in fields_of(type(kept)):
        if choices.get(field.name) == OTHER:
            value = getattr(other, field.name)
            is_itself = isinstance(value, type(kept)) and value.pk in (kept.pk, other.pk)
            setattr(kept, field.name, None if is_itself else value)
    for relation in parts_of(type(kept)):
        name = relation.get_accessor_name()
        choice = choices.get(name, BOTH)
        own = [] if choice == OTHER else list(getattr(kept, name).all())
        new = list(getattr(other, name).all()) if choice in (BOTH, OTHER) else []
        for part in new:
            part.pk = None
        setattr(kept, name, [*own, *new])
    kept.also_known_as(str(other))


def save_new_version(record: Any, user: Any, *, public: bool) -> None:
    revision = record.save_revision(user=user, changed=True)
    if public:
        revision.publish(user=user)
    else:
        record.save()
    record.refresh_from_db()


def _take_translations(kept: Any, other: Any) -> None:
    """Its translations into other languages become those of the kept record."""
    for translation in other.get_translations():
        translation.translation_key = kept.translation_key
        translation.save(update_fields=["translation_key"])


def without(moved: list[Moved], own: Mapping[Any, Row]) -> list[Moved]:
    return [one for one in moved if key_of(one.before) not in own]


def change_of(moved: Moved) -> dict[str, Any]:
    return _change(key_of(moved.before), moved.before, moved.after)


def changes_of(before: Mapping[Any, Row], after: Mapping[Any, Row]) -> list[dict[str, Any]]:
    """The rows of the kept record that are new, other or gone."""
    return [
        _change(key, before.get(key), after.get(key))
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    ]


def _change(key: Any, before: Row | None, after: Row | None) -> dict[str, Any]:
    digest = None if after is None else digest_of(after)
    return {"model": key[0], "pk": key[1], "before": before, "after": digest}
