"""The content of what is public, without anything that readers cannot see.

A row is left out, or a value of it is empty, by the rules by which documents are rendered. That
both agree is proved by bringing a bag back: every document must come out as it was.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import ForeignKey
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Collection, Locale, Page, Revision, Site

from api.rendering.images import SIZES
from archive.models import PublicRecord
from archive.registry import registry
from cms.attribution import may_name, who_agreed
from cms.models import (
    Appearance,
    CustomImage,
    CustomRendition,
    EventPage,
    Identifier,
    ProgrammeItem,
    Quote,
)
from cms.models.image import key_of_file
from exports.bag.public_texts import PublicTexts
from exports.bag.stubs import stub_of
from exports.database_rows import Row, fields_of, read, to_json
from exports.snapshot import Snapshot

# What no document tells, in whatever table it stands.
UNTOLD = {
    "alias_of_id",
    "created_at",
    "description",
    "details",
    "expire_at",
    "expires_at",
    "go_live_at",
    "has_unpublished_changes",
    "internal_notes",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "show_in_menus",
    "site_name",
}
NO_ROWS = (
    "importer.ImportedPage",
    "importer.KeptFile",
    "importer.KeptText",
    "taggit.Tag",
    "taggit.TaggedItem",
    "wagtailcore.CollectionViewRestriction",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.PageLogEntry",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Revision",
)
# A row that shows nothing without what it points at.
NEEDED = {("home.NavigationItem", "page_id"), ("wagtailredirects.Redirect", "redirect_page_id")}


class PublicRows:
    """Rows of one snapshot. The ids of all public records are in memory."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.public = {
            resource.model: set(
                PublicRecord.objects.filter(kind=resource.kind, live=True).values_list(
                    "object_id", flat=True
                )
            )
            for resource in registry
        }
        self.pages = {
            pk for model, pks in self.public.items() if issubclass(model, Page) for pk in pks
        }
        self.texts = PublicTexts(self.public, self.pages)

    def rows_of(self, model: Any) -> Iterator[Row]:
        """The public rows of a table, in the order of their keys."""
        if model._meta.label in NO_ROWS:
            return
        fields = {field.attname: field for field in fields_of(model)}
        for row in read(model):
            pk = row[model._meta.pk.attname]
            if self.is_stub(model, pk):
                yield stub_of(model, row, self.numbers_of_children)
            elif self.is_shown(model, row, pk) and self.keep_links(model, fields, row):
                self.keep_words(model, fields, row)
                self.date(model, row)
                yield row

    # -- Which rows ----------------------------------------------------------------------------

    @cached_property
    def stubs(self) -> set[int]:
        """Pages that nobody sees, above public ones: the tree needs their place and address."""
        steps = {
            path[:end]
            for pk, path in self.paths.items()
            if pk in self.pages
            for end in range(Page.steplen, len(path), Page.steplen)
        }
        return {pk for pk, path in self.paths.items() if path in steps} - self.pages

    @cached_property
    def paths(self) -> dict[int, str]:
        """Where each page lies in the tree."""
        return dict(Page.objects.values_list("pk", "path"))

    def is_stub(self, model: Any, pk: Any) -> bool:
        return issubclass(model, Page) and pk in self.stubs

    def is_shown(self, model: Any, row: Row, pk: Any) -> bool:
        if model is Page:
            return pk in self.pages
        if model in self.public:
            return pk in self.public[model]
        if model is Collection:
            return row["depth"] == 1
        if model is Locale:
            return row["language_code"] in self.locales
        if model is CustomRendition:
            return row["filter_spec"] in SIZES and self.is_of_shown_file(row)
        return model is not Appearance or self.may_name(row["event_id"], agreed=row["may_be_named"])

    def is_of_shown_file(self, row: Row) -> bool:
        """Whether this size was cut from the public file, not from a draft or a former file."""
        return row["focal_point_key"].startswith(self.shown_files.get(row["image_id"], "-"))

    @cached_property
    def shown_files(self) -> dict[int, str]:
        images = CustomImage.objects.values_list("pk", "sha256")
        return {pk: key_of_file(sha256) for pk, sha256 in images}

    @cached_property
    def locales(self) -> set[str]:
        used = PublicRecord.objects.filter(live=True).values_list("locale", flat=True).distinct()
        return {settings.LANGUAGE_CODE, *used}

    def may_name(self, event: int, *, agreed: bool) -> bool:
        return may_name(self.attribution_rules[event], agreed=agreed)

    @cached_property
    def attribution_rules(self) -> dict[int, str]:
        """The rule of each event, public or not."""
        return dict(EventPage.objects.values_list("pk", "attribution_rule"))

    # -- What is left of a row -----------------------------------------------------------------

    def keep_links(self, model: Any, fields: dict[str, Any], row: Row) -> bool:
        """Empty what points at something hidden. False for a row that shows nothing then."""
        occasion = row["occasion_event_id"] if model is Quote else None
        if occasion and not self.may_name(occasion, agreed=False):
            columns = Quote.attribution_columns()
            row |= {name: "" if isinstance(row[name], str) else None for name in columns}
        for name, field in fields.items():
            if not isinstance(field, ForeignKey) or row[name] is None:
                continue
            if name == "collection_id":
                row[name] = self.root_collection
            elif not self.may_point(field, row[name]):
                if not field.null or (model._meta.label, name) in NEEDED:
                    return False
                row[name] = None
        return True

    def may_point(self, field: Any, pk: Any) -> bool:
        target = field.related_model
        if target is Revision:
            return False
        if target is Page:
            return pk in self.pages or (field.model is Site and pk in self.stubs)
        if target not in self.public:
            return True
        is_place = field.model is EventPage and not isinstance(field, ParentalKey)
        return pk in self.public[target] or (
            is_place and field.name in ("series", "page_ptr") and pk in self.stubs
        )

    @cached_property
    def root_collection(self) -> int:
        return Collection.get_first_root_node().pk

    def keep_words(self, model: Any, fields: dict[str, Any], row: Row) -> None:
        for name, field in fields.items():
            if name in UNTOLD:
                row[name] = to_json(field, field.get_default())
            elif isinstance(field, StreamField):
                row[name] = self.texts.of(row[name])
        if "draft_title" in row:
            row["draft_title"] = row["title"]
            row["numchild"] = self.numbers_of_children.get(row["path"], 0)
        if model is Collection:
            row |= {"name": "Root", "numchild": 0}
        if model is Appearance:
            row["may_be_named"] = not self.may_name(row["event_id"], agreed=False)
        if model is ProgrammeItem:
            event, agreed = row["event_id"], self.agreed.get(row["event_id"], set())
            row["people"] = [
                person
                for person in row["people"]
                if self.may_name(event, agreed=person["value"] in agreed)
            ]
        if model is Site:
            row |= {"hostname": "localhost", "port": 80}

    @cached_property
    def agreed(self) -> dict[int, set[int]]:
        """The people who agreed to be named at each event."""
        by_event: dict[int, list[Appearance]] = defaultdict(list)
        for appearance in Appearance.objects.only("event_id", "person_id", "may_be_named"):
            by_event[appearance.event_id].append(appearance)
        return {event: who_agreed(appearances) for event, appearances in by_event.items()}

    @cached_property
    def numbers_of_children(self) -> dict[str, int]:
        """How many pages of the export lie right under each path."""
        numbers: dict[str, int] = {}
        for pk, path in self.paths.items():
            if pk in self.pages or pk in self.stubs:
                above = path[: -Page.steplen]
                numbers[above] = numbers.get(above, 0) + 1
        return numbers

    # -- When ----------------------------------------------------------------------------------

    def date(self, model: Any, row: Row) -> None:
        """The times that are known outside, in the place of those that only editors see."""
        published_at = self.snapshot.head.recorded_at.isoformat()
        if model is Identifier or "file_hash" in row:
            row["created_at"] = published_at
        if "last_published_at" in row:
            row["first_published_at"] = row["last_published_at"] = published_at
