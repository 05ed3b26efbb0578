"""Merging two records: choose the other one, compare them field by field, merge."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.permissions import policy_registry

from cms.belonging.who import why_not
from cms.finding.doubles import doubles_of
from cms.finding.find import find
from cms.finding.index import kinds
from cms.merging.merge import fields_of, merge, parts_of, refusals
from cms.models import Record
from cms.models.publication import sentences
from cms.text.numbers import whole_number

from .links import edit_url
from .own_records import refuse
from .usage import users_of

NEEDED = ("change", "delete", "publish")


def may_merge_some(user: Any, model: Any) -> bool:
    """Whether `user` may merge records of `model`: all of them, or their own."""
    policy = policy_registry.get_by_type(model)
    return all(policy.user_has_permission(user, action) for action in NEEDED)


def may_merge(user: Any, record: Any) -> bool:
    policy = policy_registry.get(record)
    return all(policy.user_has_permission_for_instance(user, action, record) for action in NEEDED)


def merge_url(record: Any, other: Any = None) -> str:
    url = reverse("cms_merge", args=[record.kind, record.pk])
    return f"{url}?with={other.pk}" if other else url


def merge_button(snippet: Any, user: Any, next_url: Any = None) -> Iterator[Button]:
    if isinstance(snippet, Record) and may_merge(user, snippet):
        yield Button("Merge with another", merge_url(snippet), icon_name="collapse-up", priority=80)


class MergeFormatter(LogFormatter):
    label = "Merge"

    def format_message(self, entry: Any) -> str:
        return f"Took in “{entry.data.get('name', '')}”, which was the same"


class UnmergeFormatter(LogFormatter):
    label = "Undo a merge"

    def format_message(self, entry: Any) -> str:
        return f"Gave “{entry.data.get('name', '')}” back: the merge was undone"


class IdentityView(WagtailAdminTemplateMixin, TemplateView):
    """A page on which somebody says which things a record is."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.model: Any = kinds().get(kwargs["kind"])
        if self.model is None or not issubclass(self.model, Record):
            raise PermissionDenied
        if not may_merge_some(request.user, self.model):
            raise PermissionDenied
        self.record: Any = self.model._default_manager.filter(pk=kwargs["pk"]).first()
        if self.record is None:
            messages.error(request, "This record is not there any more.")
            return redirect("wagtailadmin_home")
        for one in self.changed():
            for action in NEEDED:
                if reason := why_not(request.user, one, action):
                    return refuse(request, one, reason)
        return super().dispatch(request, *args, **kwargs)

    def changed(self) -> Iterator[Any]:
        """The records that it would change."""
        yield self.record

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        url = edit_url(self.model, self.record.pk)
        crumbs = [{"url": url, "label": str(self.record)}, {"url": "", "label": self.page_title}]
        return [*super().get_breadcrumbs_items(), *crumbs]


class MergeView(IdentityView):
    """Without `with`: the records that look alike, and a search. With it: both, side by side."""

    template_name = "cms/admin/merge.html"
    page_title = "Merge"
    header_icon = "collapse-up"

    @cached_property
    def other(self) -> Any | None:
        number = whole_number((self.request.POST or self.request.GET).get("with", ""))
        return self.model._default_manager.filter(pk=number).first() if number else None

    def changed(self) -> Iterator[Any]:
        """With their translations: those of what goes become those of what stays."""
        for record in (self.record, self.other):
            if record is not None:
                yield from record.get_translations(inclusive=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {**super().get_context_data(**kwargs), "record": self.record}
        if self.other is None or self.other.pk == self.record.pk:
            return {**context, **self.candidates()}
        return {
            **context,
            "other": self.other,
            "problems": refusals(self.record, self.other),
            "swapped": merge_url(self.other, self.record),
            "fields": [line for field in fields_of(self.model) if (line := self.field(field))],
            "parts": [line for part in parts_of(self.model) if (line := self.part(part))],
            "uses": len(users_of(self.other)),
        }

    def candidates(self) -> dict[str, Any]:
        query = self.request.GET.get("q", "")[:200].strip()
        hits = find(query, [self.record.kind]) if query else doubles_of(self.record)
        pks = [hit.object_id for hit in hits if hit.object_id != self.record.pk][:30]
        records = self.model._default_manager.select_related("locale").in_bulk(pks)
        return {
            "query": query,
            "candidates": [
                {"record": records[pk], "url": merge_url(self.record, records[pk])}
                for pk in pks
                if pk in records
            ],
        }

    def field(self, field: Any) -> dict[str, Any] | None:
        """The two values of a field; None when both are the same."""
        kept, other = (text_of(record, field) for record in (self.record, self.other))
        if kept == other:
            return None
        chosen = self.request.POST.get(field.name) or ("other" if not kept else "kept")
        return {
            "name": field.name,
            "label": capfirst(str(field.verbose_name)),
            "kept": kept,
            "other": other,
            "chosen": chosen,
        }

    def part(self, relation: Any) -> dict[str, Any] | None:
        name = relation.get_accessor_name()
        kept, other = (
            [str(one) for one in getattr(record, name).all()]
            for record in (self.record, self.other)
        )
        if not other:
            return None
        chosen = self.request.POST.get(name) or "both"
        label = capfirst(name)
        return {"name": name, "label": label, "kept": kept, "other": other, "chosen": chosen}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.other is None:
            messages.error(request, "The other record is not there any more.")
            return redirect(merge_url(self.record))
        name = str(self.other)
        try:
            merge(self.record, self.other, request.POST, user=request.user)
        except ValidationError as error:
            for sentence in sentences(error, self.model):
                messages.error(request, sentence)
            self.record.refresh_from_db()
            return TemplateResponse(request, self.template_name, self.get_context_data(**kwargs))
        button = messages.button(reverse("cms_trash"), "Undo in the trash")
        message = f"“{name}” is merged into “{self.record}”. Its address leads here now."
        messages.success(request, message, buttons=[button])
        return redirect(edit_url(self.model, self.record.pk))


def text_of(record: Any, field: Any) -> str:
    """A value as editors read it."""
    display = getattr(record, f"get_{field.name}_display", None)
    if display is not None:
        return str(display())
    value = getattr(record, field.name)
    return "" if value is None else str(getattr(value, "name", value) or "")
