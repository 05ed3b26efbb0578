"""The form of a partner."""

from wagtail.admin.panels import FieldPanel, InlinePanel, TabbedInterface

from cms.admin.forms import ExpirableRecordForm

from .parts import archive_tab, row, tab

PARTNER_TABS = TabbedInterface(
    [
        tab(
            "What it is",
            "name",
            "acronym",
            row("partner_kind", "country"),
            "parent",
            "summary",
            "website",
            "logo",
        ),
        tab(
            "Names",
            InlinePanel(
                "names",
                heading="Names over time and in other languages",
                label="name",
                panels=[FieldPanel("name"), row("language", "year_from", "year_to")],
            ),
        ),
        archive_tab(row("ror", "wikidata")),
    ],
    base_form_class=ExpirableRecordForm,
)
