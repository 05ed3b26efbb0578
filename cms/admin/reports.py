"""The reports of what is missing, each one list for all kinds of record."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import BigIntegerField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Left
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.models import CustomDocument, CustomImage, Quote, Theme

from .checks import REPORTS, Check, Report
from .exports import HarmlessExport
from .links import edit_url, editable_by

NAME_LENGTH = 160
NAMES = {Quote: "text", Theme: "label", CustomImage: "title", CustomDocument: "title"}
MODELS = {check.model._meta.label: check.model for report in REPORTS for check in report.checks}

# `{"record_name", "record_kind", "lacking", "saved_at", "record_model", "record_pk"}`
Row = dict[str, Any]


def kind_of(check: Check) -> str:
    return str(capfirst(check.model._meta.verbose_name))


def rows_of(check: Check, user: Any, query: str) -> QuerySet:
    """The rows of `check` that `user` may edit, with `query` in the name."""
    model = check.model
    name, saved = NAMES.get(model, "name"), "latest_revision__created_at"
    if issubclass(model, Page):
        name, saved = "title", "latest_revision_created_at"
    elif issubclass(model, CustomImage | CustomDocument):
        saved = "created_at"
    records = editable_by(user, model).filter(check.missing, **{f"{name}__icontains": query})
    return records.order_by().values(
        record_name=Left(Cast(name, TextField()), NAME_LENGTH),
        record_kind=Value(kind_of(check)),
        lacking=Value(check.what),
        saved_at=F(saved),
        record_model=Value(model._meta.label),
        record_pk=Cast("pk", BigIntegerField()),
    )


def rows(report: Report, user: Any, query: str = "", kind: str = "", lacking: str = "") -> QuerySet:
    """The rows of all checks of `report` that match the filters, as one query."""
    first, *rest = [
        rows_of(check, user, query)
        for check in report.checks
        if kind in ("", kind_of(check)) and lacking in ("", check.what)
    ] or [rows_of(report.checks[0], user, query).none()]
    return first.union(*rest, all=True) if rest else first


def edit_url_of(row: Row) -> str:
    return edit_url(MODELS[row["record_model"]], row["record_pk"])


class MissingFilterSet(WagtailFilterSet):
    """The filters of a report. The report applies them to each kind before the union."""

    query = django_filters.CharFilter(label="Name contains")
    kind = django_filters.ChoiceFilter(label="Kind", empty_label="All")
    lacking = django_filters.ChoiceFilter(label="What is missing", empty_label="All")

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, queryset=Page.objects.none(), **kwargs)
        for name, value in (("kind", kind_of), ("lacking", lambda check: check.what)):
            labels = list(dict.fromkeys(value(check) for check in report.checks))
            self.filters[name].extra["choices"] = [(label, label) for label in labels]
            if len(labels) == 1:
                del self.filters[name]


class RecordPaginator(WagtailPaginator):
    """Counts records of all kinds as “records”."""

    verbose_name, verbose_name_plural = "record", "records"


class MissingReport(HarmlessExport, ReportView):
    """The records in which something is missing, with a link to each form."""

    report: Any = None
    filterset_class = MissingFilterSet
    paginator_class = RecordPaginator
    default_ordering = ("record_kind", "record_name", "record_pk")
    shared_columns = [
        TitleColumn("record_name", label="Name", sort_key="record_name", get_url=edit_url_of),
        Column("record_kind", label="Kind", sort_key="record_kind", width="14%"),
        Column("lacking", label="What is missing", sort_key="lacking", width="20%"),
        DateColumn("saved_at", label="Updated", sort_key="saved_at", width="14%"),
    ]
    list_export = ["record_name", "record_kind", "lacking", "saved_at", "address"]
    export_headings = {
        "record_name": "Name",
        "record_kind": "Kind",
        "lacking": "What is missing",
        "saved_at": "Updated",
        "address": "Edit at",
    }

    @cached_property
    def columns(self) -> list[Any]:
        return [*self.shared_columns, *self.report.more_columns]

    @property
    def no_results_message(self) -> str:
        """An empty report is good news, and says which."""
        return super().no_results_message if self.is_filtering else self.report.empty

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "report": self.report}

    def get_queryset(self) -> QuerySet:
        filters = self.filters.form.cleaned_data if self.filters.is_valid() else {}
        return self.order_queryset(rows(self.report, self.request.user, **filters))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset

    def to_row_dict(self, item: Row) -> Row:
        return super().to_row_dict({**item, "address": settings.API_ORIGIN + edit_url_of(item)})


class ReportMenuItem(MenuItem):
    """Shown to users who may change some of the records."""

    def __init__(self, report: Report, order: int) -> None:
        address = reverse(f"cms_report_{report.name}")
        super().__init__(report.title, address, icon_name=report.icon, order=order)
        self.report = report

    def is_shown(self, request: HttpRequest) -> bool:
        return any(
            policy_registry.get_by_type(check.model).user_has_permission(request.user, "change")
            for check in self.report.checks
        )


def report_urls() -> Iterator[URLPattern]:
    """Two URLs for each report: the page, and its results alone."""
    for report in REPORTS:
        name = f"cms_report_{report.name}"
        view = {
            "report": report,
            "page_title": report.title,
            "header_icon": report.icon,
            "export_filename": report.name,
            "index_url_name": name,
            "index_results_url_name": f"{name}_results",
        }
        start = f"reports/{report.name}/"
        yield path(start, MissingReport.as_view(**view), name=name)
        results = MissingReport.as_view(**view, results_only=True)
        yield path(f"{start}results/", results, name=f"{name}_results")
