"""A series at a glance: its editions as a timeline, and what is missing between them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.models import EventPage, SeriesPage

from .editions import editions
from .timeline import Gap, Place, missing_numbers, places, with_gaps

PER_PAGE = 50


def series_url(pk: int) -> str:
    return reverse("cms_series", args=[pk])


def add_url(series: SeriesPage, ordinal: int | None = None) -> str:
    """The form of a new edition, with its number filled in and nothing else."""
    url = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk])
    return url if ordinal is None else f"{url}?ordinal={ordinal}"


def explorable_series(user: Any) -> Any:
    """The series that `user` may look into."""
    pages = policy_registry.get_by_type(Page).explorable_instances(user)
    return SeriesPage.objects.filter(pk__in=pages.values("pk"))


class SeriesView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/admin/series.html"
    page_title = "Series at a glance"
    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any):
        self.series: SeriesPage = get_object_or_404(SeriesPage, pk=kwargs["pk"])
        if not explorable_series(request.user).filter(pk=self.series.pk).exists():
            raise PermissionDenied
        self.may_add = self.series.permissions_for_user(request.user).can_add_subpage()
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.series.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailadmin_explore", args=[self.series.pk]), "label": "Pages"},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_header_buttons(self) -> list[Button]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.series.pk])
        buttons = [HeaderButton("Edit the series", edit, icon_name="edit")]
        if self.may_add:
            buttons.append(
                HeaderButton("Add an edition", add_url(self.series), icon_name="circle-plus")
            )
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = places(self.series.editions.all())
        numbered = [place for place in found if place.ordinal is not None]
        others = [place for place in found if place.ordinal is None]
        lines: list[Place | Gap] = [*with_gaps(numbered), *others]
        shown = Paginator(lines, PER_PAGE).get_page(self.request.GET.get("p"))
        known = editions(each.pk for each in shown if isinstance(each, Place))
        return {
            **super().get_context_data(**kwargs),
            "series": self.series,
            "may_add": self.may_add,
            "count": len(found),
            "gaps": missing_numbers(found),
            "numbered": [self.line(each, known) for each in shown if _has_number(each)],
            "others": [self.line(each, known) for each in shown if not _has_number(each)],
            "shown": shown,
            "elided_page_range": shown.paginator.get_elided_page_range(shown.number),
        }

    def line(self, each: Place | Gap, known: Mapping[int, Any]) -> dict[str, Any]:
        if isinstance(each, Gap):
            return {"gap": each, "add_url": add_url(self.series, each.first)}
        next_url = reverse("cms_next_edition", args=[each.pk]) if self.may_add else ""
        return {"edition": known[each.pk], "next_url": next_url}


def _has_number(each: Place | Gap) -> bool:
    return isinstance(each, Gap) or each.ordinal is not None


class SeriesPanel(Component):
    """On the dashboard: every series, how many editions it has, and how many are missing."""

    name = "archive_series"
    template_name = "cms/admin/series_panel.html"
    order = 105

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"items": summaries(parent_context["request"].user)}


def summaries(user: Any) -> list[dict[str, Any]]:
    """`[{"title", "url", "count", "first", "last", "gaps"}]`, by title."""
    found = defaultdict(list)
    for place in places(EventPage.objects.exclude(series=None)):
        found[place.series_id].append(place)
    return [
        {
            "title": series.get_admin_display_title(),
            "url": series_url(series.pk),
            "count": len(found[series.pk]),
            **ends(found[series.pk]),
            "gaps": missing_numbers(found[series.pk]),
        }
        for series in explorable_series(user).order_by("title", "pk")
    ]


def ends(found: list[Place]) -> dict[str, str]:
    """The first and the last edition: `{"first": "No. 1, 2001", "last": "No. 15"}`."""
    known = [place for place in found if place.ordinal is not None]
    known = known or [place for place in found if place.start is not None]
    return {"first": in_words(known[0]), "last": in_words(known[-1])} if known else {}


def in_words(place: Place) -> str:
    number = "" if place.ordinal is None else f"No. {place.ordinal}"
    year = str(place.start.year) if place.start else ""
    return ", ".join(filter(None, (number, year)))


def page_buttons(page: Page, user: Any, next_url: str | None = None, **kwargs: Any) -> Iterator:
    """In the menu of a series, in lists and over its form."""
    if getattr(page.specific_class, "kind", "") == "series":
        yield Button("Series at a glance", series_url(page.pk), icon_name="list-ul", priority=5)
