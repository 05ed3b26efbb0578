"""The page that makes the next edition. It asks for the title and the number."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.models import EventPage, SeriesPage
from cms.models.fields import LARGEST_NUMBER
from cms.next_edition import CARRIED_OVER, LEFT_BEHIND, make_next_edition

from .links import edit_url, editable_by
from .numbers import NumberField
from .refusals import RetryOnConflict
from .timeline import next_number, number_in_use


class NextEditionForm(forms.Form):
    title = forms.CharField(
        label="Title", max_length=255, help_text="The title of the new edition, without its code."
    )
    ordinal = NumberField(
        label="Number in the series",
        required=False,
        min_value=1,
        max_value=LARGEST_NUMBER,
        help_text="Plenary marks the number as inferred until a source states it. Leave this empty "
        "when the number is not known.",
    )

    def __init__(self, *args: Any, series: SeriesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = series

    def clean_ordinal(self) -> int | None:
        number = self.cleaned_data["ordinal"]
        if number is not None and (holder := number_in_use(self.series, number)):
            raise ValidationError(f"“{holder}” already has this number in the series.")
        return number


class NextEditionView(RetryOnConflict, WagtailAdminTemplateMixin, FormView):
    """Only the submitted form makes the draft. Nothing is published."""

    template_name = "cms/admin/next_edition.html"
    form_class = NextEditionForm
    page_title = "Next edition"
    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.last: EventPage = get_object_or_404(EventPage, pk=kwargs["pk"])
        if self.last.series is None:
            raise Http404("An event without a series has no next edition.")
        self.series: SeriesPage = self.last.series
        if not may_make_next(request.user, self.last):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return f"after “{self.last.get_admin_display_title()}”"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("cms_series", args=[self.series.pk]), "label": str(self.series)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_initial(self) -> dict[str, Any]:
        newest = self.last.get_latest_revision_as_object()
        return {"ordinal": None if newest.ordinal is None else next_number(self.series)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "series": self.series}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists = {"carried_over": CARRIED_OVER.values(), "left_behind": LEFT_BEHIND.values()}
        return {**super().get_context_data(**kwargs), "last": self.last, **lists}

    def form_valid(self, form: NextEditionForm) -> HttpResponse:
        event = make_next_edition(
            self.last, self.series, user=self.request.user, **form.cleaned_data
        )
        messages.success(
            self.request,
            f"Plenary has made the draft “{event.title}” from "
            f"“{self.last.get_admin_display_title()}”. Nothing is published yet.",
        )
        return redirect(edit_url(EventPage, event.pk))


def may_make_next(user: Any, event: EventPage) -> bool:
    """Whether `user` may change this edition and add another one to the series."""
    parent = event.get_parent()
    return (
        editable_by(user, EventPage).filter(pk=event.pk).exists()
        and parent.permissions_for_user(user).can_add_subpage()
    )


def next_edition_button(
    page: Page, user: Any, next_url: str | None = None, **kwargs: Any
) -> Iterator[Button]:
    """The button in the menu of an edition. The page behind it checks the permissions."""
    event = page.specific_deferred
    if isinstance(event, EventPage) and event.series_id:
        url = reverse("cms_next_edition", args=[page.pk])
        yield Button("Next edition from this one", url, icon_name="copy", priority=25)
