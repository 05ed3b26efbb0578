"""Splitting a record that holds two things: tick the uses of the new one, and divide the fields."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from cms.merging.merge import BOTH, KEPT, fields_of, not_ready, parts_of
from cms.merging.split import name_field, split, uses_of
from cms.merging.undo import undo_split
from cms.models import Record, Split
from cms.models.publication import sentences
from cms.text.numbers import whole_number
from cms.trash.rows import Key

from .links import edit_url
from .merging import IdentityView, may_merge, text_of


def split_url(record: Any) -> str:
    return reverse("cms_split", args=[record.kind, record.pk])


def split_button(snippet: Any, user: Any, next_url: Any = None) -> Iterator[Button]:
    if isinstance(snippet, Record) and may_merge(user, snippet):
        yield Button("Split in two", split_url(snippet), icon_name="expand-right", priority=81)


class SplitFormatter(LogFormatter):
    label = "Split"

    def format_message(self, entry: Any) -> str:
        return f"“{entry.data.get('name', '')}” was made from it: it held two things"


class UnsplitFormatter(LogFormatter):
    label = "Undo a split"

    def format_message(self, entry: Any) -> str:
        return f"Took “{entry.data.get('name', '')}” back: the split was undone"


class SplitView(IdentityView):
    template_name = "cms/admin/split.html"
    page_title = "Split"
    header_icon = "expand-right"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = name_field(self.model)
        return {
            **super().get_context_data(**kwargs),
            "record": self.record,
            "problems": not_ready(self.record),
            "name": self.request.POST.get("name", ""),
            "name_label": capfirst(str(self.model._meta.get_field(name).verbose_name)),
            "uses": list(self.uses()),
            "lines": list(self.lines()),
            "edit_url": edit_url(self.model, self.record.pk),
            "splits": self.splits(),
        }

    def changed(self) -> Iterator[Any]:
        """Undoing changes both, and with the new record all that uses it."""
        yield self.record
        if self.done is not None:
            yield from self.model._default_manager.filter(pk=self.done.made_id)

    @cached_property
    def done(self) -> Split | None:
        """The split to undo."""
        number = whole_number(self.request.POST.get("undo", ""))
        return self.splits().filter(pk=number).first() if number else None

    def splits(self) -> QuerySet[Split]:
        """Those of this record that can be undone."""
        return Split.objects.filter(kind=self.record.kind, kept_id=self.record.pk)

    def uses(self) -> Iterator[dict[str, Any]]:
        """`[{"key", "record", "kind", "url", "ticked"}]`. One query for each kind."""
        ticked = self.ticked()
        keys = list(uses_of(self.record))
        for label in dict.fromkeys(label for label, _pk in keys):
            model: Any = apps.get_model(label)
            pks = [pk for one, pk in keys if one == label]
            for user in model._default_manager.filter(pk__in=pks).order_by("pk"):
                yield {
                    "key": f"{label}-{user.pk}",
                    "record": user,
                    "kind": capfirst(str(model._meta.verbose_name)),
                    "url": edit_url(model, user.pk),
                    "ticked": (label, user.pk) in ticked,
                }

    def lines(self) -> Iterator[dict[str, Any]]:
        """What the record says, but for its name: `[{"name", "label", "value", "chosen"}]`."""
        for field in fields_of(self.model):
            if field.name != name_field(self.model):
                start = KEPT if field.blank else BOTH
                yield from self.line(
                    field.name, field.verbose_name, text_of(self.record, field), start
                )
        for relation in parts_of(self.model):
            name = relation.get_accessor_name()
            parts = ", ".join(str(part) for part in getattr(self.record, name).all())
            yield from self.line(name, name, parts, KEPT)

    def line(self, name: str, label: Any, value: str, start: str) -> Iterator[dict[str, Any]]:
        if value:
            chosen = self.request.POST.get(name) or start
            label = capfirst(str(label))
            yield {"name": name, "label": label, "value": value, "chosen": chosen}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "undo" in request.POST:
            return self.undo()
        name = request.POST.get("name", "").strip()
        try:
            if not name:
                raise ValidationError("Enter the name of the new record.")
            done = split(self.record, name, self.ticked(), request.POST, user=request.user)
        except ValidationError as error:
            for sentence in sentences(error, self.model):
                messages.error(request, sentence)
            self.record.refresh_from_db()
            return TemplateResponse(request, self.template_name, self.get_context_data(**kwargs))
        buttons = [
            messages.button(edit_url(self.model, done.made_id), "Edit the new one"),
            messages.button(split_url(self.record), "Undo"),
        ]
        text = f"“{done}” is a record of its own now. “{self.record}” stays."
        messages.success(request, text, buttons=buttons)
        return redirect(edit_url(self.model, self.record.pk))

    def ticked(self) -> set[Key]:
        pairs = (use.rpartition("-") for use in self.request.POST.getlist("use"))
        return {(label, number) for label, _dash, pk in pairs if (number := whole_number(pk))}

    def undo(self) -> HttpResponse:
        done = self.done
        try:
            if done is None:
                raise ValidationError("This split is undone already, or too old.")
            undo_split(done, user=self.request.user)
        except ValidationError as error:
            for message in error.messages:
                messages.error(self.request, message)
            return redirect(split_url(self.record))
        messages.success(self.request, f"“{done}” is part of “{self.record}” again.")
        return redirect(edit_url(self.model, self.record.pk))
