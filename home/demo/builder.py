"""Putting a record into the archive the way an editor does: draft, revision, publish."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db.models import Model, Q
from wagtail.models import Locale, Page

from cms.models import ArchivePage, CustomImage, EventPage
from cms.models import Record as Snippet
from home.demo.identity import uid
from home.demo.pages import StatedBy

SnippetType = TypeVar("SnippetType", bound=Snippet)
PageType = TypeVar("PageType", bound=ArchivePage)


class Builder:
    """Makes what is missing and leaves alone what is there, however it was edited since."""

    def __init__(self) -> None:
        self.locale = Locale.get_default()
        self.made = 0

    def snippet(
        self, model: type[SnippetType], slug: str, *stated_by: StatedBy, **fields: Any
    ) -> SnippetType:
        """The record with this identity or this address; a new one is published."""
        identity = uid(model.kind, slug)
        found = self._found(model, identity, Q(slug=slug, locale=self.locale))
        if found is not None:
            return found
        record = model(uid=identity, slug=slug, locale=self.locale, live=False, **fields)
        record.sources = sources(model, stated_by)
        record.save()
        return self.publish(record)

    def page(
        self,
        model: type[PageType],
        parent: Page,
        slug: str,
        *stated_by: StatedBy,
        **fields: Any,
    ) -> PageType:
        """The page with this identity, code or address under `parent`; a new one is published."""
        identity = uid(model.kind, slug)
        same = Q(slug=slug, path__startswith=parent.path, depth=parent.depth + 1)
        if issubclass(model, EventPage) and fields.get("code"):
            same |= Q(code__iexact=fields["code"], locale=self.locale)
        found = self._found(model, identity, same)
        if found is not None:
            return found
        page = model(uid=identity, slug=slug, locale=self.locale, live=False, **fields)
        page.sources = sources(model, stated_by)
        parent.add_child(instance=page)
        return self.publish(page)

    def image(self, slug: str, draw: Callable[[], bytes], **fields: Any) -> CustomImage:
        """The picture with this identity or this address; `draw` makes the JPEG of a new one."""
        identity = uid(CustomImage.kind, slug)
        found = self._found(CustomImage, identity, Q(slug=slug))
        if found is not None:
            return found
        content = draw()
        image = CustomImage(
            uid=identity,
            slug=slug,
            file=ContentFile(content, name=f"{slug}.jpg"),
            file_size=len(content),
            file_hash=hashlib.sha1(content, usedforsecurity=False).hexdigest(),
            **fields,
        )
        image.full_clean()
        image.save()
        self.made += 1
        return image

    def publish(self, record: Any, log_action: str = "wagtail.create") -> Any:
        """Publish `record` as it stands, with a line in the history that editors see."""
        record.save_revision(log_action=log_action).publish()
        record.refresh_from_db()
        self.made += 1
        return record

    @staticmethod
    def _found(model: type[Any], identity: object, same: Q) -> Any:
        records = model.objects
        return records.filter(uid=identity).first() or records.filter(same).first()


def sources(model: type[Model], stated_by: Iterable[StatedBy]) -> list[Model]:
    """The pages as the ordered children of a record of `model`."""
    source: Any = model._meta.get_field("sources").related_model
    return [
        source(
            sort_order=order, url=page.url, title=page.title, speaks_for="\n".join(page.speaks_for)
        )
        for order, page in enumerate(stated_by)
    ]


def ordered(model: type[Model], link: str, records: Iterable[Model], **fields: Any) -> list[Any]:
    """Links of one kind to `records`, in their order."""
    return [
        model(sort_order=order, **{link: record}, **fields) for order, record in enumerate(records)
    ]
