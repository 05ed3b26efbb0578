"""Splitting: a record that holds two things becomes two, and each use goes to one of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from cms.models import Split
from cms.trash.rows import Key, Row, holder_of, key_of, own_rows

from .merge import (
    KEPT,
    OTHER,
    change_of,
    changes_of,
    fields_of,
    move,
    not_ready,
    parts_of,
    save_new_version,
    without,
)
from .uses import Moved, moved_uses


def uses_of(record: Any) -> dict[Key, list[Moved]]:
    """The pages and records that lead to `record`, each with its rows and versions."""
    uses = defaultdict(list)
    for moved in moved_uses(record, record):
        if (key := user_of(moved.before)) is not None:
            uses[key].append(moved)
    return uses


def user_of(row: Row) -> Key | None:
    """The page or record that has this row, or this version of it."""
    if row["model"] != "wagtailcore.revision":
        return holder_of(row)
    kind = ContentType.objects.get_for_id(row["fields"]["content_type"]).model_class()
    return None if kind is None else (kind._meta.label_lower, int(row["fields"]["object_id"]))


@transaction.atomic
def split(
    kept: Any, name: str, uses: Collection[Key], choices: Mapping[str, str], *, user: Any = None
) -> Split:
    """Make a record with `name` from `kept`, and let `uses` lead to it. Raises ValidationError.

    `choices` says for each field and each list of parts which of the two has it: KEPT, OTHER or
    both. A public record is split into two public ones.
    """
    if problems := not_ready(kept):
        raise ValidationError(problems)
    before = {key_of(row): row for row in own_rows(kept)}
    made = _made_from(kept, name, choices)
    moved = [one for one in moved_uses(kept, made) if user_of(one.before) in uses]
    move(moved)
    kept = type(kept)._default_manager.get(pk=kept.pk)
    if _take_away(kept, choices):
        save_new_version(kept, user, public=kept.live)
    save_new_version(made, user, public=kept.live)
    log(instance=made, action="wagtail.create", user=user)
    log(instance=kept, action="cms.split", user=user, data={"name": str(made)})
    after = {key_of(row): row for one in (kept, made) for row in own_rows(one)}
    return Split.objects.create(
        kind=kept.kind,
        kept_id=kept.pk,
        made_id=made.pk,
        name=str(made)[:255],
        made_by=user,
        changes=[*changes_of(before, after), *map(change_of, without(moved, {**before, **after}))],
    )


def name_field(model: Any) -> str:
    return model.found_by[0]


def _made_from(kept: Any, name: str, choices: Mapping[str, str]) -> Any:
    model = type(kept)
    made = model(locale=kept.locale, live=False)
    for field in fields_of(model):
        if choices.get(field.name) != KEPT:
            setattr(made, field.name, getattr(kept, field.name))
    setattr(made, name_field(model), name)
    for relation in parts_of(model):
        if choices.get(relation.get_accessor_name()) != KEPT:
            parts = list(getattr(kept, relation.get_accessor_name()).all())
            for part in parts:
                part.pk = None
            setattr(made, relation.get_accessor_name(), parts)
    made.full_clean(exclude=["slug", "translation_key"])
    made.save()
    return made


def _take_away(kept: Any, choices: Mapping[str, str]) -> bool:
    """Take from `kept` what only the new record has. Returns whether there was anything."""
    changed = False
    for field in fields_of(type(kept)):
        if choices.get(field.name) == OTHER and field.name != name_field(type(kept)):
            setattr(kept, field.name, field.get_default())
            changed = True
    for relation in parts_of(type(kept)):
        if choices.get(relation.get_accessor_name()) == OTHER:
            setattr(kept, relation.get_accessor_name(), [])
            changed = True
    return changed
