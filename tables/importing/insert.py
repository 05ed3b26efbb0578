"""Create many records at once, with the same result as adding, saving and publishing each.

Wagtail takes about a hundred queries for one record. This module takes about forty for five
hundred: places in the tree, rows, child rows, first version, history, references, search, finder.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from treebeard.exceptions import PathOverflow
from wagtail.models import ModelLogEntry, Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backends

from cms.finding import index as finder

BATCH = 500


def insert(records: list[Any], *, user: Any, now: datetime) -> None:
    """Insert new pages or snippets of one model as drafts, without their child rows."""
    for record in records:
        record.live, record.has_unpublished_changes = False, True
    if isinstance(records[0], Page):
        _insert_pages(records, user=user, now=now)
    else:
        for record in records:
            record.fill_in()
        type(records[0])._default_manager.bulk_create(records, batch_size=BATCH)


def _insert_pages(pages: list[Any], *, user: Any, now: datetime) -> None:
    """Insert the rows of `Page`, then the rows of the model."""
    by_parent = defaultdict(list)
    for page in pages:
        by_parent[page.cached_parent.pk].append(page)
    for pk, children in by_parent.items():
        _place(Page.objects.select_for_update().get(pk=pk), children)
    content_type = ContentType.objects.get_for_model(type(pages[0]))
    names = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
    for page in pages:
        page.owner, page.content_type = user, content_type
        page.draft_title, page.latest_revision_created_at = page.title, now
    bases = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    Page.objects.bulk_create(bases, batch_size=BATCH)
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.id = page.page_ptr_id = base.pk
        page._state.adding, page._state.db = False, base._state.db
    model: Any = type(pages[0])
    # bulk_create refuses models with a parent model. Here the keys of the parents are known.
    model._base_manager.get_queryset()._batched_insert(
        pages, fields=model._meta.local_concrete_fields, batch_size=BATCH
    )


def _place(parent: Page, children: list[Any]) -> None:
    """Set the paths after the last child of `parent`, and the URL paths."""
    last = parent.get_last_child()
    step = last._get_lastpos_in_path() if last else 0
    for page in children:
        step += 1
        page.depth, page.numchild = parent.depth + 1, 0
        page.path = Page._get_path(parent.path, page.depth, step)
        page.set_url_path(parent)
    if len(children[-1].path) != len(parent.path) + Page.steplen:
        raise PathOverflow(f"“{parent}” cannot have more pages.")
    parent.numchild += len(children)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)


def complete(records: list[Any], *, user: Any, now: datetime) -> None:
    """Add child rows, first version, history, references and search entries of inserted records."""
    _insert_parts(records)
    revisions = _insert_revisions(records, user=user, now=now)
    for record, revision in zip(records, revisions, strict=True):
        record.latest_revision = revision
    # Each has one version. To name it for each record took 500 conditions.
    versions = Revision.objects.order_by("-pk").filter(
        base_content_type=revisions[0].base_content_type_id,
        object_id=Cast(OuterRef("pk"), CharField(max_length=255)),
    )
    _rows_of(records).update(latest_revision=Subquery(versions.values("pk")[:1]))
    _write_history(records, "wagtail.create", user=user, now=now)
    _insert_references(records)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(type(records[0]), records)
    finder.write(records)


def publish(records: list[Any], *, user: Any, now: datetime) -> None:
    """Publish the latest revisions of drafts that have never been public."""
    _rows_of(records).update(
        live=True,
        has_unpublished_changes=False,
        first_published_at=now,
        last_published_at=now,
        live_revision=F("latest_revision"),
    )
    _write_history(records, "wagtail.publish", user=user, now=now)


def _rows_of(records: list[Any]) -> QuerySet[Any]:
    """The rows of the table that has the versions of `records`: for pages, that of all pages."""
    base: Any = Page if isinstance(records[0], Page) else type(records[0])
    return base._default_manager.filter(pk__in=[record.pk for record in records])


def _insert_parts(records: list[Any]) -> None:
    for relation in get_all_child_relations(type(records[0])):
        parts = []
        for record in records:
            for part in getattr(record, relation.get_accessor_name()).all():
                setattr(part, relation.field.attname, record.pk)
                parts.append(part)
        relation.related_model._default_manager.bulk_create(parts, batch_size=BATCH)


def _insert_revisions(records: list[Any], *, user: Any, now: datetime) -> list[Revision]:
    revisions = [
        Revision(
            content_type=ContentType.objects.get_for_model(record, for_concrete_model=False),
            base_content_type=record.get_base_content_type(),
            object_id=str(record.pk),
            created_at=now,
            user=user,
            object_str=str(record),
            content=record.serializable_data(),
        )
        for record in records
    ]
    return Revision.objects.bulk_create(revisions, batch_size=BATCH)


def _write_history(records: list[Any], action: str, *, user: Any, now: datetime) -> None:
    """Write a log entry of each record."""
    is_page = isinstance(records[0], Page)
    model: Any = PageLogEntry if is_page else ModelLogEntry
    entries = [
        model(
            content_type=ContentType.objects.get_for_model(record, for_concrete_model=False),
            label=record.get_admin_display_title() if is_page else str(record),
            action=action,
            timestamp=now,
            uuid=uuid.uuid4(),
            user=user,
            revision_id=record.latest_revision_id,
            content_changed=True,
            **({"page": record} if is_page else {"object_id": str(record.pk)}),
        )
        for record in records
    ]
    model.objects.bulk_create(entries, batch_size=BATCH)


def _insert_references(records: list[Any]) -> None:
    ReferenceIndex.objects.bulk_create(_references(records), batch_size=BATCH)


def _references(records: Iterable[Model]) -> list[ReferenceIndex]:
    rows = []
    for record in records:
        own = ContentType.objects.get_for_model(record, for_concrete_model=False)
        base = ReferenceIndex._get_base_content_type(record)
        for to_type, to_id, model_path, content_path in set(
            ReferenceIndex._extract_references_from_object(record)
        ):
            row = ReferenceIndex(
                content_type=own,
                base_content_type=base,
                object_id=str(record.pk),
                to_content_type_id=to_type,
                to_object_id=to_id,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )
            rows.append(row)
    return rows
