"""A series at a glance: the timeline of its editions, with the gaps."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Page

from cms.models import EventPage, SeriesPage

from .editions import editions
from .links import visible_to
from .timeline import Gap, TimelineEntry, entries_of, missing_numbers, with_gaps

PER_PAGE = 50
EDITORS = "Editors of this series"


def series_url(pk: int) -> str:
    return reverse("cms_series", args=[pk])


def may_make_editors(user: Any) -> bool:
    """Administrators, who make groups and put people into them."""
    options = get_user_model()._meta
    return user.has_perms(["auth.add_group", f"{options.app_label}.change_{options.model_name}"])


def add_url(series: SeriesPage, ordinal: int | None = None) -> str:
    """The URL of the form of a new edition, with its number filled in."""
    url = reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk])
    return url if ordinal is None else f"{url}?ordinal={ordinal}"


def explorable_series(user: Any) -> Any:
    """The series that `user` may explore."""
    return visible_to(user, SeriesPage)


class SeriesView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/admin/series.html"
    page_title = "Series at a glance"
    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
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
        if may_make_editors(self.request.user):
            editors = reverse("cms_series_editors", args=[self.series.pk])
            buttons.append(HeaderButton(EDITORS, editors, icon_name="group"))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = entries_of(self.series.editions.all())
        numbered = [entry for entry in entries if entry.ordinal is not None]
        others = [entry for entry in entries if entry.ordinal is None]
        lines: list[TimelineEntry | Gap] = [*with_gaps(numbered), *others]
        page = Paginator(lines, PER_PAGE).get_page(self.request.GET.get("p"))
        facts = editions(line.pk for line in page if isinstance(line, TimelineEntry))
        return {
            **super().get_context_data(**kwargs),
            "series": self.series,
            "may_add": self.may_add,
            "count": len(entries),
            "gaps": missing_numbers(entries),
            "numbered": [self.line(line, facts) for line in page if _has_number(line)],
            "others": [self.line(line, facts) for line in page if not _has_number(line)],
            "lines": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
        }

    def line(self, line: TimelineEntry | Gap, facts: Mapping[int, Any]) -> dict[str, Any]:
        if isinstance(line, Gap):
            return {"gap": line, "add_url": add_url(self.series, line.first)}
        next_url = reverse("cms_next_edition", args=[line.pk]) if self.may_add else ""
        return {"edition": facts[line.pk], "next_url": next_url}


def _has_number(line: TimelineEntry | Gap) -> bool:
    return isinstance(line, Gap) or line.ordinal is not None


class SeriesPanel(Component):
    """The series on the dashboard, with the number of editions and of gaps."""

    name = "archive_series"
    template_name = "cms/admin/series_panel.html"
    order = 105

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"items": summaries(parent_context["request"].user)}


def summaries(user: Any) -> list[dict[str, Any]]:
    """`[{"title", "url", "count", "first", "last", "gaps"}]`, by title."""
    entries = defaultdict(list)
    for entry in entries_of(EventPage.objects.exclude(series=None)):
        entries[entry.series_id].append(entry)
    return [
        {
            "title": series.get_admin_display_title(),
            "url": series_url(series.pk),
            "count": len(entries[series.pk]),
            **ends(entries[series.pk]),
            "gaps": missing_numbers(entries[series.pk]),
        }
        for series in explorable_series(user).order_by("title", "pk")
    ]


def ends(entries: list[TimelineEntry]) -> dict[str, str]:
    """The first and the last edition: `{"first": "No. 1, 2001", "last": "No. 15"}`."""
    placed = [entry for entry in entries if entry.ordinal is not None]
    placed = placed or [entry for entry in entries if entry.start is not None]
    return {"first": label_of(placed[0]), "last": label_of(placed[-1])} if placed else {}


def label_of(entry: TimelineEntry) -> str:
    number = "" if entry.ordinal is None else f"No. {entry.ordinal}"
    year = str(entry.start.year) if entry.start else ""
    return ", ".join(filter(None, (number, year)))


def page_buttons(page: Page, user: Any, next_url: str | None = None, **kwargs: Any) -> Iterator:
    """The button in the menu of a series, in lists and on its form."""
    if getattr(page.specific_class, "kind", "") == "series":
        yield Button("Series at a glance", series_url(page.pk), icon_name="list-ul", priority=5)
        if may_make_editors(user):
            editors = reverse("cms_series_editors", args=[page.pk])
            yield Button(EDITORS, editors, icon_name="group", priority=6)
