"""The form of a reference."""

from wagtail.admin.panels import TabbedInterface

from cms.admin.forms import DatedRecordForm

from .parts import archive_tab, dates, group, row, tab

REFERENCE_TABS = TabbedInterface(
    [
        tab(
            "What it is",
            "name",
            "reference_kind",
            group("Issued", "issuer", "symbol", row("body_name", "session_number")),
            dates(),
            "facts_stated",
            "url",
        ),
        archive_tab(),
    ],
    base_form_class=DatedRecordForm,
)
