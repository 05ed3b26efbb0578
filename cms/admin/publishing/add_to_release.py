"""“Add to release”: in the menus of forms and lists, and for a choice of a list."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets import Button
from wagtail.log_actions import log
from wagtail.models import Page

from cms.admin.links import edit_url
from cms.models import Release
from cms.models.publication import PublishedByRules
from cms.publishing.releases import add_to_release
from cms.publishing.rights import may_edit

from .bulk import RecordsBulkAction


class ReleaseForm(forms.Form):
    release = forms.ModelChoiceField(
        label="Release", queryset=Release.objects.open().order_by("-pk"), required=False
    )
    name = forms.CharField(
        label="Or the name of a new one", max_length=255, required=False, strip=True
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Release.objects.open().filter(name__iexact=name).exists():
            raise ValidationError(f"“{name}” is there already. Choose it above.")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned.get("release")) == bool(cleaned.get("name")):
            raise ValidationError("Choose a release, or enter the name of a new one.")
        return cleaned


class AddToRelease:
    """The part that pages and records share."""

    display_name = "Add to release"
    action_type = "add_to_release"
    action_priority = 60
    form_class = ReleaseForm
    template_name = "cms/publishing/bulk.html"
    question = "Their drafts go public together with the others of the release."
    request: HttpRequest
    release: Release

    def check_perm(self, record: Any) -> bool:
        is_published = isinstance(
            record.specific if isinstance(record, Page) else record, PublishedByRules
        )
        return (
            is_published and may_collect(self.request.user) and may_edit(self.request.user, record)
        )

    def prepare_action(self, records: list[Any], refused: Any) -> None:
        """Wagtail would also act on nothing: here it would make a release."""
        if not records:
            raise PermissionDenied

    def get_execution_context(self) -> dict[str, Any]:
        return {"action": self, "user": self.request.user}

    @classmethod
    def execute_action(
        cls, records: Iterable[Any], action: Any = None, user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        release = action.cleaned_form.cleaned_data["release"]
        if release is None:
            release = Release.objects.create(name=action.cleaned_form.cleaned_data["name"])
            log(release, "wagtail.create", user=user)
        action.release = release
        every = [getattr(record, "specific", record) for record in records]
        return add_to_release(release, every, user), 0

    def get_success_message(self, count: int, _below: int) -> str:
        records = "1 record has" if count == 1 else f"{count} records have"
        return f"{records} been added to the release “{self.release}”."


class AddRecordsToRelease(AddToRelease, RecordsBulkAction):
    pass


class AddPagesToRelease(AddToRelease, PageBulkAction):
    aria_label = "Add to release: the selected pages"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, action=self, header_icon="doc-empty-inverse")

    def object_context(self, page: Any) -> dict[str, Any]:
        return {**super().object_context(page), "url": edit_url(Page, page.pk)}


def may_collect(user: Any) -> bool:
    return user.has_perm("cms.change_release") and user.has_perm("cms.add_release")


def _is_publishable(record: Any) -> bool:
    model = record.specific_class if isinstance(record, Page) else type(record)
    return issubclass(model or object, PublishedByRules)


def record_button(record: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """In the menu of a form, and of each record or page of a list."""
    if not _is_publishable(record) or not may_collect(user):
        return
    listed = Page if isinstance(record, Page) else type(record)
    options = listed._meta
    url = reverse(
        "wagtail_bulk_action", args=[options.app_label, options.model_name, "add_to_release"]
    )
    query = urlencode({"id": record.pk, "next": next_url or edit_url(listed, record.pk)})
    yield Button("Add to release", f"{url}?{query}", icon_name="upload", priority=30)


def page_button(
    page: Page, user: Any, next_url: str | None = None, **more: Any
) -> Iterator[Button]:
    return record_button(page, user, next_url)
