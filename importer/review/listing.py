"""The pages that were read, and how far each of them has come."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from importer.models import Reading, State

from .access import may_review, readings_of


def reading_for(user: Any, pk: int) -> Reading:
    """The reading `pk`. 404 when there is none, 403 when it is not for `user`."""
    if not may_review(user):
        raise PermissionDenied
    reading = get_object_or_404(Reading.objects.select_related("series", "event"), pk=pk)
    if not readings_of(user).filter(pk=pk).exists():
        raise PermissionDenied
    return reading


class ReadingFilterSet(WagtailFilterSet):
    name = django_filters.CharFilter(label="Name", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label="State", choices=State.choices)

    class Meta:
        model = Reading
        fields = ["name", "state"]


class ReadingsView(IndexView):
    model = Reading
    permission_policy = None  # `dispatch` asks: who may read pages follows from other rights
    page_title = "Pages that were read"
    header_icon = "doc-full"
    filterset_class = ReadingFilterSet
    index_url_name = "archive_readings"
    index_results_url_name = "archive_readings_results"
    add_url_name = "archive_reading_add"
    results_template_name = "importer/review/readings_results.html"
    add_item_label = "Read a page"
    default_ordering = "-pk"
    _show_breadcrumbs = True
    columns = [
        TitleColumn(
            "name",
            label="Page",
            get_url=lambda reading: reverse("archive_reading", args=[reading.pk]),
        ),
        Column("title", label="Title it states", accessor=lambda each: each.proposal["title"]),
        Column("series", label="Series", width="18%"),
        Column("state", label="State", accessor="get_state_display", width="14%"),
        Column("created_by", label="Read by", width="10%"),
        DateColumn("created_at", label="Read", width="10%"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_review(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet:
        found = readings_of(self.request.user).select_related("series", "created_by")
        return found.defer("text", "answers")


class DeleteView(WagtailAdminTemplateMixin, TemplateView):
    """Asks, then deletes a reading. What was made from it stays."""

    template_name = "importer/review/delete.html"
    page_title = "Delete what was read"
    header_icon = "bin"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.reading = reading_for(request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.reading)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reading.delete()
        messages.success(request, f"“{self.reading}” is deleted.")
        return redirect("archive_readings")
