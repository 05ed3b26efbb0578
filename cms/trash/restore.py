"""A deleted record comes back: with its numbers, its key, its parts and its history."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, ForeignKey
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.finding.index import kinds
from cms.models import Trashed

from .rows import Row, index_again, write


@transaction.atomic
def restore(trashed: Trashed, *, public: bool, user: Any = None) -> Any:
    """Put `trashed` back, as a draft or as `public` as it was. Raises ValidationError.

    What it needs and was deleted too comes back with it, as a draft.
    """
    model: Any = kinds()[trashed.kind]
    trashed.delete()  # First: two records that lead to each other ask for each other.
    was_alias = any(row["fields"].get("alias_of") for row in trashed.rows)
    rows = [row for row in trashed.rows if _can_stand(row, trashed, user)]
    if issubclass(model, Page):
        _give_place(rows, trashed, user)
    try:
        with transaction.atomic():
            write(rows)
    except IntegrityError as error:
        raise _taken(trashed) from error
    record = model._default_manager.get(pk=trashed.object_id)
    has_lost_source = was_alias and record.alias_of_id is None
    if has_lost_source or not (public and trashed.was_public):
        _make_draft(record)
    try:
        record.full_clean()
    except ValidationError as error:
        raise ValidationError([f"“{trashed}” cannot be restored.", *error.messages]) from error
    index_again([(record._meta.label_lower, record.pk)])
    log(instance=record, action="cms.restore", user=user)
    return record


def _taken(trashed: Trashed) -> ValidationError:
    return ValidationError(
        f"“{trashed}” cannot be restored: another record now has its address, its number or its "
        "code. Change it there first."
    )


def _can_stand(row: Row, trashed: Trashed, user: Any) -> bool:
    """Whether all that a row leads to is there. What is in the trash comes back first."""
    model = apps.get_model(row["model"])
    own = {(one["model"], one["pk"]) for one in trashed.rows}
    for field in model._meta.local_fields:
        target: Any = field.related_model
        pk = row["fields"].get(field.name)
        if not isinstance(field, ForeignKey) or pk is None:
            continue
        label = target._meta.label_lower
        if (label, pk) in own or target._base_manager.filter(pk=pk).exists():
            continue
        other = _in_trash(target, pk)
        if other is not None:
            restore(other, public=False, user=user)
        elif field.null:
            row["fields"][field.name] = None
        else:
            return False
    return True


def _in_trash(model: Any, pk: Any) -> Trashed | None:
    kind = getattr(model, "kind", None)
    return Trashed.objects.filter(kind=kind, object_id=pk, merge=None).first() if kind else None


def _give_place(rows: list[Row], trashed: Trashed, user: Any) -> None:
    """A place in the tree: below the page that was above it, after all others."""
    number: Any = trashed.parent_id
    parent = Page.objects.filter(pk=number).first()
    if parent is None:
        above = Trashed.objects.filter(object_id=number, kind="series").first()
        if above is None:
            raise ValidationError(
                f"“{trashed}” cannot be restored: the page above it was deleted for good."
            )
        parent = Page.objects.get(pk=restore(above, public=False, user=user).pk)
    last = parent.get_last_child()
    path = last._inc_path() if last else Page._get_path(parent.path, parent.depth + 1, 1)
    fields = next(row["fields"] for row in rows if row["model"] == Page._meta.label_lower)
    if not Page._slug_is_available(fields["slug"], parent):
        raise _taken(trashed)
    fields |= {
        "path": path,
        "depth": parent.depth + 1,
        "numchild": 0,
        "url_path": f"{parent.url_path}{fields['slug']}/",
    }
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)


def _make_draft(record: Any) -> None:
    """As after “Unpublish”: nothing of it is public, and nothing is scheduled."""
    revisions: Any = Revision.objects.for_instance(record)
    revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    record.live, record.has_unpublished_changes, record.live_revision = False, True, None
    record.go_live_at = None
    more = {"clean": False} if isinstance(record, Page) else {}
    record.save(
        update_fields=["live", "has_unpublished_changes", "live_revision", "go_live_at"], **more
    )
