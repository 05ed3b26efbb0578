"""Make a record as an editor does: draft, revision, publish."""

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
    """Makes missing records. It never changes existing ones, even if somebody has edited them."""

    def __init__(self) -> None:
        self.locale = Locale.get_default()
        self.made = 0

    def snippet(
        self, model: type[SnippetType], slug: str, *stated_by: StatedBy, **fields: Any
    ) -> SnippetType:
        """The record with this id or slug. A missing one is made and published."""
        identity = uid(model.kind, slug)
        existing = self._existing(model, identity, Q(slug=slug, locale=self.locale))
        if existing is not None:
            return existing
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
        """The page with this id, code or slug below `parent`. A missing one is made."""
        identity = uid(model.kind, slug)
        same = Q(slug=slug, path__startswith=parent.path, depth=parent.depth + 1)
        if issubclass(model, EventPage) and fields.get("code"):
            same |= Q(code__iexact=fields["code"], locale=self.locale)
        existing = self._existing(model, identity, same)
        if existing is not None:
            return existing
        page = model(uid=identity, slug=slug, locale=self.locale, live=False, **fields)
        page.sources = sources(model, stated_by)
        parent.add_child(instance=page)
        return self.publish(page)

    def image(self, slug: str, draw: Callable[[], bytes], **fields: Any) -> CustomImage:
        """The picture with this id or slug. `draw` makes the JPEG of a missing one."""
        identity = uid(CustomImage.kind, slug)
        existing = self._existing(CustomImage, identity, Q(slug=slug))
        if existing is not None:
            return existing
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
        """Publish `record`, with a line in the history that editors see."""
        record.save_revision(log_action=log_action).publish()
        record.refresh_from_db()
        self.made += 1
        return record

    @staticmethod
    def _existing(model: type[Any], identity: object, same: Q) -> Any:
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
    """Rows of `model` that link to `records`, in their order."""
    return [
        model(sort_order=order, **{link: record}, **fields) for order, record in enumerate(records)
    ]
