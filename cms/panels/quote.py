"""The form of a quote."""

from wagtail.admin.panels import TabbedInterface

from cms.admin.forms import DatedRecordForm

from .parts import archive_tab, dates, group, tab

QUOTE_TABS = TabbedInterface(
    [
        tab("What was said", "text", "language", "verification"),
        tab(
            "Who said it",
            "speaker",
            "speaker_organisation",
            "attribution_stated",
            "role_then",
        ),
        tab(
            "Where and when",
            group("Occasion", "occasion_stated", "occasion_reference", "occasion_event"),
            dates(),
        ),
        archive_tab(),
    ],
    base_form_class=DatedRecordForm,
)
