"""Events in lists: under their series in the tree, and all together."""

from collections.abc import Sequence
from datetime import date

import django_filters
from django.db.models import Q, QuerySet
from django.forms import IntegerField, NumberInput
from django.http import HttpRequest, HttpResponse
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet

from cms.models import EventPage, SeriesPage
from cms.models.fields import LARGEST_NUMBER
from cms.vocabularies import Access, EventKind, Phase

from .conflicts import TellsOfConflicts
from .exports import HarmlessExport
from .refusals import SecondLook
from .searching import OrdersWhatIsFound
from .side_panels import Warns
from .timeline import number_in_use


class DatesColumn(Column):
    """The dates as far as they are known: 2012-01-26/2012-01-28, 2012, nothing."""

    def get_value(self, instance: EventPage) -> str:
        return instance.edtf or ""


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
    field_class = IntegerField


class EventFilterSet(WagtailFilterSet):
    """By series and by year: an event belongs to every year that it touches."""

    series = django_filters.ModelMultipleChoiceFilter(
        label="Series", queryset=SeriesPage.objects.all()
    )
    year = YearFilter(
        label="Year",
        method="touches",
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

    def touches(self, events: QuerySet, name: str, year: int) -> QuerySet:
        first, last = date(year, 1, 1), date(year, 12, 31)
        later = Q(start__lt=first, end__gte=first)
        return events.filter(Q(start__gte=first, start__lte=last) | later)


EXPORTED = [
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


class RelatedOnce:
    """The related records that a row shows are read with the list and not one by one."""

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        pages = super().annotate_queryset(pages)  # type: ignore[misc]
        if self.is_export:  # type: ignore[attr-defined]
            return pages.prefetch_related("series", "venue", "organiser")
        return pages.prefetch_related("series")


class EventExplorer(OrdersWhatIsFound, RelatedOnce, HarmlessExport, ExplorableIndexView):
    pass


class EventIndex(OrdersWhatIsFound, RelatedOnce, HarmlessExport, IndexView):
    # That of the other lists: it says so when nothing is found, and that of pages does not.
    results_template_name = "wagtailadmin/generic/index_results.html"


class EventCreateView(SecondLook, Warns, CreateView):
    """The form of a new event. `?ordinal=10` fills in that number, if it is free."""

    def get(self, request: HttpRequest) -> HttpResponse:
        number = request.GET.get("ordinal", "")
        if number.isascii() and number.isdigit() and 0 < int(number[:6]) <= LARGEST_NUMBER:
            self.suggest(int(number[:6]))
        return super().get(request)

    def suggest(self, number: int) -> None:
        if not isinstance(self.parent_page, SeriesPage):
            return
        if holder := number_in_use(self.parent_page, number):
            messages.warning(self.request, f"“{holder}” already has number {number}.")
        else:
            self.page.ordinal = number


class EventEditView(SecondLook, TellsOfConflicts, Warns, EditView):
    pass


class PlainCreateView(Warns, CreateView):
    pass


class PlainEditView(TellsOfConflicts, Warns, EditView):
    pass


class SeriesViewSet(PageViewSet):
    model = SeriesPage
    add_view_class = PlainCreateView
    edit_view_class = PlainEditView


class EventViewSet(PageViewSet):
    """The editions of a series, as the page explorer shows them; and the event's own forms."""

    model = EventPage
    index_view_class = EventExplorer
    add_view_class = EventCreateView
    edit_view_class = EventEditView
    columns = columns()
    filterset_class = EventFilterSet
    list_export = EXPORTED
    export_filename = "events"


class EventListing(PageListingViewSet):
    """All events of all series, with filters by series and year."""

    model = EventPage
    index_view_class = EventIndex
    icon = "calendar-alt"
    menu_label = "Events"
    columns = columns(Column("series", label="Series", sort_key="series__title", width="14%"))
    filterset_class = EventFilterSet
    list_export = EXPORTED
    export_filename = "events"
