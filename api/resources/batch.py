"""How a batch of records of one kind becomes documents."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from django.db.models import Exists, F, Model, OuterRef, QuerySet, prefetch_related_objects
from wagtail.models import TranslatableMixin

from api.rendering.alternates import alternates_of
from api.rendering.render import Render
from api.serializers.base import DocumentSerializer
from archive.batches import with_related
from archive.keys import Keys
from archive.publisher.compiled_query import read_few
from archive.registry import Rendering, Resource
from archive.visibility import Visibility

Context = dict[str, Callable[..., Any] | Mapping[Any, Model]]


class BatchResource(Resource):
    """A resource whose records are rows of one model, loaded and rendered many at a time.

    `related` and `parts` say what a batch is loaded with: rows that each record points at; its
    ordered children, by name, with the rows that these point at.
    """

    serializer: type[DocumentSerializer]
    related: tuple[str, ...] = ()
    parts: ClassVar[dict[str, tuple[str, ...]]] = {}

    def rows_of(self, name: str) -> QuerySet:
        """The children `name` of all records, in one order on every database."""
        relation: Any = self.model._meta.get_field(name)
        rows = relation.related_model._default_manager.all()
        return rows.order_by(F("sort_order").asc(nulls_last=True), "pk")

    def queryset(self, visibility: Visibility) -> QuerySet:
        """Records, with the word whether they have parts of each name."""
        return self.model._default_manager.annotate(
            **{f"has_{name}": Exists(self._of_outer(name)) for name in self.parts},
            **self.annotations(visibility),
        )

    def _of_outer(self, name: str) -> QuerySet:
        child: Any = self.model._meta.get_field(name)
        return child.related_model._default_manager.filter(**{child.field.name: OuterRef("pk")})

    def annotations(self, visibility: Visibility) -> dict[str, Any]:
        """What else the database computes for each record."""
        if not issubclass(self.model, TranslatableMixin):
            return {}
        others = self.model._default_manager.filter(translation_key=OuterRef("translation_key"))
        return {"has_alternates": Exists(others.exclude(pk=OuterRef("pk")))}

    def _public_among(self, visibility: Visibility, ids: Sequence[int], now: datetime) -> QuerySet:
        then = visibility.at(now)
        related = self.related
        if issubclass(self.model, TranslatableMixin):
            related = (*related, "locale")
        rows = self.queryset(then).filter(pk__in=ids)
        return then.filter(with_related(rows, related, ids)).order_by("pk")

    def _parts_of(self, name: str, ids: Sequence[int], now: datetime) -> QuerySet:
        parent: Any = self.model._meta.get_field(name)
        rows = self.rows_of(name).filter(**{f"{parent.field.name}__in": ids})
        return with_related(rows, self.parts[name], ids)

    def load(self, object_ids: Sequence[int], visibility: Visibility) -> list[Any]:
        """The public ones of `object_ids`, each with its `children`, the parts by name.

        Django would make a manager and a query for each list of each record: a third of the time
        that a large batch takes. Parts that none of them has cost no query.
        """
        make = partial(self._public_among, visibility)
        key = (self.kind, visibility.shape(self.model))
        records = read_few(key, make, object_ids, visibility.now)
        for record in records:
            record.children = {name: [] for name in self.parts}
        by_pk = {record.pk: record for record in records}
        for name in self.parts:
            if any(getattr(record, f"has_{name}") for record in records):
                make_parts = partial(self._parts_of, name)
                relation: Any = self.model._meta.get_field(name)
                parent = relation.field
                for part in read_few((self.kind, name), make_parts, list(by_pk), visibility.now):
                    by_pk[getattr(part, parent.attname)].children[name].append(part)
        return records

    def render(
        self, object_ids: Sequence[int], visibility: Visibility, keys: Keys
    ) -> list[Rendering]:
        records = self.load(object_ids, visibility)
        keys.of_loaded(records)
        return self.render_records(records, Render(visibility, keys))

    def render_records(self, records: list[Any], render: Render) -> list[Rendering]:
        """The documents of `records`, which `load` or `complete` has prepared."""
        serializer = self.serializer(
            context={
                "render": render,
                "alternates": alternates_of(records, render),
                **self.context(records, render),
            }
        )
        renderings = []
        for record in records:
            render.of(record)
            document = serializer.to_representation(record)
            renderings.append(
                Rendering(
                    uid=record.uid,
                    object_id=record.pk,
                    document=document,
                    dependencies=frozenset(render.dependencies),
                    expires_at=getattr(record, "expire_at", None),
                )
            )
        render.finish()
        return renderings

    def complete(self, draft: Any, visibility: Visibility) -> None:
        """Give a draft, which no query has loaded, what `load` reads with each record."""
        draft.has_alternates = draft.pk is not None and hasattr(draft, "translation_key")
        draft.children = {name: list(getattr(draft, name).all()) for name in self.parts}
        for name, paths in self.parts.items():
            if (children := draft.children[name]) and paths:
                prefetch_related_objects(children, *paths)

    def context(self, records: list[Any], render: Render) -> Context:
        """What the serializer needs beside the records themselves."""
        return {}
