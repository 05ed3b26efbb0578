"""Undoing a merge or a split, while nobody has changed what it changed."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from cms.finding.index import kinds
from cms.models import Identifier, Merge, Split, Trashed
from cms.trash.restore import restore
from cms.trash.rows import Row, current, digest_of, holder_of, index_again, write

from .split import uses_of

Changes = list[dict[str, Any]]


@transaction.atomic
def undo(merge: Merge, *, user: Any = None) -> Any:
    """Take `merge` back; return the restored record. Raises ValidationError."""
    trashed = merge.trashed
    if changed := changed_since(merge):
        raise ValidationError(
            f"The merge of “{trashed}” cannot be undone, because {changed} has changed since. "
            "Restore nothing, or make the record again by hand."
        )
    keys, kept_id, changes = merge.keys, merge.kept_id, merge.changes
    _delete_new(changes)
    record = restore(trashed, public=True, user=user)
    _write_former(changes)
    Identifier.objects.filter(pk__in=keys).update(uid=record.uid)
    kept: Any = kinds()[record.kind]._default_manager.get(pk=kept_id)
    index_again([(kept._meta.label_lower, kept.pk), (record._meta.label_lower, record.pk)])
    log(instance=kept, action="cms.unmerge", user=user, data={"name": str(record)})
    return record


@transaction.atomic
def undo_split(split: Split, *, user: Any = None) -> Any:
    """Take `split` back; return the record that was split. Raises ValidationError."""
    if changed := changed_since(split):
        raise ValidationError(
            f"The split of “{split}” cannot be undone, because {changed} has changed since. "
            "Merge the two instead."
        )
    model: Any = kinds()[split.kind]
    # The uses lead back first, so that nothing goes with the record.
    _write_former(split.changes)
    made = model._default_manager.get(pk=split.made_id)
    if uses_of(made):
        raise ValidationError(
            f"The split of “{split}” cannot be undone, because something uses “{made}” since. "
            "Merge the two instead."
        )
    made.delete()
    Trashed.objects.filter(kind=split.kind, object_id=split.made_id).delete()
    _delete_new(split.changes)
    split.delete()
    kept = model._default_manager.get(pk=split.kept_id)
    index_again([(kept._meta.label_lower, kept.pk)])
    log(instance=kept, action="cms.unsplit", user=user, data={"name": split.name})
    return kept


def _delete_new(changes: Changes) -> None:
    for change in changes:
        if change["before"] is None:
            apps.get_model(change["model"])._base_manager.filter(pk=change["pk"]).delete()


def _write_former(changes: Changes) -> None:
    write(change["before"] for change in changes if change["before"] is not None)
    holders = (holder_of(change["before"]) for change in changes if change["before"])
    index_again([key for key in holders if key is not None])


def changed_since(done: Merge | Split) -> str:
    """The name of the first record that was changed after it. "" when none was."""
    for change in done.changes:
        row = current((change["model"], change["pk"]))
        digest = None if row is None else digest_of(row)
        if digest != change["after"]:
            return _name_of(row or change["before"])
    return ""


def _name_of(row: Row) -> str:
    holder = holder_of(row)
    if row["model"] == "wagtailcore.revision":
        return f"“{row['fields']['object_str']}”"
    if holder is None:
        return "a part of a record"
    model: Any = apps.get_model(holder[0])
    return f"“{model._default_manager.filter(pk=holder[1]).first()}”"
