"""What else must be rendered when records change."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import Q
from wagtail.models import Page

from archive.models import Entry, Record
from archive.publisher.pending import Identity
from archive.registry import Document, Rendering, Resource, registry
from archive.visibility import Visibility
from cms.models import EventPage, Quote

# Below the number of parameters that any supported database takes in one statement.
PART = 500


def in_parts(values: list) -> Iterator[list]:
    """`values` in lists that fit into one `IN (…)`."""
    for start in range(0, len(values), PART):
        yield values[start : start + PART]


@dataclass
class Change:
    """A record whose public state differs from its newest entry. `after` is None: withdrawn."""

    resource: Resource
    object_id: int
    uid: uuid.UUID
    record: Record | None
    after: Rendering | None
    before: Document | None = None

    @property
    def is_seen_elsewhere(self) -> bool:
        """Whether other documents may show the difference, in a link or by what they compute."""
        if self.before is None or self.after is None:
            return True
        names = self.after.document.keys() - self.resource.own
        return any(self.before.get(name) != self.after.document[name] for name in names)

    @property
    def moved_its_path(self) -> bool:
        """Whether the addresses of the pages under it change with it."""
        before = self.record.path if self.record and self.record.live else None
        after = self.resource.index(self.after.document).path if self.after else None
        return before != after


def by_resource(identities: Iterable[Identity]) -> Iterator[tuple[Resource, list[int]]]:
    """The ids of each resource, in the registry's order and in parts."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, object_id in identities:
        ids[kind].append(object_id)
    for resource in registry:
        for part in in_parts(sorted(ids.get(resource.kind, []))):
            yield resource, part


def load_before(changes: list[Change]) -> None:
    """Give each change the document that was public until now."""
    live = {each.record.entry_id: each for each in changes if each.record and each.record.live}
    for part in in_parts(list(live)):
        for entry in Entry.objects.filter(pk__in=part).only("body"):
            live[entry.pk].before = orjson.loads(entry.content)


def affected_by(changes: list[Change]) -> set[Identity]:
    """The records that show something of `changes`: embedders, neighbours, pages below."""
    changes = [change for change in changes if change.is_seen_elsewhere]
    if not changes:
        return set()
    uids = [change.uid for change in changes]
    identities: set[Identity] = set()
    for part in in_parts(uids):
        identities |= _records(Q(dependencies__uid__in=part))
    for part in in_parts(list(_touched(changes))):
        identities |= _records(Q(uid__in=part))
    moved = [
        change.object_id
        for change in changes
        if _has_pages_below(change.resource) and change.moved_its_path
    ]
    return identities | descendants(moved)


def _records(condition: Q) -> set[Identity]:
    return set(Record.objects.filter(condition, live=True).values_list("kind", "object_id"))


def _touched(changes: list[Change]) -> set[uuid.UUID]:
    """The records computed from the documents, as they were and as they are now."""
    touched: set[uuid.UUID] = set()
    for change in changes:
        if change.after is not None:
            touched.update(change.resource.touches(change.after.document))
        if change.before is not None:
            touched.update(change.resource.touches(change.before))
    return touched


def _has_pages_below(resource: Resource) -> bool:
    model: Any = resource.model
    return issubclass(model, Page) and bool(model.allowed_subpage_models())


def descendants(page_ids: list[int]) -> set[Identity]:
    """The registered pages anywhere under these pages."""
    identities: set[Identity] = set()
    for path in Page.objects.filter(pk__in=page_ids).values_list("path", flat=True):
        below = Page.objects.filter(path__startswith=path).exclude(path=path)
        for page in below.select_related("content_type").only("pk", "content_type"):
            resource = registry.of_model(page.content_type.model_class())
            if resource is not None:
                identities.add((resource.kind, page.pk))
    return identities


def descendants_of_hidden(todo: set[Identity], visibility: Visibility) -> set[Identity]:
    """Pages under pending pages that are not public and so have no document to compare.

    A hidden series may have got a new address or a restriction; its editions tell it by theirs.
    """
    hidden: list[int] = []
    for resource, object_ids in by_resource(todo):
        if _has_pages_below(resource):
            pages = resource.model._default_manager.filter(pk__in=object_ids)
            public = set(visibility.filter(pages).values_list("pk", flat=True))
            hidden.extend(set(object_ids) - public)
    return descendants(hidden)


def spoken_at(todo: set[Identity]) -> set[Identity]:
    """The quotes spoken at pending events.

    The rule of an event governs who is named, even while the event itself is hidden and so has
    no document to compare.
    """
    events = [object_id for kind, object_id in todo if kind == EventPage.kind]
    return {
        (Quote.kind, pk)
        for part in in_parts(events)
        for pk in Quote.objects.filter(occasion_event__in=part).values_list("pk", flat=True)
    }
