"""The lists of events: under their series, and of all series together."""

from collections.abc import Sequence
from datetime import date

import django_filters
from django.db.models import Q, QuerySet
from django.forms import NumberInput
from django.http import HttpRequest, HttpResponse
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.dates.reduced import first_day
from cms.dates_in_words import write
from cms.models import EventPage, SeriesPage
from cms.models.fields import LARGEST_NUMBER
from cms.models.release import with_locks
from cms.text.numbers import whole_number
from cms.vocabularies import Access, EventKind, Phase, Precision

from .autosave import AutosaveMixin
from .conflicts import ConflictMixin
from .copies import CopyMixin
from .exports import HarmlessExport
from .numbers import NumberField
from .own_records import PageRefusalMixin
from .publishing.together import AskingApproval
from .refusals import RetryOnConflict
from .searching import OrderedSearchMixin
from .side_panels import WarningsPanelMixin
from .timeline import number_in_use
from .translation.panel import TranslationMixin
from .unreadable_drafts import UnreadableDraftMixin


class DatesColumn(Column):
    """The dates as people write them: 26–28 January 2012, 2012, nothing."""

    def get_value(self, instance: EventPage) -> str:
        return write(instance.date)


def columns(*extra: BaseColumn) -> list[BaseColumn]:
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label="Title", sort_key="title", classname="title"),
        *extra,
        Column("code", label="Code", sort_key="code", width="9%"),
        Column("ordinal", label="Number", sort_key="ordinal", width="8%"),
        DatesColumn("dates", label="Dates", sort_key="start", width="14%"),
        Column("phase", label="Phase", accessor="get_phase_display", sort_key="phase", width="9%"),
        DateColumn(
            "latest_revision_created_at",
            label="Updated",
            sort_key="latest_revision_created_at",
            width="10%",
        ),
        PageStatusColumn("status", label="Status", sort_key="live", width="9%"),
    ]


class YearFilter(django_filters.Filter):
    field_class = NumberField


class EventFilterSet(WagtailFilterSet):
    """Filters such as series and year. An event belongs to every year of its dates."""

    series = django_filters.ModelMultipleChoiceFilter(
        label="Series", queryset=SeriesPage.objects.all()
    )
    year = YearFilter(
        label="Year",
        method="filter_year",
        min_value=1,
        max_value=9999,
        widget=NumberInput(attrs={"placeholder": "2012"}),
    )
    event_kind = django_filters.MultipleChoiceFilter(label="Kind", choices=EventKind.choices)
    phase = django_filters.MultipleChoiceFilter(label="Phase", choices=Phase.choices)
    access = django_filters.MultipleChoiceFilter(label="Access", choices=Access.choices)
    live = django_filters.BooleanFilter(label="Published")

    class Meta:
        model = EventPage
        fields: Sequence[str] = []

    def filter_year(self, events: QuerySet, name: str, year: int) -> QuerySet:
        first, last = date(year, 1, 1), date(year, 12, 31)
        continues = Q(start__lt=first, end__gte=first)
        is_open = Q(start__lt=first, extended_date__endswith="/..") | Q(
            end__gte=first, extended_date__startswith="../"
        )
        decade = first_day(first, Precision.DECADE)
        in_decade = Q(precision=Precision.DECADE, start=decade)
        return events.filter(Q(start__gte=first, start__lte=last) | continues | is_open | in_decade)


EXPORT_FIELDS = [
    "code",
    "title",
    "title_stated",
    "series",
    "ordinal",
    "ordinal_basis",
    "ordinal_stated",
    "event_kind",
    "access",
    "attribution_rule",
    "mode",
    "phase",
    "edtf",
    "precision",
    "dates_stated",
    "venue",
    "place_stated",
    "organiser",
    "live",
    "uid",
]


class PrefetchMixin:
    """Reads the related records of all rows with the list."""

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        pages = super().annotate_queryset(pages)  # type: ignore[misc]
        if self.is_export:  # type: ignore[attr-defined]
            return pages.prefetch_related("series", "venue", "organiser")
        return with_locks(pages.prefetch_related("series"), EventPage.kind)


class EventExplorer(OrderedSearchMixin, PrefetchMixin, HarmlessExport, ExplorableIndexView):
    pass


class EventIndex(OrderedSearchMixin, PrefetchMixin, HarmlessExport, IndexView):
    # The template of the other lists. Unlike that of pages, it has a message for empty results.
    results_template_name = "wagtailadmin/generic/index_results.html"


class EventCreateView(CopyMixin, AutosaveMixin, RetryOnConflict, WarningsPanelMixin, CreateView):
    """The form of a new event. `?ordinal=10` fills in this number if it is free."""

    def get(self, request: HttpRequest) -> HttpResponse:
        number = whole_number(request.GET.get("ordinal", ""))
        if number and number <= LARGEST_NUMBER:
            self.suggest(number)
        return super().get(request)

    def suggest(self, number: int) -> None:
        if not isinstance(self.parent_page, SeriesPage):
            return
        if holder := number_in_use(self.parent_page, number):
            messages.warning(self.request, f"“{holder}” already has number {number}.")
        else:
            self.page.ordinal = number


class EventEditView(
    PageRefusalMixin,
    CopyMixin,
    AutosaveMixin,
    RetryOnConflict,
    ConflictMixin,
    AskingApproval,
    TranslationMixin,
    WarningsPanelMixin,
    UnreadableDraftMixin,
    EditView,
):
    pass


class PlainCreateView(CopyMixin, AutosaveMixin, WarningsPanelMixin, CreateView):
    pass


class PlainEditView(
    PageRefusalMixin,
    CopyMixin,
    AutosaveMixin,
    ConflictMixin,
    AskingApproval,
    TranslationMixin,
    WarningsPanelMixin,
    UnreadableDraftMixin,
    EditView,
):
    pass


class SeriesViewSet(PageViewSet):
    model = SeriesPage
    add_view_class = PlainCreateView
    edit_view_class = PlainEditView


class EventViewSet(PageViewSet):
    """The editions of a series in the page explorer, and the forms of an event."""

    model = EventPage
    index_view_class = EventExplorer
    add_view_class = EventCreateView
    edit_view_class = EventEditView
    columns = columns()
    filterset_class = EventFilterSet
    list_export = EXPORT_FIELDS
    export_filename = "events"


class EventsMenuItem(MenuItem):
    """Not for somebody whom the list would refuse."""

    def is_shown(self, request: HttpRequest) -> bool:
        return PagePermissionPolicy().user_has_any_permission(
            request.user, EventIndex.any_permission_required
        )


class EventListing(PageListingViewSet):
    """All events of all series, with filters by series and year."""

    menu_item_class = EventsMenuItem

    model = EventPage
    index_view_class = EventIndex
    icon = "calendar-alt"
    menu_label = "Events"
    columns = columns(Column("series", label="Series", sort_key="series__title", width="14%"))
    filterset_class = EventFilterSet
    list_export = EXPORT_FIELDS
    export_filename = "events"
