"""The form of a person."""

from wagtail.admin.panels import FieldPanel, InlinePanel, TabbedInterface

from cms.admin.forms import ExpirableRecordForm

from .parts import archive_tab, group, row, tab

PERSON_TABS = TabbedInterface(
    [
        tab(
            "Who it is",
            "name",
            group(
                "Parts of the name",
                row("given_name", "family_name"),
                row("honorific", "sort_name"),
            ),
            "summary",
            "portrait",
        ),
        tab(
            "Affiliations",
            InlinePanel(
                "affiliations",
                heading="Where this person worked, and when",
                label="affiliation",
                panels=[
                    FieldPanel("partner"),
                    FieldPanel("organisation_stated"),
                    FieldPanel("role"),
                    row("year_from", "year_to"),
                ],
            ),
        ),
        archive_tab(row("orcid", "wikidata")),
    ],
    base_form_class=ExpirableRecordForm,
)
