"""The list of imported pages with the state of each review."""

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

from importer.kept.store import let_go
from importer.models import ImportedPage, ReviewState

from .access import may_review, pages_for_user


def get_page(user: Any, pk: int) -> ImportedPage:
    """The page `pk`. 404 when it does not exist, 403 when `user` may not open it."""
    if not may_review(user):
        raise PermissionDenied
    page = get_object_or_404(ImportedPage.objects.select_related("series", "event"), pk=pk)
    if not pages_for_user(user).filter(pk=pk).exists():
        raise PermissionDenied
    return page


def buttons_of_next(user: Any, page: ImportedPage) -> list[Any]:
    """The button that leads from the draft of `page` to the next page of the list to review."""
    waiting = pages_for_user(user).filter(state=ReviewState.REVIEW).order_by("-pk")
    following = waiting.filter(pk__lt=page.pk).first() or waiting.first()
    if following is None:
        return []
    label = f"Review the next page ({waiting.count()} left)"
    return [messages.button(reverse("importer_page", args=[following.pk]), label)]


def editor_name(page: ImportedPage) -> str:
    return str(page.changed_by or "Somebody")


def may_reopen(page: ImportedPage) -> bool:
    """Whether the page is dropped, or its draft is deleted."""
    deleted = page.state == ReviewState.MADE and page.event_id is None
    return deleted or page.state == ReviewState.DROPPED


def outcome(page: ImportedPage) -> str:
    if page.state == ReviewState.MADE:
        gone = "" if page.event_id else " That draft is deleted."
        return f"{editor_name(page)} has made a draft of this page.{gone}"
    return f"{editor_name(page)} has dropped this page."


class ImportedPageFilterSet(WagtailFilterSet):
    name = django_filters.CharFilter(label="Name", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label="State", choices=ReviewState.choices)

    class Meta:
        model = ImportedPage
        fields = ["name", "state"]


class ImportedPagesView(IndexView):
    model = ImportedPage
    permission_policy = None  # `dispatch` checks the rights
    page_title = "Imported pages"
    header_icon = "doc-full"
    filterset_class = ImportedPageFilterSet
    index_url_name = "importer_pages"
    index_results_url_name = "importer_pages_results"
    add_url_name = "importer_page_add"
    results_template_name = "importer/review/pages_results.html"
    add_item_label = "Import a page"
    default_ordering = "-pk"
    _show_breadcrumbs = True
    columns = [
        TitleColumn(
            "name",
            label="Page",
            get_url=lambda page: reverse("importer_page", args=[page.pk]),
        ),
        Column("title", label="Title on the page", accessor=lambda page: page.proposal["title"]),
        Column("series", label="Series", width="18%"),
        Column("state", label="State", accessor="get_state_display", width="14%"),
        Column("created_by", label="Imported by", width="10%"),
        DateColumn("created_at", label="Imported", width="10%"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_review(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet:
        pages = pages_for_user(self.request.user).select_related("series", "created_by")
        return pages.defer("text", "answers")


class DeleteView(WagtailAdminTemplateMixin, TemplateView):
    """Ask, then delete an imported page. Drafts that were made from it stay."""

    template_name = "importer/review/delete.html"
    page_title = "Delete the imported page"
    header_icon = "bin"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page = get_page(request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page.delete()
        if self.page.event_id is None:
            let_go(self.page.sha256)
        messages.success(request, f"“{self.page}” is deleted.")
        return redirect("importer_pages")
