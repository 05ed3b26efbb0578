"""The lists and forms of the six kinds of snippet, and their menu."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.tables import LiveStatusTagColumn, LocaleColumn, UpdatedAtColumn
from wagtail.models import Revision, WorkflowState
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    SnippetViewSetGroup,
)

from cms.models import Partner, Person, Quote, Reference, Theme, Venue
from cms.models.record import SCHEDULED
from cms.panels.partner import PARTNER_TABS
from cms.panels.person import PERSON_TABS
from cms.panels.quote import QUOTE_TABS
from cms.panels.reference import REFERENCE_TABS
from cms.panels.theme import THEME_TABS
from cms.panels.venue import VENUE_TABS

from .autosave import AutosaveMixin
from .buttons import ListingButtonsMixin
from .choosers import chooser
from .conflicts import ConflictMixin
from .copies import CopyMixin
from .doubles import NewOnceMixin
from .events import EventListing
from .exports import HarmlessExport
from .own_records import OneRecordViewSet
from .publishing.together import AskingApproval
from .refusals import RetryOnConflict
from .searching import OrderedSearchMixin
from .side_panels import WarningsPanelMixin
from .translation.panel import TranslationMixin
from .unreadable_drafts import UnreadableDraftMixin

# The last columns of every list and of every spreadsheet.
LAST_COLUMNS = [LocaleColumn(), UpdatedAtColumn(), LiveStatusTagColumn()]
LAST_EXPORT_FIELDS = ["slug", "locale.language_code", "live", "uid", "same_as"]


class RecordIndexView(OrderedSearchMixin, HarmlessExport, IndexView):
    def get_base_queryset(self) -> QuerySet:
        """With what a row shows of its state: whether it is in moderation, and scheduled."""
        scheduled = Revision.objects.filter(approved_go_live_at__isnull=False).defer("content")
        return (
            super()
            .get_base_queryset()
            .prefetch_related(
                Prefetch(
                    "_workflow_states", WorkflowState.objects.active(), "_current_workflow_states"
                ),
                Prefetch("_revisions", scheduled, SCHEDULED),
            )
        )


class RecordCreateView(
    NewOnceMixin, CopyMixin, AutosaveMixin, RetryOnConflict, WarningsPanelMixin, CreateView
):
    pass


class RecordEditView(
    CopyMixin,
    AutosaveMixin,
    RetryOnConflict,
    ConflictMixin,
    AskingApproval,
    TranslationMixin,
    WarningsPanelMixin,
    ListingButtonsMixin,
    UnreadableDraftMixin,
    EditView,
):
    pass


class RecordDeleteView(DeleteView):
    confirmation_message = "It goes to the trash, and you can restore it for 30 days. Delete it?"


class RecordViewSet(OneRecordViewSet):
    index_view_class = RecordIndexView
    add_view_class = RecordCreateView
    edit_view_class = RecordEditView
    delete_view_class = RecordDeleteView
    copy_view_enabled = False
    list_per_page = 50
    chooser_per_page = 40
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.model._default_manager.select_related("locale", *self.related)


class QuoteViewSet(RecordViewSet):
    model = Quote
    icon = "openquote"
    list_display = ["title", "speaker", "attribution_stated", "verification", *LAST_COLUMNS]
    related = ("speaker", "latest_revision")
    list_filter = ["verification", "language", "speaker", "occasion_event"]
    list_export = [
        "text",
        "language",
        "speaker",
        "speaker_organisation",
        "attribution_stated",
        "role_then",
        "occasion_reference",
        "occasion_event",
        "occasion_stated",
        "edtf",
        "dates_stated",
        "verification",
        *LAST_EXPORT_FIELDS,
    ]
    edit_handler = QUOTE_TABS
    chooser_viewset_class = chooser(
        Quote,
        "text",
        "speaker",
        "attribution_stated",
        "role_then",
        "occasion_stated",
        "when",
        "language",
    )


class PartnerViewSet(RecordViewSet):
    model = Partner
    icon = "group"
    list_display = ["name", "acronym", "partner_kind", "country", *LAST_COLUMNS]
    list_filter = ["partner_kind", "country"]
    list_export = [
        "name",
        "acronym",
        "partner_kind",
        "country.code",
        "parent",
        "website",
        "ror",
        "wikidata",
        *LAST_EXPORT_FIELDS,
    ]
    ordering = "name"
    edit_handler = PARTNER_TABS
    chooser_viewset_class = chooser(
        Partner, "name", "acronym", "partner_kind", "country", "website"
    )


class PersonViewSet(RecordViewSet):
    model = Person
    icon = "user"
    list_display = ["name", "sort_name", "orcid", *LAST_COLUMNS]
    list_export = [
        "name",
        "sort_name",
        "given_name",
        "family_name",
        "honorific",
        "orcid",
        "wikidata",
        *LAST_EXPORT_FIELDS,
    ]
    ordering = "sort_name"
    edit_handler = PERSON_TABS
    chooser_viewset_class = chooser(Person, "name", "honorific", "given_name", "family_name")


class ThemeViewSet(RecordViewSet):
    model = Theme
    icon = "tag"
    list_display = ["label", "broader", *LAST_COLUMNS]
    list_filter = ["broader"]
    list_export = ["label", "broader", "alternative_labels", "summary", *LAST_EXPORT_FIELDS]
    related = ("broader",)
    ordering = "label"
    edit_handler = THEME_TABS
    chooser_viewset_class = chooser(Theme, "label", "alternative_labels")


class VenueViewSet(RecordViewSet):
    model = Venue
    icon = "site"
    list_display = ["name", "locality", "country", *LAST_COLUMNS]
    list_filter = ["country"]
    list_export = [
        "name",
        "address",
        "locality",
        "country.code",
        "latitude",
        "longitude",
        "time_zone",
        *LAST_EXPORT_FIELDS,
    ]
    ordering = "name"
    edit_handler = VENUE_TABS
    chooser_viewset_class = chooser(Venue, "name", "address", "locality", "country", "time_zone")


class ReferenceViewSet(RecordViewSet):
    model = Reference
    icon = "clipboard-list"
    list_display = ["name", "reference_kind", "issuer", "dates_stated", *LAST_COLUMNS]
    list_filter = ["reference_kind"]
    list_export = [
        "name",
        "reference_kind",
        "issuer",
        "symbol",
        "body_name",
        "session_number",
        "edtf",
        "dates_stated",
        "facts_stated",
        "url",
        *LAST_EXPORT_FIELDS,
    ]
    ordering = "name"
    edit_handler = REFERENCE_TABS
    chooser_viewset_class = chooser(
        Reference, "name", "reference_kind", "issuer", "symbol", "when", "url"
    )


RECORD_VIEW_SETS = (
    QuoteViewSet,
    PartnerViewSet,
    PersonViewSet,
    ThemeViewSet,
    VenueViewSet,
    ReferenceViewSet,
)


class ArchiveGroup(SnippetViewSetGroup):
    """The menu “Archive”: the events of all series, then every kind of snippet."""

    items = (EventListing("events"), *RECORD_VIEW_SETS)
    menu_label = "Archive"
    menu_icon = "folder-open-inverse"
    menu_order = 150
