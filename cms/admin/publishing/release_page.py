"""The page of one release: what is in it, what is missing, and its publishing as one."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.admin.widgets.button import Button, HeaderButton

from cms.admin.links import edit_url, editable_by
from cms.belonging.who import who_may
from cms.models import Release, ReleaseItem
from cms.previews import DraftRequest, front_ends, open_preview
from cms.publishing.kinds import model_of
from cms.publishing.releases import (
    cancel_schedule,
    draft_of,
    keep_problems,
    publish_release,
    record_of,
    remove_from_release,
    schedule_release,
)
from cms.publishing.rights import may_edit, may_publish
from cms.publishing.together import Draft, NotPublished
from cms.text.numbers import whole_number

from .offers import Offer, newest_draft
from .releases import release_url


class ScheduleForm(forms.Form):
    when = forms.DateTimeField(label="Date and time", widget=AdminDateTimeInput)

    def clean_when(self) -> datetime:
        when = self.cleaned_data["when"]
        if when <= timezone.now():
            raise ValidationError("Enter a time in the future.")
        return when


def editable_items(release: Release, user: Any) -> dict[int, Any]:
    """`{pk of the item: its record as it is saved}` of those that `user` may edit."""
    items: dict[str, dict[int, int]] = defaultdict(dict)
    for item in release.items.all():
        items[item.kind][item.object_id] = item.pk
    records: dict[int, Any] = {}
    for kind, pks in items.items():
        model = model_of(kind)
        if model is not None:
            editable = editable_by(user, model).filter(pk__in=pks)
            records |= {pks[record.pk]: record for record in editable}
    return records


def other_releases(
    release: Release, items: list[ReleaseItem]
) -> dict[tuple[str, int], list[Release]]:
    """The unpublished releases, apart from this one, that hold the record of each item."""
    others = ReleaseItem.objects.exclude(release=release).filter(
        release__published_at=None, object_id__in=[item.object_id for item in items]
    )
    also_in: dict[tuple[str, int], list[Release]] = defaultdict(list)
    for item in others.select_related("release").order_by("release"):
        also_in[item.kind, item.object_id].append(item.release)
    return also_in


class ReleaseView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/publishing/release.html"
    page_title = "Release"
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("cms.view_release"):
            raise PermissionDenied
        self.release = get_object_or_404(Release, pk=kwargs["pk"])
        self.form = ScheduleForm()
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions: dict[str, tuple[str, Callable[[], str]]] = {
            "publish": ("cms.publish_release", self._publish),
            "schedule": ("cms.publish_release", self._schedule),
            "unschedule": ("cms.publish_release", self._unschedule),
            "remove": ("cms.change_release", self._remove),
        }
        action = actions.get(request.POST.get("action", ""))
        if action is None:
            return HttpResponseBadRequest("The form is incomplete. Send it again.")
        right, run = action
        if not request.user.has_perm(right):
            raise PermissionDenied
        try:
            done = run()
        except NotPublished as refusal:
            self.release.refresh_from_db()
            keep_problems(self.release, refusal)
            messages.error(request, "Nothing was published. The reasons stand at the records.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            if not done:
                return self.get(request, *args, **kwargs)
            messages.success(request, done)
        return redirect(release_url(self.release))

    def _publish(self) -> str:
        count = publish_release(self.release, self._drafts(), self.request.user)
        return f"“{self.release}” is public: {_records(count)}."

    def _schedule(self) -> str:
        self.form = ScheduleForm(self.request.POST)
        if not self.form.is_valid():
            return ""
        when = self.form.cleaned_data["when"]
        schedule_release(self.release, self._drafts(), when, self.request.user)
        return f"“{self.release}” is scheduled. {self.release.state}."

    def _unschedule(self) -> str:
        for record in filter(None, map(record_of, self.release.items.all())):
            if not may_publish(self.request.user, record):
                raise ValidationError(
                    "It has records that you may not publish. "
                    f"{who_may(record, 'publish')} may cancel the schedule."
                )
        cancel_schedule(self.release, self.request.user)
        return f"“{self.release}” is not scheduled any more."

    def _remove(self) -> str:
        pk = whole_number(self.request.POST.get("item", "")) or 0
        item = self.release.items.filter(pk=pk).first()
        if item is None:
            raise ValidationError("Somebody has taken it out already.")
        record = record_of(item)
        if record is not None and not may_edit(self.request.user, record):
            raise ValidationError(f"{who_may(record, 'change')} may take this record out.")
        remove_from_release(self.release, item, self.request.user)
        return "The record is not in this release any more. Its draft stays."

    def _drafts(self) -> list[Draft]:
        """The versions that the page showed."""
        drafts = [Draft.read(text) for text in self.request.POST.getlist("draft")]
        if not drafts:
            raise ValidationError("This release has no records. Add some first.")
        return [draft for draft in drafts if draft is not None]

    def get_page_subtitle(self) -> str:
        return str(self.release)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("releases:index"), "label": "Releases"},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_header_buttons(self) -> list[Button]:
        pages = (("Rename", "change", "edit"), ("History", "view", "history"))
        return [
            HeaderButton(label, reverse(f"releases:{name}", args=[self.release.pk]))
            for label, right, name in pages
            if self.request.user.has_perm(f"cms.{right}_release")
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "release": self.release,
            "rows": list(self._rows()),
            "form": self.form,
            "may_publish": user.has_perm("cms.publish_release"),
            "may_change": user.has_perm("cms.change_release") and self.release.is_open,
        }

    def _rows(self) -> Iterator[dict[str, Any]]:
        records = editable_items(self.release, self.request.user)
        items = list(self.release.items.order_by("pk"))
        also_in = other_releases(self.release, items)
        for item in items:
            record = records.get(item.pk)
            if record is not None:
                others = also_in[item.kind, item.object_id]
                yield self._row(item, record) | {"also_in": others}
            else:
                is_gone = record_of(item) is None
                kind = capfirst(item.kind)
                yield {"item": item, "kind": kind, "draft": draft_of(item), "is_gone": is_gone}

    def _row(self, item: ReleaseItem, record: Any) -> dict[str, Any]:
        offer = Offer(newest_draft(record), None, self.request.user)
        is_over = self.release.published_at is not None
        state = "New" if not record.live else "Changed"
        unchanged = record.live and not record.has_unpublished_changes
        return {
            "item": item,
            "offer": offer,
            "kind": capfirst(offer.kind),
            "draft": Draft.of(record),
            "url": edit_url(type(record), record.pk),
            "state": "" if is_over else "Nothing new" if unchanged else state,
            "problem": item.problem or ("" if is_over else offer.problem),
            "preview": "" if is_over else preview_url(self.release, record),
        }


def preview_url(release: Release, record: Any) -> str:
    return reverse("cms_release_preview", args=[release.pk, record.kind, record.pk])


def release_preview(request: HttpRequest, pk: int, kind: str, object_id: int) -> HttpResponse:
    """The draft of a record in the front end, as if all drafts of the release were public."""
    release = get_object_or_404(Release, pk=pk)
    item = get_object_or_404(release.items, kind=kind, object_id=object_id)
    records = editable_items(release, request.user)
    if not request.user.has_perm("cms.view_release") or item.pk not in records:
        raise PermissionDenied
    record = newest_draft(records[item.pk])
    if isinstance(request, DraftRequest):
        request.draft, request.seen_as_public = record, list(records.values())
        return HttpResponse()
    return open_preview(record, request, front_ends()[0][0], is_editing=True)


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"
